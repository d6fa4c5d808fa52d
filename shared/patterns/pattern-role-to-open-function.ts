import type { WindowFacts } from '../inventory/kinds/watching.ts';
import { parsePolicy } from '../policy/document.ts';
import { functionRef, roleArn } from '../trail/resources.ts';
import { opens } from './facts.ts';
import { actorKey, type Call, definePattern, isCall, isWithin } from './pattern.ts';

const isWayIn = (call: Call, facts: WindowFacts): boolean =>
  facts['opens'] != null || isCall(call, 'lambda', 'CreateEventSourceMapping');

/** Actions that make an identity more than it is, or whole services that run code. */
const strengthening = /^(?:\*|iam:(?!get|list|simulate|generate).*|lambda:\*|sts:assumerole)$/i;

/** What a policy grants is asked of its actions alone: logs are written on every resource by nearly everybody. */
const isStrong = (document: string): boolean =>
  parsePolicy(document).statements.some(
    ({ effect, actions, notActions }) =>
      effect === 'Allow' &&
      (notActions !== undefined || actions?.some((action) => strengthening.test(action)) === true),
  );

/** A role made strong, given to a function, and the function opened: privilege escalation from end to end. */
export default definePattern({
  id: 'pattern-role-to-open-function',
  title: 'A role was made, given power, handed to a function, and the function opened',
  severity: 'critical',
  detections: ['X-1'],
  attack: ['T1098.003', 'T1648', 'T1546'],
  rationale:
    'Each of these calls is part of ordinary deployments. One actor who strengthens a role, runs a function as it, and ' +
    'gives that function a way in has built a lasting door to everything the role can do.',
  remediation:
    'Remove the way in, then the function, then the policies of the role (their calls are listed). Rotate the ' +
    "credentials of the actor, and look at what the role's sessions did since.",
  references: ['https://pathfinding.cloud/paths/lambda-001', 'https://pathfinding.cloud/paths/lambda-002'],
  groupBy: 'actor',
  windowMinutes: 60,
  reads: {
    iam: ['CreateRole', 'AttachRolePolicy', 'PutRolePolicy', 'UpdateAssumeRolePolicy'],
    lambda: [
      'CreateFunction',
      'UpdateFunctionConfiguration',
      'AddPermission',
      'CreateEventSourceMapping',
      'CreateFunctionUrlConfig',
      'UpdateFunctionUrlConfig',
    ],
  },
  *observe(change) {
    // What a stack does is looked at as what it declares; by hand the order of calls is what tells.
    if (change.actor.via === 'cloudformation') return;
    const group = actorKey(change.actor);
    const named = change.source === 'iam' ? change.request.string('roleName') : change.request.string('role');
    const role = named === undefined ? null : roleArn(change, named);
    const resource = change.source === 'iam' ? (role ?? undefined) : functionRef(change)?.arn;
    const strong =
      /AdministratorAccess|PowerUserAccess|IAMFullAccess/.test(change.request.string('policyArn') ?? '') ||
      (change.name === 'PutRolePolicy' && isStrong(change.request.string('policyDocument') ?? ''));
    yield { group, resource, facts: { role, strong, opens: opens(change) ?? null } };
  },
  sign: (call, facts) => (isWayIn(call, facts) ? 'way in' : undefined),
  *find(events, windowMinutes) {
    const waysIn = events.filter((event) => isWayIn(event, event.facts));
    for (const opened of waysIn) {
      const near = events.filter((event) => event.time <= opened.time && isWithin(event, opened, windowMinutes));
      const given = near.findLast(
        (event) =>
          isCall(event, 'lambda', 'CreateFunction', 'UpdateFunctionConfiguration') &&
          event.resource === opened.resource &&
          event.facts['role'] !== null,
      );
      if (given === undefined || opened.resource === null) continue;
      const strengthened = near.filter(
        (event) => event.source === 'iam' && event.facts['role'] === given.facts['role'],
      );
      if (!strengthened.some((event) => event.facts['strong'])) continue;
      yield {
        key: 'role-to-open-function',
        about: { kind: 'function', arn: opened.resource },
        events: [...strengthened, given, opened],
        message: `${opened.actor} strengthened ${given.facts['role']}, gave it to the function, and opened the function (${opened.call})`,
        evidence: { role: given.facts['role'] ?? null },
      };
    }
  },
});
