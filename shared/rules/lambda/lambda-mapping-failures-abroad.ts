import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';

export default defineRule({
  id: 'lambda-mapping-failures-abroad',
  title: 'Messages that a function could not handle are sent to another account',
  severity: 'high',
  detections: ['ESM-05'],
  attack: ['T1537'],
  rationale:
    'Whoever owns the destination gets the messages that failed, and an attacker can make messages fail. Nothing in the ' +
    'function itself shows it.',
  remediation: 'Send failures to a queue or topic of your own, or add the account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html'],
  subject: 'event-source-mapping',
  needs: ['onFailure'],

  *evaluate({ onFailure }, judging) {
    const account = accountOf(onFailure ?? '');
    if (!isForeignAccount(account, judging)) return;
    yield {
      key: 'on-failure',
      message: `what could not be handled goes to ${onFailure}, which belongs to account ${account}`,
      evidence: { onFailure, account },
    };
  },
});
