import { functionOf, opens } from './facts.ts';
import { definePattern, isCall, isWithin } from './pattern.ts';

/** New code and a way in for strangers, on one function within a day. */
export default definePattern({
  id: 'pattern-public-and-overwritten',
  title: 'A function got new code and was opened to strangers',
  severity: 'critical',
  detections: ['X-2'],
  attack: ['T1546', 'T1525'],
  rationale:
    'Either change alone can be a mistake. Together they are how a function is turned into a back door: code of the ' +
    "attacker's, reachable from outside, with the role of the function.",
  remediation:
    'Close the way in (`aws lambda remove-permission` or `delete-function-url-config`), put the last known code back ' +
    '(`aws lambda update-function-code`), then rotate what the role of the function can read.',
  references: [
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-backdoor-function/',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.lambda-overwrite-code/',
  ],
  groupBy: 'function',
  windowMinutes: 24 * 60,
  reads: {
    lambda: ['AddPermission', 'CreateFunctionUrlConfig', 'UpdateFunctionUrlConfig', 'UpdateFunctionCode'],
  },
  *observe(change) {
    const resource = functionOf(change);
    if (resource === undefined || change.request.boolean('dryRun') === true) return;
    const exposure = opens(change);
    const isCode = change.name === 'UpdateFunctionCode';
    if (exposure === undefined && !isCode) return;
    yield {
      group: resource,
      resource,
      facts: { opens: exposure ?? null, deployed: change.actor.via === 'cloudformation' },
    };
  },
  sign: (_, facts) => (facts['opens'] == null ? undefined : 'opens'),
  *find(events, windowMinutes) {
    const code = events.filter((event) => isCall(event, 'lambda', 'UpdateFunctionCode') && !event.facts['deployed']);
    const open = events.filter((event) => event.facts['opens'] != null && !event.facts['deployed']);
    for (const opened of open) {
      const written = code.find((event) => event.actor === opened.actor && isWithin(event, opened, windowMinutes));
      if (written === undefined || opened.resource === null) continue;
      yield {
        key: 'open-and-overwritten',
        about: { kind: 'function', arn: opened.resource },
        events: written.time <= opened.time ? [written, opened] : [opened, written],
        message: `${opened.actor} replaced the code and opened the function to ${opened.facts['opens']}`,
        evidence: { exposure: opened.facts['opens'] ?? null },
      };
      return;
    }
  },
});
