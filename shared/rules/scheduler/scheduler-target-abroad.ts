import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { scheduleCommand } from '../schedules.ts';

export default defineRule({
  id: 'scheduler-target-abroad',
  title: 'A schedule sends to another account',
  severity: 'high',
  detections: ['EVB-07'],
  attack: ['T1053.007', 'T1537'],
  rationale:
    'The target, or the queue for what could not be delivered, belongs to somebody else, who gets the input of the ' +
    'schedule every time it runs.',
  remediation: 'Delete the schedule, or add the account to `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets.html'],
  subject: 'schedule',
  needs: ['target'],

  *evaluate({ target }, judging) {
    for (const [key, arn] of [
      ['target', target.arn],
      ['dead-letter', target.deadLetter],
    ] as const) {
      const account = accountOf(arn ?? '');
      if (arn === undefined || !isForeignAccount(account, judging)) continue;
      yield {
        key,
        message: `${arn} belongs to account ${account}`,
        evidence: { arn, account },
        remediation: scheduleCommand('delete-schedule', judging.resource),
      };
    }
  },
});
