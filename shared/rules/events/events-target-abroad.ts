import { parseArn } from '../../arn.ts';
import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { ruleCommand } from '../event-rules.ts';

export default defineRule({
  id: 'events-target-abroad',
  title: 'A rule sends events to another account or Region',
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
        if (to === undefined) continue;
        const region = parseArn(to)?.region ?? '';
        const isForeign = isForeignAccount(account, judging);
        if (!isForeign && (region === '' || region === judging.resource.region)) continue;
        yield {
          key: what === 'target' ? id : `${id} dead-letter`,
          message: isForeign
            ? `the ${what} ${to} of ${id} belongs to account ${account}`
            : `the ${what} ${to} of ${id} is in another Region, where nobody may be looking`,
          evidence: { target: id, arn: to, account: account ?? null, region },
          // Own events that are gathered in one place are how Regions are watched; it is only worth knowing.
          ...(isForeign ? {} : { severity: 'low' as const }),
          remediation: ruleCommand('remove-targets', judging.resource, { ids: id }),
        };
      }
    }
  },
});
