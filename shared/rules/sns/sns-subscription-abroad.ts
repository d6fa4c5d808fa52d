import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { unsubscribeCommand } from '../subscriptions.ts';

export default defineRule({
  id: 'sns-subscription-abroad',
  title: 'A topic sends to another account',
  severity: 'high',
  detections: ['SNS-03'],
  attack: ['T1537'],
  rationale: 'Every message that is published is copied to the subscriber, who answers to somebody else.',
  remediation: 'Unsubscribe it, or add its account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/sns/latest/dg/sns-send-message-to-sqs-cross-account.html'],
  subject: 'topic',
  needs: ['subscriptions'],

  *evaluate({ subscriptions }, judging) {
    for (const [subscription, { protocol, endpoint }] of Object.entries(subscriptions)) {
      const account = accountOf(endpoint ?? '');
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: subscription,
        message: `${endpoint} (${protocol}) belongs to account ${account}`,
        evidence: { protocol, endpoint, account },
        ...unsubscribeCommand(subscription, judging.resource.region),
      };
    }
  },
});
