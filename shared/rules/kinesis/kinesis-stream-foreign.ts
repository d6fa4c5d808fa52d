import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'kinesis-stream-foreign',
  title: "A data stream's policy lets another account in",
  severity: 'high',
  detections: ['KIN-01'],
  attack: ['T1537'],
  rationale: 'Another account can put records on the stream, or read along without taking anything away.',
  remediation:
    'Remove the statement (`aws kinesis put-resource-policy`), or the whole policy (`aws kinesis ' +
    'delete-resource-policy --resource-arn <arn>`); an account that is meant belongs in `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html'],
  subject: 'stream',
  needs: ['resourcePolicy'],
  uses: ['consumerPolicies'],

  *evaluate({ resourcePolicy, consumerPolicies }, judging) {
    yield* foreignStatements(resourcePolicy, judging);
    for (const [arn, policy] of Object.entries(consumerPolicies ?? {}))
      yield* foreignStatements(policy, judging, { arn, part: arn });
  },
});
