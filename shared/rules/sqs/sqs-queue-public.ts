import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'sqs-queue-public',
  title: "A queue's policy lets anybody in",
  severity: 'high',
  detections: ['SQS-01', 'SQS-02'],
  attack: ['T1530', 'T1537'],
  rationale:
    'Anybody can do what the statement allows: send messages that a function will handle, or take and delete ' +
    'those of others.',
  remediation:
    'Remove the statement (`aws sqs remove-permission --queue-url <url> --label <sid>`), or name the principals ' +
    'and narrow them with `aws:SourceArn` and `aws:SourceAccount`.',
  references: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
  ],
  subject: 'queue',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => publicStatements(resourcePolicy, judging),
});
