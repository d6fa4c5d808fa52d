import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import { unsubscribeCommand } from '../subscriptions.ts';

/** What leaves AWS weighs more than what stays. */
const severityOf = (protocol: string): Severity =>
  ['lambda', 'sqs', 'firehose', 'application'].includes(protocol) ? 'low' : 'medium';

export default defineActivityRule({
  id: 'sns-subscription-by-hand',
  title: 'Somebody was subscribed to a topic by hand',
  severity: 'low',
  detections: ['SNS-03'],
  attack: ['T1546', 'T1567'],
  rationale:
    'A subscriber gets a copy of every message from then on. A function is run with each of them; a mail address or a ' +
    'web hook carries them out of the account.',
  remediation: 'Unsubscribe it, or move the subscription into the stack of the topic.',
  references: ['https://docs.aws.amazon.com/sns/latest/dg/sns-create-subscribe-endpoint-to-topic.html'],
  subject: 'topic',
  calls: { sns: ['Subscribe'] },
  needs: ['subscriptions'],

  *evaluate({ change, before, after, resource, context }) {
    const subscription = String(change.details?.['subscription'] ?? '');
    const made = after.subscriptions[subscription];
    if (!isByHand(change.actor, context) || made === undefined || before.subscriptions?.[subscription]) return;
    const { protocol, endpoint } = made;
    yield {
      key: subscription,
      message: `${actorInWords(change.actor)} subscribed ${endpoint || 'an address that the record does not show'} (${protocol})`,
      evidence: { protocol, endpoint },
      severity: severityOf(protocol),
      ...unsubscribeCommand(subscription, resource.region),
    };
  },

  closes: (change, key) =>
    change.call === 'DeleteTopic' || (change.details?.['subscription'] === key && change.call === 'Unsubscribe'),
});
