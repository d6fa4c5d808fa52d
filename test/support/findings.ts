import {
  type Finding,
  findingId,
  type Transition,
  type TransitionKind,
  transitionOf,
} from '../../shared/engine/finding.ts';
import { account, functionArn, region } from './calls.ts';

/** A finding as the engine makes it, of the parts that matter to a test. */
export const aFinding = (overrides: Partial<Finding> = {}): Finding => {
  const rule = overrides.rule ?? 'lambda-permission-public';
  const resource = overrides.resource ?? {
    kind: 'function',
    arn: functionArn('checkout'),
    name: 'checkout',
    account,
    region,
  };
  const key = overrides.key ?? 'open';
  return {
    id: findingId(rule, resource.arn, key),
    rule,
    severity: 'critical',
    status: 'active',
    verdict: 'fail',
    title: 'Anyone can invoke the function',
    message: 'statement open allows lambda:InvokeFunction to every principal',
    remediation: 'aws lambda remove-permission --function-name checkout --statement-id open',
    resource,
    key,
    evidence: {
      statement: { Sid: 'open', Principal: '*' },
      severity: ['high by rule', 'raised: its role is an administrator'],
    },
    blastRadius: {
      role: `arn:aws:iam::${account}:role/checkout`,
      power: 'can do everything',
      complete: true,
      secrets: { named: ['secret checkout/stripe', 'parameter /checkout/*'], more: 0 },
      data: { named: ['table orders'], more: 2 },
      sharedBy: ['checkout', 'refunds'],
      users: 2,
    },
    owner: 'team-shop',
    change: {
      eventId: 'e-1',
      eventName: 'AddPermission20150331v2',
      eventSource: 'lambda.amazonaws.com',
      time: '2026-03-02T09:00:00Z',
      actor: { type: 'IAMUser', arn: `arn:aws:iam::${account}:user/mallory`, session: null, sourceIp: '198.51.100.7' },
    },
    pattern: null,
    firstSeen: '2026-03-02T09:00:00Z',
    lastSeen: '2026-03-02T09:00:00Z',
    count: 1,
    attack: ['T1546'],
    suppression: null,
    resolution: null,
    ...overrides,
  };
};

export const aTransition = (kind: TransitionKind = 'opened', overrides: Partial<Finding> = {}): Transition => {
  const finding = aFinding(overrides);
  const cause = finding.change;
  return transitionOf(
    kind,
    finding.resource.arn,
    finding,
    { time: cause?.time ?? '2026-03-02T09:00:00Z', id: cause?.eventId ?? 'e-1' },
    cause,
  );
};
