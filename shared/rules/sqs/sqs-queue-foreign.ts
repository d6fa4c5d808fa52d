import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'sqs-queue-foreign',
  title: "A queue's policy lets another account in",
  severity: 'high',
  detections: ['SQS-01', 'SQS-02'],
  attack: ['T1530', 'T1537'],
  rationale: 'Another account can send to the queue, or take messages out of it before the function gets them.',
  remediation:
    'Remove the statement (`aws sqs remove-permission --queue-url <url> --label <sid>`), or name the principals ' +
    'and narrow them with `aws:SourceArn` and `aws:SourceAccount`; an account that is meant belongs in ' +
    '`trustedAccounts`.',
  references: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
  ],
  subject: 'queue',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => foreignStatements(resourcePolicy, judging),
});
