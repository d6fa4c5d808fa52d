import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';
import { placeOf } from '../ops.ts';

export default defineActivityRule({
  id: 'iam-access-key-created',
  title: 'An access key was made for somebody else by hand',
  severity: 'high',
  weighed: false,
  detections: ['IAM-15'],
  attack: ['T1098.001'],
  rationale:
    'A key never expires and needs no second factor. Whoever makes one for another user can act as that user from ' +
    'anywhere, also after their own access was taken away.',
  remediation: 'Ask both. If it was not meant, deactivate the key and look at what it was used for.',
  references: ['https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.iam-backdoor-user/'],
  subject: 'user',
  calls: { iam: ['CreateAccessKey'] },
  needs: [],

  *evaluate({ change, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    const [id] = placeOf(change, 'put', 'accessKeys') ?? [];
    const own = change.actor.type === 'user' && change.actor.userName === resource.name;
    yield {
      key: id ?? 'key',
      message: `${actorInWords(change.actor)} made ${own ? 'themselves another' : `the user ${resource.name} an`} access key${id === undefined ? '' : ` (${id})`}`,
      evidence: { user: resource.name, accessKeyId: id ?? null },
      // People rotate their own keys.
      ...(own ? { severity: 'low' } : {}),
      ...(id === undefined
        ? {}
        : {
            remediation: awsCommand('iam update-access-key', {
              'user-name': resource.name,
              'access-key-id': id,
              status: 'Inactive',
            }),
          }),
    };
  },

  closes: (change, key) => placeOf(change, 'remove', 'accessKeys')?.[0] === key,
});
