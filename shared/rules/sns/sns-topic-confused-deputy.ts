import { defineRule } from '../../engine/rule.ts';
import { confusedDeputies } from '../resource-policies.ts';

export default defineRule({
  id: 'sns-topic-confused-deputy',
  title: "A topic's policy lets a service in for anybody",
  severity: 'medium',
  detections: ['SNS-01', 'SNS-02'],
  attack: ['T1530', 'T1537'],
  rationale:
    'A service publishes for whoever asks it to: a stranger points his own bucket, rule or alarm at the topic and ' +
    'feeds its functions.',
  remediation:
    'Remove the statement (`aws sns remove-permission --topic-arn <arn> --label <sid>`), or name the principals ' +
    'and narrow them with `aws:SourceArn` and `aws:SourceAccount`.',
  references: ['https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html'],
  subject: 'topic',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => confusedDeputies(resourcePolicy, judging),
});
