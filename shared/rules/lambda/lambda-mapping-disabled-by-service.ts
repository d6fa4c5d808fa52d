import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';
import { valueSet } from '../ops.ts';

export default defineActivityRule({
  id: 'lambda-mapping-disabled-by-service',
  title: 'Lambda switched an event source mapping off',
  severity: 'medium',
  detections: ['ESM-06'],
  attack: ['T1489'],
  rationale:
    'Lambda gives up on a mapping whose source, key or role it can no longer use. The messages are not handled until ' +
    'somebody repairs it; often a permission was taken away shortly before.',
  remediation:
    'Look for what was taken away from the execution role, the source or its key, then switch the mapping on again.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/logging-using-cloudtrail.html'],
  subject: 'event-source-mapping',
  calls: { lambda: ['LambdaESMDisabled'] },
  needs: [],
  uses: ['eventSource', 'function'],

  *evaluate({ change, after, resource }) {
    const reason = change.details?.['reason'];
    yield {
      key: 'disabled',
      message: `Lambda stopped reading ${after.eventSource ?? 'the source'}${typeof reason === 'string' ? `: ${reason}` : ''}`,
      evidence: { reason: reason ?? null, function: after.function ?? null },
      remediation: awsCommand('lambda update-event-source-mapping', {
        uuid: resource.name,
        enabled: true,
        region: resource.region,
      }),
    };
  },

  closes: (change) => valueSet(change, 'enabled') === true,
});
