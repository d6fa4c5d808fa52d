import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'states-function-foreign',
  title: 'A state machine calls a function of another account',
  severity: 'high',
  detections: ['SFN-01'],
  attack: ['T1546', 'T1537'],
  rationale: 'The other account receives what the state machine passes on, and its answer decides the next step.',
  remediation: 'Call a function of an own account, or add the account to `trustedAccounts` where it is a known one.',
  references: ['https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html'],
  subject: 'state-machine',
  needs: ['functions'],

  *evaluate({ functions }, judging) {
    for (const target of functions) {
      const account = accountOf(target);
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: target,
        message: `a step calls ${target}, which belongs to account ${account}`,
        evidence: { function: target, account },
      };
    }
  },
});
