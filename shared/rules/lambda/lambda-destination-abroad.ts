import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { functionCommand, qualifiedKey } from '../commands.ts';

export default defineRule({
  id: 'lambda-destination-abroad',
  title: 'Results of a function are sent to another account',
  severity: 'high',
  detections: ['CFG-08'],
  attack: ['T1537', 'T1546'],
  rationale:
    'A destination gets a copy of what the function was given and of what it answered, for every event. In another ' +
    'account it is a tap that no code shows.',
  remediation: 'Remove the destination, or add the account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html'],
  subject: 'function',
  needs: ['destinations'],

  *evaluate({ destinations }, judging) {
    for (const [qualifier, { onSuccess, onFailure }] of Object.entries(destinations)) {
      for (const [when, target] of [
        ['success', onSuccess],
        ['failure', onFailure],
      ] as const) {
        const account = accountOf(target ?? '');
        if (target === undefined || !isForeignAccount(account, judging)) continue;
        yield {
          key: qualifiedKey(`on-${when}`, qualifier),
          message: `on ${when} everything goes to ${target}, which belongs to account ${account}`,
          evidence: { qualifier, target, account },
          remediation: functionCommand('delete-function-event-invoke-config', judging.resource, { qualifier }),
        };
      }
    }
  },
});
