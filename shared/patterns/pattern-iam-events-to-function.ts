import { ruleArn } from '../trail/resources.ts';
import { definePattern, isCall } from './pattern.ts';

const identityCalls =
  /"(?:iam\.amazonaws\.com|aws\.iam|CreateUser|CreateRole|CreateAccessKey|AttachUserPolicy|AttachRolePolicy|UpdateAssumeRolePolicy)"/;

/** A rule that hears of new identities and tells a function: the persistence of known attack tools. */
export default definePattern({
  id: 'pattern-iam-events-to-function',
  title: 'A rule hands IAM events to a function',
  severity: 'high',
  detections: ['X-8'],
  attack: ['T1546', 'T1098'],
  rationale:
    'A function that is told of every new user or role can take each of them over as it appears. Attack frameworks ' +
    'leave exactly this behind. Tools that watch do the same for good reasons, so look at whose function it is.',
  remediation:
    'If nobody knows the rule: `aws events remove-targets`, then `aws events delete-rule`; then read the code of the ' +
    'function and what its role did.',
  references: ['https://github.com/RhinoSecurityLabs/pacu/wiki/Module-Details'],
  groupBy: 'event-rule',
  windowMinutes: 24 * 60,
  memoryMinutes: 30 * 24 * 60,
  reads: { events: ['PutRule', 'PutTargets', 'DeleteRule'] },
  *observe(change) {
    const name = change.request.string('name') ?? change.request.string('rule');
    if (name === undefined) return;
    const arn = ruleArn(change, name, change.request.string('eventBusName') ?? 'default');
    const pattern = change.request.string('eventPattern') ?? '';
    const target = change.request
      .objects('targets')
      .map((item) => item.string('arn'))
      .find((item) => item?.includes(':lambda:'));
    yield {
      group: arn,
      resource: arn,
      facts: { hearsIdentities: identityCalls.test(pattern), function: target ?? null },
    };
  },
  *find(events) {
    const gone = events.findLastIndex((event) => isCall(event, 'events', 'DeleteRule'));
    const current = events.slice(gone + 1);
    const rule = current.findLast((event) => isCall(event, 'events', 'PutRule'));
    const targets = current.findLast((event) => event.facts['function'] != null);
    if (rule === undefined || targets === undefined || !rule.facts['hearsIdentities'] || rule.resource === null) return;
    yield {
      key: String(targets.facts['function']),
      about: { kind: 'event-rule', arn: rule.resource },
      events: [rule, targets],
      message: `${rule.actor} made a rule that hears of changes to identities and hands them to ${targets.facts['function']}`,
      evidence: { function: targets.facts['function'] ?? null },
    };
  },
});
