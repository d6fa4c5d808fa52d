import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'invoker-function-foreign',
  title: 'A service hands its calls to a function of another account',
  severity: 'high',
  detections: ['OTH-02'],
  attack: ['T1546', 'T1557'],
  rationale:
    'Requests, mails, objects or verdicts that belong to this account go to a function of another one, which sees them ' +
    'all and answers in your name.',
  remediation: 'Use a function of an own account, or add the account to `trustedAccounts` where it is a known one.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-services.html'],
  subject: 'invoker',
  needs: ['functions', 'service'],

  *evaluate({ functions, service }, judging) {
    for (const target of functions) {
      const account = accountOf(target);
      if (!isForeignAccount(account, judging)) continue;
      yield {
        key: target,
        message: `${judging.resource.name} (${service}) invokes ${target}, which belongs to account ${account}`,
        evidence: { service, function: target, account },
      };
    }
  },
});
