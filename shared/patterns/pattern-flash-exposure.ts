import { functionOf, opens } from './facts.ts';
import { definePattern, isCall, isWithin } from './pattern.ts';

/** A function opened to strangers and closed again shortly after. The state is clean again; the risk was real. */
export default definePattern({
  id: 'pattern-flash-exposure',
  title: 'A function was opened to strangers for a moment',
  severity: 'high',
  detections: ['X-4'],
  attack: ['T1546', 'T1070'],
  rationale:
    'A permission that is added and taken away within minutes leaves nothing for tools that look at state. In between, ' +
    'anyone who knew could run the function with the powers of its role.',
  remediation:
    'Ask the actor what the moment was for. Look at the invocations of the function in between (its log group, or data ' +
    'events), and rotate what its role can read if you can not explain them.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/access-control-resource-based.html',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-backdoor-function/',
  ],
  groupBy: 'function',
  windowMinutes: 60,
  reads: {
    lambda: [
      'AddPermission',
      'RemovePermission',
      'CreateFunctionUrlConfig',
      'UpdateFunctionUrlConfig',
      'DeleteFunctionUrlConfig',
      'DeleteFunction',
    ],
  },
  *observe(change) {
    const resource = functionOf(change);
    if (resource === undefined) return;
    const sid = change.request.string('statementId') ?? 'url';
    yield { group: resource, resource, facts: { sid, opens: opens(change) ?? null } };
  },
  *find(events, windowMinutes) {
    for (const [index, opened] of events.entries()) {
      if (opened.facts['opens'] == null || opened.resource === null) continue;
      const closed = events
        .slice(index + 1)
        .find(
          (event) =>
            event.facts['opens'] == null &&
            (isCall(event, 'lambda', 'DeleteFunction') ||
              (event.facts['sid'] === opened.facts['sid'] && !isCall(event, 'lambda', 'AddPermission'))),
        );
      if (closed === undefined || !isWithin(opened, closed, windowMinutes)) continue;
      const seconds = (Date.parse(closed.time) - Date.parse(opened.time)) / 1000;
      yield {
        key: String(opened.facts['sid']),
        about: { kind: 'function', arn: opened.resource },
        events: [opened, closed],
        message: `${opened.actor} opened the function to ${opened.facts['opens']} (${opened.facts['sid']}), and ${closed.actor} closed it after ${seconds} s`,
        evidence: { exposure: opened.facts['opens'] ?? null, seconds },
      };
    }
  },
});
