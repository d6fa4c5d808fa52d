import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'iot-rule-foreign-target',
  title: 'Messages of devices are sent to another account',
  severity: 'high',
  detections: ['IOT-01'],
  attack: ['T1546', 'T1537'],
  rationale:
    'The other account receives every message that the rule selects, for as long as the rule stands, and nobody in this ' +
    'account sees it leave.',
  remediation: 'Point the action at an own account, or add the account to `trustedAccounts` where it is a known one.',
  references: [
    'https://docs.aws.amazon.com/iot/latest/developerguide/accessing-cross-account-resources-using-rules.html',
  ],
  subject: 'iot-rule',
  needs: ['actions'],

  *evaluate({ actions }, judging) {
    for (const { type, target } of actions) {
      const account = accountOf(target);
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: target,
        message: `the action ${type} sends messages to ${target}, which belongs to account ${account}`,
        evidence: { type, target, account },
      };
    }
  },
});
