import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'sqs-dead-letter-abroad',
  title: 'Messages that fail go to a queue of another account',
  severity: 'medium',
  detections: ['SQS-03'],
  attack: ['T1537'],
  rationale: 'Whoever can make a message fail, or waits until one does, gets it delivered abroad with all it holds.',
  remediation: 'Name a dead-letter queue of the own account, or add the account to `trustedAccounts`.',
  references: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  ],
  subject: 'queue',
  needs: ['deadLetterTarget'],

  *evaluate({ deadLetterTarget }, judging) {
    const account = accountOf(deadLetterTarget ?? '');
    if (deadLetterTarget === null || !isForeignAccount(account, judging)) return;
    yield {
      key: 'dead-letter',
      message: `${deadLetterTarget} belongs to account ${account}`,
      evidence: { deadLetterTarget, account },
    };
  },
});
