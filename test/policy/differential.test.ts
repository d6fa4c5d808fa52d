// The oracle is AGPL: it is a development dependency, and only this test knows it.
import { runSimulation } from '@cloud-copilot/iam-simulate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { evaluateRequest } from '../../shared/policy/evaluate.ts';
import { action, context, identityPolicy, other, own, resource, resourcePolicy } from './arbitraries.ts';

interface Case {
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Record<string, string | string[]>;
  readonly identity: readonly object[];
  readonly resourcePolicy?: object;
  readonly boundary?: object;
}

const verdicts: Readonly<Record<string, string>> = {
  Allowed: 'allowed',
  ExplicitlyDenied: 'explicitDeny',
  ImplicitlyDenied: 'implicitDeny',
};

const oracle = async (one: Case): Promise<string> => {
  const result = await runSimulation(
    {
      request: {
        principal: one.principal,
        action: one.action,
        resource: { resource: one.resource, accountId: own },
        contextVariables: one.context,
      },
      identityPolicies: one.identity.map((policy, index) => ({ name: String(index), policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(one.resourcePolicy && { resourcePolicy: one.resourcePolicy }),
      ...(one.boundary && { permissionBoundaryPolicies: [{ name: 'boundary', policy: one.boundary }] }),
    },
    {},
  );
  if (result.resultType === 'error') throw new Error(JSON.stringify(result.errors));
  return verdicts[result.overallResult] ?? result.overallResult;
};

const ours = (one: Case): string =>
  evaluateRequest(
    {
      action: one.action,
      resource: one.resource,
      principal: one.principal,
      context: one.context,
      contextComplete: true,
      resourceAccount: own,
    },
    {
      identityPolicies: one.identity.map(parsePolicy),
      ...(one.resourcePolicy && { resourcePolicy: parsePolicy(one.resourcePolicy) }),
      ...(one.boundary && { boundary: parsePolicy(one.boundary) }),
    },
  ).decision;

const role = (account: string) => `arn:aws:sts::${account}:assumed-role/r/session`;

const agree = (cases: fc.Arbitrary<Case>) =>
  fc.assert(
    fc.asyncProperty(cases, async (one) => {
      expect(ours(one)).toBe(await oracle(one));
    }),
    { numRuns: Number(process.env['DIFFERENTIAL_RUNS'] ?? 200) },
  );

const withPrincipalArn = (account: string) =>
  context.map(
    (keys) => ({ ...keys, 'aws:PrincipalArn': `arn:aws:iam::${account}:role/r` }) as Record<string, string | string[]>,
  );

describe('an independent implementation decides alike', () => {
  it('over identity policies', async () => {
    await agree(
      fc.record({
        principal: fc.constant(role(own)),
        action,
        resource,
        context: withPrincipalArn(own),
        identity: fc.array(identityPolicy, { minLength: 1, maxLength: 2 }),
      }),
    );
  });

  it('within a permissions boundary', async () => {
    await agree(
      fc.record({
        principal: fc.constant(role(own)),
        action,
        resource,
        context: withPrincipalArn(own),
        identity: fc.array(identityPolicy, { minLength: 1, maxLength: 1 }),
        boundary: identityPolicy,
      }),
    );
  });

  it('over a resource policy of the same account', async () => {
    await agree(
      fc.record({
        principal: fc.constant(role(own)),
        action,
        resource,
        context: withPrincipalArn(own),
        identity: fc.array(identityPolicy, { minLength: 1, maxLength: 1 }),
        resourcePolicy,
      }),
    );
  });

  it('over a resource policy of the same account and a permissions boundary', async () => {
    await agree(
      fc.record({
        principal: fc.constant(role(own)),
        action,
        resource,
        context: withPrincipalArn(own),
        identity: fc.array(identityPolicy, { minLength: 1, maxLength: 1 }),
        boundary: identityPolicy,
        resourcePolicy,
      }),
    );
  });

  it('over a resource policy of another account', async () => {
    await agree(
      fc.record({
        principal: fc.constant(role(other)),
        action,
        resource,
        context: withPrincipalArn(other),
        identity: fc.array(identityPolicy, { minLength: 1, maxLength: 1 }),
        resourcePolicy,
      }),
    );
  });
});
