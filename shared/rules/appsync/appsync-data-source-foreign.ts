import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'appsync-data-source-foreign',
  title: 'A GraphQL API hands its queries to a function of another account',
  severity: 'high',
  detections: ['ASY-02'],
  attack: ['T1546', 'T1557'],
  rationale:
    'The other account sees every query that its fields get, with the identity of who asked, and answers in your name.',
  remediation: 'Point the data source at a function of an own account, or add the account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/appsync/latest/devguide/attaching-a-data-source.html'],
  subject: 'graphql-api',
  needs: ['dataSources'],

  *evaluate({ dataSources }, judging) {
    for (const [name, source] of Object.entries(dataSources)) {
      const account = accountOf(source.function ?? '');
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: name,
        message: `the data source ${name} is ${source.function}, which belongs to account ${account}`,
        evidence: { dataSource: name, function: source.function ?? null, account },
      };
    }
  },
});
