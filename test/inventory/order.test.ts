import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { defineActivityRule, defineRule } from '../../shared/engine/rule.ts';
import type { Document, ResourceChange } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold.ts';
import { createMemoryInventory, type MemoryInventory } from '../../shared/inventory/memory.ts';
import { project } from '../../shared/inventory/projections.ts';
import { aChange, functionArn, roleArnOf } from '../support/calls.ts';

const text = {
  title: 'a rule of this test',
  severity: 'high',
  detections: [],
  attack: [],
  rationale: '',
  remediation: '',
  references: [],
} as const;

const statementsAreFew = defineRule({
  ...text,
  id: 'test-statements',
  subject: 'function',
  needs: ['resourcePolicy'],
  uses: ['power'],
  *evaluate({ resourcePolicy, power }) {
    for (const sid of Object.keys(resourcePolicy[''] ?? {})) {
      yield { key: sid, message: sid, evidence: { admin: power?.power.admin ?? null } };
    }
  },
});

const nobodyIsAdministrator = defineRule({
  ...text,
  id: 'test-admin',
  subject: 'function',
  needs: ['power'],
  *evaluate({ power }) {
    if (power.power.admin) yield { key: 'admin', message: 'admin', evidence: { usedBy: [...power.usedBy] } };
  },
});

const rolesChange = defineActivityRule({
  ...text,
  id: 'test-role-swap',
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: ['role'],
  *evaluate({ before, after }) {
    if (before.role !== after.role) yield { key: 'role', message: `${before.role} → ${after.role}`, evidence: {} };
  },
});

const topicsArePrivate = defineRule({
  ...text,
  id: 'test-topics',
  subject: 'topic',
  needs: ['resourcePolicy'],
  *evaluate({ resourcePolicy }) {
    if (resourcePolicy !== null) yield { key: JSON.stringify(resourcePolicy), message: 'shared', evidence: {} };
  },
});

const rules = ruleSet([topicsArePrivate, statementsAreFew, nobodyIsAdministrator, rolesChange]);

