import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'iam-console-password-set',
  title: 'Somebody else set the console password of a user',
  severity: 'medium',
  weighed: false,
  detections: ['IAM-15'],
  attack: ['T1098.001'],
  rationale:
    'A console password turns a user made for a machine into one that a person can sign in as, without a second factor ' +
    'until one is added. Changing the password of another user takes the user over.',
  remediation: 'Ask both. If it was not meant, delete the login profile.',
  references: ['https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.iam-create-user-login-profile/'],
  subject: 'user',
  calls: { iam: ['CreateLoginProfile', 'UpdateLoginProfile'] },
  needs: [],
  uses: ['accessKeys'],

  *evaluate({ change, after, resource, context }) {
    const own = change.actor.type === 'user' && change.actor.userName === resource.name;
    if (own || !isByHand(change.actor, context)) return;
    const changed = change.call === 'UpdateLoginProfile';
    const keys = Object.keys(after.accessKeys ?? {}).length;
    yield {
      key: 'password',
      message: `${actorInWords(change.actor)} ${changed ? 'changed the console password of' : 'gave a console password to'} the user ${resource.name}${keys > 0 ? `, who so far used ${keys === 1 ? 'an access key' : 'access keys'}` : ''}`,
      evidence: { user: resource.name, call: change.call },
      ...(changed ? { severity: 'high' } : {}),
      remediation: awsCommand('iam delete-login-profile', { 'user-name': resource.name }),
    };
  },

  closes: (change) => change.call === 'DeleteLoginProfile',
});
