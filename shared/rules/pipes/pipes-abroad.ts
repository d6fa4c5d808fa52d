import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'pipes-abroad',
  title: 'A pipe reads from, or hands on to, another account',
  severity: 'high',
  detections: ['EVB-08'],
  attack: ['T1537', 'T1546'],
  rationale:
    'A pipe moves everything from its source to its target by itself. With one end in another account, data leaves, or ' +
    'a stranger feeds your functions.',
  remediation: 'Delete the pipe, or add the account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes.html'],
  subject: 'pipe',
  needs: ['source', 'target', 'enrichment'],

  *evaluate({ source, target, enrichment }, judging) {
    for (const [key, arn] of Object.entries({ source, target, enrichment })) {
      const account = accountOf(arn ?? '');
      if (arn === null || !isForeignAccount(account, judging)) continue;
      yield {
        key,
        message: `its ${key} ${arn} belongs to account ${account}`,
        evidence: { end: key, arn, account },
        remediation: awsCommand('pipes delete-pipe', { name: judging.resource.name, region: judging.resource.region }),
      };
    }
  },
});
