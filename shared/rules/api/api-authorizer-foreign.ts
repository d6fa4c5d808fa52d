import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'api-authorizer-foreign',
  title: 'A function of another account decides who gets into an API',
  severity: 'high',
  detections: ['API-05'],
  attack: ['T1556'],
  rationale:
    'Whoever owns that function sees the credentials of every caller and can let in whomever they like, without any ' +
    'change in this account.',
  remediation:
    'Use an authorizer function of an own account, or add the account to `trustedAccounts` where it is known.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-lambda-authorizer-cross-account-lambda-authorizer.html',
  ],
  subject: 'api',
  needs: ['authorizers'],

  *evaluate({ authorizers }, judging) {
    for (const [id, authorizer] of Object.entries(authorizers)) {
      const account = accountOf(authorizer.function ?? '');
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: id,
        message: `the authorizer ${id} asks ${authorizer.function}, which belongs to account ${account}`,
        evidence: { authorizer: id, function: authorizer.function ?? null, account },
      };
    }
  },
});
