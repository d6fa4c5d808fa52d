import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'dynamodb-deletion-protection-off',
  title: 'The deletion protection of a table was switched off by hand',
  severity: 'medium',
  detections: ['DDB-03'],
  attack: ['T1485', 'T1562'],
  rationale: 'The table can now be deleted with one call, and with it everything that it holds.',
  remediation: 'Switch the protection on again.',
  references: ['https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithTables.Basics.html'],
  subject: 'table',
  calls: { dynamodb: ['UpdateTable'] },
  needs: [],
  uses: ['deletionProtected'],

  *evaluate({ change, before, after, resource, context }) {
    if (isMeant(change.actor, context) || after.deletionProtected !== false || before.deletionProtected === false)
      return;
    if (!change.ops.some((op) => op.op === 'set' && op.facet === 'deletionProtected')) return;
    yield {
      key: 'protection',
      message: `${actorInWords(change.actor)} switched its deletion protection off`,
      evidence: { before: before.deletionProtected ?? null },
      remediation: awsCommand('dynamodb update-table', {
        'table-name': resource.name,
        'deletion-protection-enabled': true,
        region: resource.region,
      }),
    };
  },

  closes: (change) => change.ops.some((op) => op.op === 'set' && op.facet === 'deletionProtected' && op.value === true),
});
