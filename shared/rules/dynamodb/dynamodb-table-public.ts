import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'dynamodb-table-public',
  title: "A table's policy lets anybody in",
  severity: 'high',
  detections: ['DDB-01'],
  attack: ['T1530'],
  rationale: 'Anybody can do what the statement allows with the items, or read every change from the stream.',
  remediation:
    'Remove the statement (`aws dynamodb put-resource-policy`), or the whole policy (`aws dynamodb ' +
    'delete-resource-policy --resource-arn <arn>`).',
  references: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/access-control-resource-based.html'],
  subject: 'table',
  needs: ['resourcePolicy'],
  uses: ['streamPolicy', 'stream'],

  *evaluate({ resourcePolicy, streamPolicy, stream }, judging) {
    yield* publicStatements(resourcePolicy, judging);
    const arn = stream?.arn ?? `${judging.resource.arn}/stream/*`;
    yield* publicStatements(streamPolicy ?? null, judging, { arn, part: 'stream' });
  },
});
