import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'states-role-changed',
  title: 'A state machine runs as another role than before',
  severity: 'medium',
  detections: ['SFN-01'],
  attack: ['T1548', 'T1578'],
  rationale:
    'With another role every step of the state machine can do other things than were reviewed. Passing the role to it is ' +
    'not recorded anywhere else.',
  remediation: 'Set the role back, unless a release explains the change.',
  references: ['https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateStateMachine.html'],
  subject: 'state-machine',
  calls: { states: ['UpdateStateMachine'] },
  needs: ['role'],

  *evaluate({ change, before, after, resource, context }) {
    if (before.role === undefined || before.role === after.role || isMeant(change.actor, context)) return;
    yield {
      key: 'role',
      message: `${actorInWords(change.actor)} changed the role from ${before.role} to ${after.role}`,
      evidence: { before: before.role, after: after.role },
      remediation: awsCommand('stepfunctions update-state-machine', {
        'state-machine-arn': resource.arn,
        'role-arn': before.role,
        region: resource.region,
      }),
    };
  },
});
