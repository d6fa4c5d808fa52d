import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'kinesis-consumer-registered',
  title: 'Somebody registered to read a stream along',
  severity: 'medium',
  detections: ['KIN-01'],
  attack: ['T1537'],
  rationale:
    'A registered consumer gets every record with throughput of its own: nobody else is slowed down, so nobody notices.',
  remediation: 'Deregister the consumer unless somebody answers for it.',
  references: ['https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html'],
  subject: 'stream',
  calls: { kinesis: ['RegisterStreamConsumer'] },
  needs: [],

  *evaluate({ change, resource, context }) {
    const consumer = String(change.details?.['consumer'] ?? 'consumer');
    const foreign = isForeignAccount(change.actor.account, { resource, context });
    if (!foreign && !isByHand(change.actor, context)) return;
    yield {
      key: consumer,
      message: `${actorInWords(change.actor)}${foreign ? ` of account ${change.actor.account}` : ''} registered the consumer ${consumer}`,
      evidence: { consumer, account: change.actor.account ?? null },
      severity: foreign ? 'high' : 'medium',
      remediation: awsCommand('kinesis deregister-stream-consumer', {
        'stream-arn': resource.arn,
        'consumer-name': consumer,
        region: resource.region,
      }),
    };
  },

  closes: (change, key) =>
    change.ops.some((op) => op.op === 'remove' && op.facet === 'consumers' && op.path[0] === key),
});
