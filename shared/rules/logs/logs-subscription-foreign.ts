import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'logs-subscription-foreign',
  title: 'Every log line is copied to another account',
  severity: 'high',
  detections: ['OTH-01'],
  attack: ['T1567', 'T1537'],
  rationale:
    'A subscription copies whatever functions log, as it is written: inputs, errors, and too often personal data and ' +
    'secrets. Nobody in this account sees it leave.',
  remediation: 'Delete the subscription filter, or add the account to `trustedAccounts` where it is a known one.',
  references: ['https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CrossAccountSubscriptions.html'],
  subject: 'log-group',
  needs: ['subscriptions'],

  *evaluate({ subscriptions }, judging) {
    for (const [name, { destination }] of Object.entries(subscriptions)) {
      const account = accountOf(destination);
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: name,
        message: `the subscription ${name} copies every line that it selects to ${destination}, in account ${account}`,
        evidence: { filter: name, destination, account },
        remediation: awsCommand('logs delete-subscription-filter', {
          'log-group-name': judging.resource.name,
          'filter-name': name,
          region: judging.resource.region,
        }),
      };
    }
  },
});
