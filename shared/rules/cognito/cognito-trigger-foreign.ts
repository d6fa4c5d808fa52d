import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'cognito-trigger-foreign',
  title: 'A function of another account takes part in signing users in',
  severity: 'high',
  detections: ['COG-01'],
  attack: ['T1556'],
  rationale:
    'Triggers of a user pool see who signs in, and some of them their passwords; they confirm users, answer challenges and ' +
    'write claims into tokens. Their owner can sign in as anybody.',
  remediation: 'Use a function of an own account, or add the account to `trustedAccounts` where it is a known one.',
  references: [
    'https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-working-with-lambda-triggers.html',
  ],
  subject: 'user-pool',
  needs: ['triggers'],

  *evaluate({ triggers }, judging) {
    for (const [trigger, target] of Object.entries(triggers)) {
      const account = accountOf(target);
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: trigger,
        message: `the trigger ${trigger} is ${target}, which belongs to account ${account}`,
        evidence: { trigger, function: target, account },
      };
    }
  },
});
