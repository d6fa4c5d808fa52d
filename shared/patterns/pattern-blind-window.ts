import { opens, resourceOf } from './facts.ts';
import { accountOf, actorKey, type Call, definePattern, isWithin } from './pattern.ts';

const off: Readonly<Record<string, readonly string[]>> = {
  events: ['DisableRule', 'DeleteRule', 'RemoveTargets'],
  cloudtrail: ['StopLogging', 'DeleteTrail', 'PutEventSelectors'],
};
const on: Readonly<Record<string, readonly string[]>> = {
  events: ['EnableRule', 'PutTargets'],
  cloudtrail: ['StartLogging', 'CreateTrail'],
};
const changes: Readonly<Record<string, readonly string[]>> = {
  lambda: [
    'AddPermission',
    'CreateFunctionUrlConfig',
    'UpdateFunctionUrlConfig',
    'UpdateFunctionCode',
    'UpdateFunctionConfiguration',
    'CreateEventSourceMapping',
  ],
  iam: ['AttachRolePolicy', 'PutRolePolicy', 'UpdateAssumeRolePolicy', 'CreatePolicyVersion', 'CreateAccessKey'],
};

const among = ({ source, call }: Call, calls: Readonly<Record<string, readonly string[]>>): boolean =>
  calls[source]?.includes(call) === true;

/** What watches was switched off, something changed, and it was switched on again. */
export default definePattern({
  id: 'pattern-blind-window',
  title: 'A change was made while what watches was switched off',
  severity: 'critical',
  detections: ['X-9'],
  attack: ['T1562.001', 'T1562.008'],
  rationale:
    'Switching a rule or a trail off, changing something, and switching it on again hides the change from everything ' +
    'that listens to events. The state looks as before.',
  remediation:
    'Compare everything that the actor could change in between with its last known state (`trailwarden inventory ' +
    'changes`), starting with the calls listed here; then take the permission to switch off what watches away.',
  references: ['https://attack.mitre.org/techniques/T1562/008/'],
  groupBy: 'actor',
  windowMinutes: 120,
  reads: {
    events: [...(off['events'] ?? []), ...(on['events'] ?? [])],
    cloudtrail: [...(off['cloudtrail'] ?? []), ...(on['cloudtrail'] ?? [])],
    ...changes,
  },
  *observe(change) {
    yield {
      group: actorKey(change.actor),
      resource: resourceOf(change),
      facts: {
        opens: opens(change) ?? null,
        name:
          change.request.string('name') ?? change.request.string('trailName') ?? change.request.string('rule') ?? null,
      },
    };
  },
  sign: (event) => (among(event, off) ? 'off' : undefined),
  *find(events, windowMinutes) {
    for (const [index, silenced] of events.entries()) {
      if (!among(silenced, off)) continue;
      const later = events.slice(index + 1);
      const end = later.findIndex(
        (event) =>
          event.source === silenced.source && among(event, on) && event.facts['name'] === silenced.facts['name'],
      );
      const restored = later[end];
      if (restored === undefined || !isWithin(silenced, restored, windowMinutes)) continue;
      const between = later.slice(0, end).filter((event) => among(event, changes));
      if (between.length === 0) continue;
      yield {
        key: `${silenced.actor} ${silenced.facts['name'] ?? ''}`.trim(),
        about: accountOf(silenced),
        events: [silenced, ...between, restored],
        message: `${silenced.actor} switched off ${silenced.facts['name'] ?? 'what watches'}, called ${between.map(({ call }) => call).join(', ')}, and switched it on again`,
      };
    }
  },
});