const calls = fc.oneof(
  fc.record({ call: fc.constant('create'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('delete'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('swap'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('allow'), fn: fc.nat(1), role: fc.nat(2) }),
  fc.record({ call: fc.constant('forbid'), fn: fc.nat(1), role: fc.nat(2) }),
  fc.record({ call: fc.constant('grant'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('revoke'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('attach'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('detach'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('publish'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('make-topic'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('delete-topic'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('share-topic'), fn: fc.nat(1), role: fc.nat(1) }),
  fc.record({ call: fc.constant('unshare-topic'), fn: fc.nat(1), role: fc.nat(1) }),
);

const policyArn = 'arn:aws:iam::111122223333:policy/shared';
const documentOf = (admin: boolean) =>
  JSON.stringify({
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Action: admin ? '*' : 's3:GetObject', Resource: '*' }],
  });

const toChanges = (steps: readonly { call: string; fn: number; role: number }[]): ResourceChange[] =>
  steps.flatMap(({ call, fn, role }, index) => {
    const functionName = `fn${fn}`;
    const roleName = `role${role}`;
    // Two calls share each second, so that ties are decided by the event id.
    const at = {
      time: `2026-03-02T09:00:${String(index >> 1).padStart(2, '0')}Z`,
      id: `event-${String(index).padStart(3, '0')}`,
    };
    const lambda = (name: string, request: object, response: object = {}) =>
      project(aChange({ ...at, name, request: { functionName, ...request }, response: { ...response } }));
    const iam = (name: string, request: object) =>
      project(aChange({ ...at, source: 'iam', name, request: { ...request } }));
    const configured = { functionArn: functionArn(functionName), role: roleArnOf(roleName), handler: 'index.handler' };
    const topicArn = `arn:aws:sns:eu-west-1:111122223333:topic${fn}`;
    const sns = (name: string, request: object, response: object = {}) =>
      project(aChange({ ...at, source: 'sns', name, request: { ...request }, response: { ...response } }));
    switch (call) {
      case 'make-topic':
        return sns('CreateTopic', { name: `topic${fn}` }, { topicArn });
      case 'delete-topic':
        return sns('DeleteTopic', { topicArn });
      case 'share-topic':
        return sns('AddPermission', { topicArn, label: `s${role}`, aWSAccountId: ['*'], actionName: ['Publish'] });
      case 'unshare-topic':
        return sns('RemovePermission', { topicArn, label: `s${role}` });
      case 'create':
        return lambda('CreateFunction20150331', { role: roleArnOf(roleName) }, configured);
      case 'delete':
        return lambda('DeleteFunction20150331', {});
      case 'swap':
        return lambda('UpdateFunctionConfiguration20150331v2', { role: roleArnOf(roleName) }, configured);
      case 'allow':
        return lambda('AddPermission20150331v2', {
          statementId: `s${role}`,
          action: 'lambda:InvokeFunction',
          principal: '*',
        });
      case 'forbid':
        return lambda('RemovePermission20150331v2', { statementId: `s${role}` });
      case 'grant':
        return iam('PutRolePolicy', { roleName, policyName: 'p', policyDocument: documentOf(fn === 0) });
      case 'revoke':
        return iam('DeleteRolePolicy', { roleName, policyName: 'p' });
      case 'attach':
        return iam('AttachRolePolicy', { roleName, policyArn });
      case 'detach':
        return iam('DetachRolePolicy', { roleName, policyArn });
      default:
        return iam('CreatePolicyVersion', { policyArn, policyDocument: documentOf(fn === 0), setAsDefault: true });
    }
  });

const apply = (inventory: MemoryInventory, batch: readonly ResourceChange[]): string[] => {
  const result = fold(inventory, batch, rules, emptyContext);
  inventory.commit(result);
  return result.transitions.map(({ id }) => id);
};

/** A document of which nothing is left once a late record took back what pointed at it says nothing at all. */
const saysSomething = ({ head }: Document): boolean => head !== null;

const snapshot = (inventory: MemoryInventory) => {
  const documents = [...inventory.documents.values()].filter(saysSomething).sort((a, b) => (a.arn < b.arn ? -1 : 1));
  return {
    documents,
    histories: documents.map(({ arn }) =>
      inventory
        .entries(arn)
        .map(({ change, transitions }) => ({ at: `${change.time} ${change.id} ${change.via ?? ''}`, transitions }))
        .sort((a, b) => (a.at < b.at ? -1 : 1)),
    ),
  };
};

describe('the order in which a trail is delivered', () => {
  it('does not matter, nor does how often: every delivery ends in the same inventory and the same findings', () => {
    fc.assert(
      fc.property(
        fc.array(calls, { minLength: 1, maxLength: 14 }),
        fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (steps, dice, batchSize) => {
          const changes = toChanges(steps);
          const inOrder = createMemoryInventory();
          apply(inOrder, changes);

          const repeated = [...changes, ...changes.filter((_, index) => (dice[index] ?? 0) % 3 === 0)];
          const shuffled = repeated
            .map((change, index) => ({ change, rank: dice[(index * 7) % dice.length] ?? 0, index }))
            .sort((a, b) => a.rank - b.rank || a.index - b.index)
            .map(({ change }) => change);
          const delivered = createMemoryInventory();
          for (let from = 0; from < shuffled.length; from += batchSize) {
            apply(delivered, shuffled.slice(from, from + batchSize));
          }

          expect(snapshot(delivered)).toEqual(snapshot(inOrder));
          expect(apply(delivered, shuffled), 'a repetition announces nothing').toEqual([]);
          expect(snapshot(delivered)).toEqual(snapshot(inOrder));
        },
      ),
      { numRuns: 150 },
    );
  });

  it('does not matter when one record at a time arrives in reverse', () => {
    const changes = toChanges([
      { call: 'create', fn: 0, role: 0 },
      { call: 'attach', fn: 0, role: 0 },
      { call: 'publish', fn: 0, role: 0 },
      { call: 'allow', fn: 0, role: 1 },
      { call: 'swap', fn: 0, role: 1 },
      { call: 'forbid', fn: 0, role: 1 },
    ]);
    const inOrder = createMemoryInventory();
    apply(inOrder, changes);
    const reversed = createMemoryInventory();
    for (const change of changes.toReversed()) apply(reversed, [change]);
    expect(snapshot(reversed)).toEqual(snapshot(inOrder));
  });
});
