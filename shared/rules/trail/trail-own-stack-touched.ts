import { actorInWords, isDeployment } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isOwnResource } from '../own.ts';

export default defineActivityRule({
  id: 'trail-own-stack-touched',
  title: 'The stack of Trailwarden was deleted or changed',
  severity: 'critical',
  detections: ['TMP-06'],
  attack: ['T1562.001', 'T1485'],
  rationale:
    'The stack holds every part of Trailwarden. Deleted, nobody watches any more; changed by somebody who does not deploy ' +
    'it, every part may be another one.',
  remediation: 'Deploy the stack anew from its source, with termination protection on.',
  references: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-protect-stacks.html'],
  subject: 'stack',
  calls: { cloudformation: ['DeleteStack', 'UpdateStack', 'UpdateTerminationProtection'] },
  needs: [],
  uses: ['terminationProtected'],

  *evaluate({ change, after, resource, context }) {
    if (!isOwnResource(resource.arn, context)) return;
    const deployed = isDeployment(change.actor, context);
    if (change.call === 'UpdateStack' && (deployed || context.deployRoles.length === 0)) return;
    if (change.call === 'UpdateTerminationProtection' && after.terminationProtected !== false) return;
    const deleted = change.call === 'DeleteStack';
    const verb = deleted
      ? 'deleted it'
      : change.call === 'UpdateStack'
        ? 'changed it'
        : 'made it possible to delete it';
    yield {
      key: change.call,
      message: `${actorInWords(change.actor)} ${verb}`,
      evidence: { call: change.call, deployed },
      severity: deleted ? 'critical' : 'high',
    };
  },

  closes: (change) => change.call === 'CreateStack',
});
