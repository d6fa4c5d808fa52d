import { functionOf } from './facts.ts';
import { definePattern, isCall, isWithin } from './pattern.ts';

const waysIn = ['AddPermission', 'CreateFunctionUrlConfig', 'CreateEventSourceMapping', 'Invoke', 'InvokeAsync'];

/** A function that was made, used and removed within the hour. One that was only made and removed is a test. */
export default definePattern({
  id: 'pattern-short-lived-function',
  title: 'A function was made, used and removed within the hour',
  severity: 'high',
  detections: ['X-3'],
  attack: ['T1648', 'T1070'],
  rationale:
    'A function that exists only for as long as it is needed runs code with a role and leaves no code behind to look ' +
    'at. Ordinary deployments do not remove what they have just made and opened.',
  remediation:
    'Find out what ran: the log group `/aws/lambda/<name>` outlives the function, and the deployment bucket may still ' +
    'have the package. Check what the role was used for in the meantime.',
  references: ['https://attack.mitre.org/techniques/T1648/'],
  groupBy: 'function',
  windowMinutes: 60,
  reads: { lambda: ['CreateFunction', 'DeleteFunction', ...waysIn] },
  *observe(change) {
    const resource = functionOf(change);
    if (resource !== undefined) yield { group: resource, resource };
  },
  sign: (event) => (isCall(event, 'lambda', 'DeleteFunction') ? 'removed' : undefined),
  *find(events, windowMinutes) {
    for (const [index, made] of events.entries()) {
      if (!isCall(made, 'lambda', 'CreateFunction') || made.resource === null) continue;
      const later = events.slice(index + 1);
      const end = later.findIndex((event) => isCall(event, 'lambda', 'DeleteFunction'));
      const removed = later[end];
      if (removed === undefined || !isWithin(made, removed, windowMinutes)) continue;
      const used = later.slice(0, end).filter((event) => isCall(event, 'lambda', ...waysIn));
      if (used.length === 0) continue;
      yield {
        key: 'short-lived',
        about: { kind: 'function', arn: made.resource },
        events: [made, ...used, removed],
        message: `${made.actor} made the function, ${used.map(({ call }) => call).join(', ')} followed, and ${removed.actor} removed it`,
      };
    }
  },
});
