import { defineRule } from '../../engine/rule.ts';
import { confusedDeputies } from '../resource-policies.ts';

export default defineRule({
  id: 'sqs-queue-confused-deputy',
  title: "A queue's policy lets a service in for anybody",
  severity: 'medium',
  detections: ['SQS-01', 'SQS-02'],
  attack: ['T1530', 'T1537'],
  rationale:
    'A service sends for whoever asks it to: a stranger points his own topic, bucket or rule at the queue and ' +
    'feeds its function.',
  remediation:
    'Remove the statement (`aws sqs remove-permission --queue-url <url> --label <sid>`), or name the principals ' +
    'and narrow them with `aws:SourceArn` and `aws:SourceAccount`.',
  references: [
    'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-basic-examples-of-sqs-policies.html',
  ],
  subject: 'queue',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => confusedDeputies(resourcePolicy, judging),
});
