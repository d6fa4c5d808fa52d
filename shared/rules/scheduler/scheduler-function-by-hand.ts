import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { scheduleCommand } from '../schedules.ts';

export default defineActivityRule({
  id: 'scheduler-function-by-hand',
  title: 'A schedule was made or changed by hand',
  severity: 'medium',
  detections: ['EVB-07', 'IAM-14'],
  attack: ['T1053.007', 'T1548'],
  rationale:
    'A schedule calls its target again and again with a role that it was handed once. Made beside the pipeline it is a ' +
    'way to stay, and with a universal target a way to call any API.',
  remediation: 'Move the schedule into a stack, or delete it.',
  references: ['https://docs.aws.amazon.com/scheduler/latest/UserGuide/what-is-scheduler.html'],
  subject: 'schedule',
  calls: { scheduler: ['CreateSchedule', 'UpdateSchedule'] },
  needs: ['target'],
  uses: ['expression'],

  *evaluate({ change, before, after: { target, expression }, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    if (before.target?.arn === target.arn && before.target.role === target.role) return;
    const role = target.role === undefined ? '' : ` as ${target.role}`;
    yield {
      key: 'target',
      message: `${actorInWords(change.actor)} has ${target.arn} called${role}, ${expression ?? 'on a schedule'}`,
      evidence: { target: target.arn, role: target.role ?? null, expression: expression ?? null },
      remediation: scheduleCommand('delete-schedule', resource),
    };
  },

  closes: (change) => change.call === 'DeleteSchedule',
});
