import { defineRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';
import { openDeputies, sourceArns } from '../deputies.ts';
import { functionStatements, statementInWords, statementViolation } from '../exposed.ts';

export default defineRule({
  id: 'lambda-permission-bucket-reclaimable',
  title: 'A function is run by a bucket whose name somebody else could take over',
  severity: 'medium',
  detections: ['LAM-04'],
  attack: ['T1199', 'T1584'],
  rationale:
    'The ARN of a bucket carries no account. Should the bucket be deleted, whoever takes its name next runs the function ' +
    'with objects of their choice.',
  remediation: 'Add the statement anew with the account that owns the bucket.',
  references: [
    'https://docs.aws.amazon.com/config/latest/developerguide/lambda-function-public-access-prohibited.html',
  ],
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['urls'],

  *evaluate({ resourcePolicy, urls }, judging) {
    const { resource } = judging;
    for (const statement of functionStatements(resourcePolicy, urls, judging)) {
      const open = openDeputies(statement.verdict).find(({ gap }) => gap === 'bucket');
      if (open === undefined) continue;
      const [arn = ''] = sourceArns(statement.verdict);
      const { sid, qualifier } = statement;
      const again = functionCommand('add-permission', resource, {
        qualifier,
        'statement-id': `${sid}-owned`,
        action: 'lambda:InvokeFunction',
        principal: open.deputy.service,
        'source-arn': arn,
        'source-account': resource.account,
      });
      const without = functionCommand('remove-permission', resource, { qualifier, 'statement-id': sid });
      yield statementViolation(
        statement,
        resource,
        `${statementInWords(statement)} lets ${open.deputy.service} run the function for ${arn}, whoever owns it: aws:SourceAccount is missing`,
        { remediation: `${again} && ${without}` },
      );
    }
  },
});
