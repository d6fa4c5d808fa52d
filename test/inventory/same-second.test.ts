import { describe, expect, it } from 'vitest';
import type { Arn } from '../../shared/arn.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import isPublic from '../../shared/rules/lambda/lambda-permission-public.ts';
import { aChange, functionArn, type RecordParts, roleArnOf } from '../support/calls.ts';

const time = '2026-03-02T09:00:00Z';

/** Folds calls of one second in the order of their ids. */
const inOneSecond = (...calls: readonly RecordParts[]) => {
  const inventory = createMemoryInventory();
  const changes = calls.flatMap((call, index) => project(aChange({ ...call, time, id: `event-${index}` })));
  const result = fold(inventory, changes, ruleSet([isPublic]), emptyContext);
  inventory.commit(result);
  return { inventory, transitions: result.transitions };
};

const create = { source: 'iam', name: 'CreateRole', request: { roleName: 'r', assumeRolePolicyDocument: '{}' } };
const put = {
  source: 'iam',
  name: 'PutRolePolicy',
  request: { roleName: 'r', policyName: 'p', policyDocument: '{"Statement":[]}' },
};
const take = { source: 'iam', name: 'DeleteRolePolicy', request: { roleName: 'r', policyName: 'p' } };
const remove = { source: 'iam', name: 'DeleteRole', request: { roleName: 'r' } };
const role = roleArnOf('r') as Arn;

describe('calls of one second, whose order nobody knows', () => {
  it('give a role that is made the policy which seems to come before it', () => {
    const { inventory } = inOneSecond(put, create);
    expect(inventory.document(role)?.facets['inlinePolicies']).toEqual({
      known: true,
      value: { p: { Statement: [] } },
    });
    expect(inventory.document(role)?.facets['attachedPolicies']).toEqual({ known: true, value: {} });
  });

  it('do not bring a role back that was deleted', () => {
    const { inventory } = inOneSecond(create, remove, take);
    expect(inventory.document(role)?.presence).toBe('deleted');
  });

  it('make a role anew that a second before had something else', () => {
    const inventory = createMemoryInventory();
    const earlier = project(aChange({ ...put, time: '2026-03-02T08:59:59Z', id: 'event-0' }));
    const later = project(aChange({ ...create, time, id: 'event-1' }));
    inventory.commit(fold(inventory, [...earlier, ...later], ruleSet([]), emptyContext));
    expect(inventory.document(role)?.facets['inlinePolicies']).toEqual({ known: true, value: {} });
  });

  it('announce a risk once', () => {
    const functionName = 'orders';
    const { transitions, inventory } = inOneSecond(
      {
        name: 'AddPermission20150331v2',
        request: { functionName, statementId: 'it', action: 'lambda:InvokeFunction', principal: '*' },
      },
      {
        name: 'CreateFunction20150331',
        request: { functionName, role: roleArnOf('r'), code: {} },
        response: { functionArn: functionArn(functionName), role: roleArnOf('r') },
      },
    );
    expect(transitions.map(({ kind }) => kind)).toEqual(['opened']);
    expect(Object.values(inventory.document(functionArn(functionName) as Arn)?.findings ?? {})).toMatchObject([
      { status: 'active', key: 'it' },
    ]);
  });
});
