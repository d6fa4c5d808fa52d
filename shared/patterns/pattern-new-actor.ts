import { functionOf } from './facts.ts';
import { definePattern } from './pattern.ts';

const daysOfHabit = 7;
const fewestBefore = 3;

/** Somebody changes a function that always others have changed. What nobody has seen for three months is forgotten. */
export default definePattern({
  id: 'pattern-new-actor',
  title: 'Somebody changed a function for the first time',
  severity: 'low',
  detections: ['X-10'],
  attack: ['T1078.004'],
  rationale:
    'Functions are changed by the same few roles all their lives. A new name among them is a new colleague, a new ' +
    'pipeline, or somebody who should not be there.',
  remediation: 'Nothing to do if you know the actor: the next change by them is no longer new.',
  references: ['https://attack.mitre.org/techniques/T1078/004/'],
  groupBy: 'function',
  windowMinutes: 90 * 24 * 60,
  reads: {
    lambda: [
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
      'AddPermission',
      'UpdateAlias',
      'CreateEventSourceMapping',
    ],
  },
  *observe(change) {
    const resource = functionOf(change);
    if (resource !== undefined) yield { group: resource, resource };
  },
  *find(events) {
    const first = events[0];
    const last = events.at(-1);
    if (first === undefined || last === undefined || last.resource === null) return;
    const before = events.filter(({ time }) => time < last.time);
    const habit = (Date.parse(last.time) - Date.parse(first.time)) / 86_400_000 >= daysOfHabit;
    if (!habit || before.length < fewestBefore || before.some(({ actor }) => actor === last.actor)) return;
    const usual = [...new Set(before.map(({ actor }) => actor))].sort();
    yield {
      key: last.actor,
      about: { kind: 'function', arn: last.resource },
      events: [last],
      message: `${last.actor} called ${last.call}; until now it was ${usual.slice(0, 3).join(', ')}`,
      evidence: { usual },
    };
  },
});
