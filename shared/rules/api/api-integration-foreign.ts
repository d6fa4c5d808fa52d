import { defineRule } from '../../engine/rule.ts';
import { routeInWords } from '../../inventory/serving.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'api-integration-foreign',
  title: 'An API hands its calls to a function of another account',
  severity: 'high',
  detections: ['API-07'],
  attack: ['T1546', 'T1557'],
  rationale:
    'The other account receives every request with its credentials and answers in your name. A call that was handled ' +
    'here can be redirected that way without the callers noticing.',
  remediation: 'Point the integration at a function of an own account, or add the account to `trustedAccounts`.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-cross-account-lambda-integrations.html',
  ],
  subject: 'api',
  needs: ['integrations'],
  uses: ['paths'],

  *evaluate({ integrations, paths }, judging) {
    for (const [id, integration] of Object.entries(integrations)) {
      const account = accountOf(integration.function ?? '');
      if (!isForeignAccount(account, judging)) continue;
      const where = id.includes(' ') ? routeInWords(id, undefined, paths) : `the integration ${id}`;
      yield {
        key: id,
        message: `${where} leads to ${integration.function}, which belongs to account ${account}`,
        evidence: { integration: id, function: integration.function ?? null, account },
      };
    }
  },
});
