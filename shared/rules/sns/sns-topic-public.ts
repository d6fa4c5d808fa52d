import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'sns-topic-public',
  title: "A topic's policy lets anybody in",
  severity: 'high',
  detections: ['SNS-01', 'SNS-02'],
  attack: ['T1530', 'T1537'],
  rationale:
    'Anybody can do what the statement allows: publish messages that run every function subscribed, or subscribe ' +
    'and read along.',
  remediation:
    'Remove the statement (`aws sns remove-permission --topic-arn <arn> --label <sid>`), or name the principals ' +
    'and narrow them with `aws:SourceArn` and `aws:SourceAccount`.',
  references: ['https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html'],
  subject: 'topic',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => publicStatements(resourcePolicy, judging),
});
