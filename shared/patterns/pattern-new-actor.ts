import { functionOf } from './facts.ts';
import { habitMemoryMinutes, habitMinutes, habitOf, usually } from './habit.ts';
import { actorKey, definePattern } from './pattern.ts';

/** In fewer weeks than this nobody is the usual one. */
const fewestWeeks = 2;

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
  groupBy: 'habit',
  windowMinutes: habitMinutes,
  memoryMinutes: habitMemoryMinutes,
  reads: {
    lambda: [
      'CreateFunction',
      'UpdateFunctionCode',
      'UpdateFunctionConfiguration',
      'AddPermission',
      'RemovePermission',
      'UpdateAlias',
      'CreateEventSourceMapping',
      'UpdateEventSourceMapping',
      'CreateFunctionUrlConfig',
      'UpdateFunctionUrlConfig',
      'PutFunctionEventInvokeConfig',
      'PutFunctionConcurrency',
    ],
  },
  *observe(change) {
    const resource = functionOf(change);
    if (resource === undefined || change.actor.type === 'service') return;
    yield { group: resource, resource, known: actorKey(change.actor) };
  },
  sign: ({ actor }) => actor,
  fewestSigns: 2,
  *find(events) {
    const { last, before } = habitOf(events) ?? {};
    if (last?.resource == null || before === undefined || before.length < fewestWeeks) return;
    if (before.some(({ actor }) => actor === last.actor)) return;
    const usual = [...new Set(before.map(({ actor }) => actor))].sort();
    yield {
      key: last.actor,
      about: { kind: 'function', arn: last.resource },
      events: [last],
      message: `${last.actor} called ${last.call}; until now it was ${usually(usual)}`,
      evidence: { usual: usual.slice(0, 20) },
    };
  },
});
