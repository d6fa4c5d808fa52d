import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'logs-subscription-by-hand',
  title: 'A log group was tapped by hand',
  severity: 'medium',
  detections: ['OTH-01'],
  attack: ['T1567', 'T1546'],
  rationale:
    'A subscription hands every log line to whatever it names, a function for example, for as long as it stands. Made ' +
    'beside the pipeline it is a way to listen, and to have a function run whenever another one logs.',
  remediation: 'Move the subscription into the stack of the log group, or delete it.',
  references: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html'],
  subject: 'log-group',
  calls: { logs: ['PutSubscriptionFilter'] },
  needs: [],
  uses: ['subscriptions'],

  *evaluate({ change, after, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    const named = change.details?.['filter'];
    const filter = typeof named === 'string' ? named : 'default';
    const destination = after.subscriptions?.[filter]?.destination;
    yield {
      key: filter,
      message: `${actorInWords(change.actor)} made the subscription ${filter} copy lines to ${destination ?? 'what is not known'}`,
      evidence: { filter, destination: destination ?? null },
      remediation: awsCommand('logs delete-subscription-filter', {
        'log-group-name': resource.name,
        'filter-name': filter,
        region: resource.region,
      }),
    };
  },

  closes: (change, key) => change.call === 'DeleteSubscriptionFilter' && change.details?.['filter'] === key,
});
