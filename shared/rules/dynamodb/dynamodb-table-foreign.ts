import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'dynamodb-table-foreign',
  title: "A table's policy lets another account in",
  severity: 'high',
  detections: ['DDB-01'],
  attack: ['T1530'],
  rationale: 'Another account can read or write items, or follow every change of them through the stream.',
  remediation:
    'Remove the statement (`aws dynamodb put-resource-policy`), or the whole policy (`aws dynamodb ' +
    'delete-resource-policy --resource-arn <arn>`); an account that is meant belongs in `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html'],
  subject: 'table',
  needs: ['resourcePolicy'],
  uses: ['streamPolicy', 'stream'],

  *evaluate({ resourcePolicy, streamPolicy, stream }, judging) {
    yield* foreignStatements(resourcePolicy, judging);
    const arn = stream?.arn ?? `${judging.resource.arn}/stream/*`;
    yield* foreignStatements(streamPolicy ?? null, judging, { arn, part: 'stream' });
  },
});
