import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';
import { valueSet } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-public-access-block-off',
  title: 'The block on public policies of a function was switched off',
  severity: 'high',
  detections: ['LAM-13'],
  attack: ['T1562'],
  rationale:
    'The block makes Lambda refuse a policy that lets everybody in. It is switched off for one reason: to put such a policy.',
  remediation: 'Switch the block on again and look for what was allowed since.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html'],
  subject: 'function',
  calls: { lambda: ['PutPublicAccessBlockConfig', 'DisablePublicAccessBlockConfig'] },
  needs: ['publicAccessBlocked'],

  *evaluate({ change, before, after, resource }) {
    if (after.publicAccessBlocked || before.publicAccessBlocked === false) return;
    yield {
      key: 'block',
      message: `${actorInWords(change.actor)} let the function have public policies again`,
      evidence: { before: before.publicAccessBlocked ?? null, after: false },
      remediation: awsCommand('lambda put-public-access-block-config', {
        'resource-arn': resource.arn,
        'public-access-block-config': 'BlockPublicPolicy=true,RestrictPublicResource=true',
        region: resource.region,
      }),
    };
  },

  closes: (change) => valueSet(change, 'publicAccessBlocked') === true,
});
