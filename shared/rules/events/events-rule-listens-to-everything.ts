import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { matchesEverything, ruleCommand } from '../event-rules.ts';

export default defineActivityRule({
  id: 'events-rule-listens-to-everything',
  title: 'A rule that matches every event, or the clock, was made by hand',
  severity: 'medium',
  detections: ['EVB-02'],
  attack: ['T1546'],
  rationale:
    'A rule without a selective pattern runs its targets all the time: a way to keep code running, or to copy everything ' +
    'that happens in the account.',
  remediation: 'Delete the rule, or narrow its pattern to what the targets are for and move it into a stack.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-event-patterns.html'],
  subject: 'event-rule',
  calls: { events: ['PutRule'] },
  needs: ['pattern', 'schedule'],

  *evaluate({ change, before, after: { pattern, schedule }, resource, context }) {
    if (!isByHand(change.actor, context)) return;
    const everything = pattern !== null && matchesEverything(pattern) && before.pattern !== pattern;
    const clock = schedule !== null && before.schedule !== schedule;
    if (!everything && !clock) return;
    yield {
      key: everything ? 'everything' : 'schedule',
      message: everything
        ? `${actorInWords(change.actor)} made it match every event: ${pattern}`
        : `${actorInWords(change.actor)} made it run on a schedule: ${schedule}`,
      evidence: { pattern, schedule },
      severity: everything ? 'medium' : 'low',
      remediation: ruleCommand('disable-rule', resource),
    };
  },

  closes: (change) => change.call === 'DeleteRule',
});
