import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'sns-topic-foreign',
  title: "A topic's policy lets another account in",
  severity: 'high',
  detections: ['SNS-01', 'SNS-02'],
  attack: ['T1530', 'T1537'],
  rationale:
    'Another account can publish to the topic, or subscribe and read along, whatever its own people think of ' +
    'that.',
  remediation:
    'Remove the statement (`aws sns remove-permission --topic-arn <arn> --label <sid>`), or name the principals ' +
    'and narrow them with `aws:SourceArn` and `aws:SourceAccount`; an account that is meant belongs in ' +
    '`trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html'],
  subject: 'topic',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => foreignStatements(resourcePolicy, judging),
});
