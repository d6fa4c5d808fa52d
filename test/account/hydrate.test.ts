import { describe, expect, it } from 'vitest';
import { createHydration, hydrating } from '../../shared/account/hydrate.ts';
import { type Read, set } from '../../shared/account/reading.ts';
import type { Arn } from '../../shared/arn.ts';
import { catalogue } from '../../shared/catalogue.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { aChange, functionArn, roleArnOf } from '../support/calls.ts';

const admin = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const refusal = (name: string) => Object.assign(new Error(name), { name });

const hydrated = async (changes: readonly ResourceChange[], refuse = false) => {
  const inventory = createMemoryInventory();
  const asked: string[] = [];
  const apply = async (some: readonly ResourceChange[]) => {
    const result = fold(inventory, some, ruleSet(catalogue), emptyContext);
    inventory.commit(result);
    return result;
  };
  const answer = (what: string, facets: Record<string, unknown>): Read<null> => ({
    facets: Object.keys(facets),
    actions: [`iam:${what}`],
    read: async (_, ref) => {
      asked.push(`${what} ${ref.name}`);
      if (refuse) throw refusal('AccessDenied');
      return Object.entries(facets).map(([facet, value]) => set(facet, value));
    },
  });
  const hydrate = createHydration({
    kinds: {
      function: hydrating(
        [answer('environment', { environment: { names: ['A'], secretLike: [] }, code: { sha256: 'x' } })],
        null,
      ),
      role: hydrating(
        [
          answer('attached', { attachedPolicies: { 'arn:aws:iam::111122223333:policy/all': true } }),
          answer('inline', { inlinePolicies: {} }),
        ],
        null,
      ),
      'managed-policy': hydrating([answer('policy', { versions: { v1: admin }, defaultVersion: 'v1' })], null),
    },
    rules: ruleSet(catalogue),
    now: () => new Date('2026-03-02T09:00:05Z'),
    apply,
    resource: async (arn) => inventory.document(arn),
  });
  await hydrate(await apply(changes));
  return { inventory, asked };
};

const created = project(
  aChange({
    name: 'CreateFunction20150331',
    request: { functionName: 'orders', role: roleArnOf('job'), environment: {}, code: {} },
    response: { functionArn: functionArn('orders'), role: roleArnOf('job') },
  }),
);

describe('hydration', () => {
  it('follows a function to its role and the role to its policies, and judges again', async () => {
    const { inventory, asked } = await hydrated(created);
    expect(asked.sort()).toEqual(['attached job', 'environment orders', 'inline job', 'policy all']);
    const findings = Object.values(inventory.document(functionArn('orders') as Arn)?.findings ?? {});
    const standing = findings.filter(({ rule, status }) => rule === 'lambda-role-powerful' && status === 'active');
    expect(standing.map(({ key }) => key)).toEqual(['admin']);
    expect(findings.filter(({ verdict, status }) => verdict === 'unknown' && status === 'active')).toEqual([]);
  });

  it('asks nothing when nothing is lacking', async () => {
    const first = await hydrated(created);
    expect(first.asked).not.toEqual([]);
    const { asked } = await hydrated([]);
    expect(asked).toEqual([]);
  });

  it('leaves what it may not read unknown, and keeps what was known before', async () => {
    const { inventory } = await hydrated(created, true);
    const document = inventory.document(functionArn('orders') as Arn);
    expect(document?.facets['environment']).toMatchObject({ known: false, reason: 'not-allowed' });
    expect(document?.facets['role']).toMatchObject({ known: true });
    const findings = Object.values(document?.findings ?? {});
    expect(findings.some(({ verdict, rule }) => verdict === 'unknown' && rule === 'lambda-environment-secret')).toBe(
      true,
    );
  });
});
