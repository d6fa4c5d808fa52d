import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'kinesis-stream-public',
  title: "A data stream's policy lets anybody in",
  severity: 'high',
  detections: ['KIN-01'],
  attack: ['T1537'],
  rationale: 'Anybody can do what the statement allows: put records that a function will handle, or read along.',
  remediation:
    'Remove the statement (`aws kinesis put-resource-policy`), or the whole policy (`aws kinesis ' +
    'delete-resource-policy --resource-arn <arn>`).',
  references: ['https://docs.aws.amazon.com/streams/latest/dev/resource-based-policy-examples.html'],
  subject: 'stream',
  needs: ['resourcePolicy'],
  uses: ['consumerPolicies'],

  *evaluate({ resourcePolicy, consumerPolicies }, judging) {
    yield* publicStatements(resourcePolicy, judging);
    for (const [arn, policy] of Object.entries(consumerPolicies ?? {}))
      yield* publicStatements(policy, judging, { arn, part: arn });
  },
});
