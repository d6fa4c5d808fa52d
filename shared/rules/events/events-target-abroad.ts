import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { ruleCommand } from '../event-rules.ts';

export default defineRule({
  id: 'events-target-abroad',
  title: 'A rule sends events to another account',
  severity: 'high',
  detections: ['EVB-01'],
  attack: ['T1537', 'T1546'],
  rationale:
    'Every event that the rule matches is copied to the target. In another account it is a tap on what happens here, ' +
    'and no function of yours ever shows it.',
  remediation: 'Remove the target, or add its account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-cross-account.html'],
  subject: 'event-rule',
  needs: ['targets'],

  *evaluate({ targets }, judging) {
    for (const [id, { arn, deadLetter }] of Object.entries(targets)) {
      for (const [what, to] of [
        ['target', arn],
        ['dead-letter queue', deadLetter],
      ] as const) {
        const account = accountOf(to ?? '');
        if (to === undefined || !isForeignAccount(account, judging)) continue;
        yield {
          key: what === 'target' ? id : `${id} dead-letter`,
          message: `the ${what} ${to} of ${id} belongs to account ${account}`,
          evidence: { target: id, arn: to, account },
          remediation: ruleCommand('remove-targets', judging.resource, { ids: id }),
        };
      }
    }
  },
});
