import { defineRule } from '../../engine/rule.ts';
import { isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'ssm-document-shared',
  title: 'A Systems Manager document is shared with strangers',
  severity: 'medium',
  detections: ['SSM-01'],
  attack: ['T1537', 'T1565'],
  rationale:
    'A document shows how machines and accounts are run, often with names, addresses and more. Shared with all, anybody ' +
    'can read it and every later version of it.',
  remediation: 'Stop sharing the document, or trust the account.',
  references: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/documents-ssm-sharing.html'],
  subject: 'document',
  needs: ['sharedWith'],

  *evaluate({ sharedWith }, judging) {
    for (const account of Object.keys(sharedWith)) {
      const everybody = account === 'all';
      if (!everybody && !isForeignAccount(account, judging)) continue;
      yield {
        key: account,
        message: everybody ? 'it is shared with every AWS account' : `it is shared with account ${account}`,
        evidence: { account },
        severity: everybody ? 'high' : 'medium',
        remediation: awsCommand('ssm modify-document-permission', {
          name: judging.resource.name,
          'permission-type': 'Share',
          'account-ids-to-remove': account,
          region: judging.resource.region,
        }),
      };
    }
  },
});
