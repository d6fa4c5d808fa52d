import { defineRule } from '../../engine/rule.ts';
import { unsubscribeCommand } from '../subscriptions.ts';

export default defineRule({
  id: 'sns-subscription-plain-http',
  title: 'A topic sends its messages unencrypted',
  severity: 'medium',
  detections: ['SNS-03'],
  attack: ['T1040'],
  rationale: 'Over plain HTTP everybody on the way reads the messages, and may change them before they arrive.',
  remediation: 'Subscribe the same address by HTTPS, and unsubscribe this one.',
  references: ['https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html'],
  subject: 'topic',
  needs: ['subscriptions'],

  *evaluate({ subscriptions }, { resource }) {
    for (const [subscription, { protocol, endpoint }] of Object.entries(subscriptions)) {
      if (protocol !== 'http') continue;
      yield {
        key: subscription,
        message: `messages go to ${endpoint || 'an address'} by plain HTTP`,
        evidence: { protocol, endpoint },
        ...unsubscribeCommand(subscription, resource.region),
      };
    }
  },
});
