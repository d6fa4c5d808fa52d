import { afterAll, beforeAll, expect, it } from 'vitest';
import { catalogue } from '../shared/catalogue.ts';
import { decisionChange } from '../shared/decisions.ts';
import { type Context, emptyContext } from '../shared/engine/context.ts';
import type { Transition } from '../shared/engine/finding.ts';
import { ruleSet } from '../shared/engine/judge.ts';
import { expireSuppressions } from '../shared/expire.ts';
import { intake } from '../shared/intake.ts';
import type { ResourceChange } from '../shared/inventory/document.ts';
import { createStore, type InventoryStore } from '../shared/inventory/store/store.ts';
import { aChange, functionArn, human } from './support/calls.ts';
import { type EmbeddedTable, embeddedTable } from './support/embedded.ts';

let table: EmbeddedTable;
let store: InventoryStore;
beforeAll(async () => {
  table = await embeddedTable();
  store = createStore(table.client, table.tableName);
});
afterAll(() => table.close());

const told: Transition[] = [];
const applied =
  (context: Context = emptyContext) =>
  (changes: readonly ResourceChange[]) =>
    store.apply(changes, {
      rules: ruleSet(catalogue),
      context,
      publish: async (transitions) => {
        told.push(...transitions);
      },
    });

/** A function that anybody may invoke, which was said to be meant until a day. */
const suppressed = async (name: string, until: string): Promise<string> => {
  const opening = aChange({
    name: 'AddPermission20150331v2',
    identity: human,
    request: { functionName: name, statementId: 'open', action: 'lambda:InvokeFunction', principal: '*' },
    response: {},
  });
  await applied()(intake(opening));
  const holder = await store.resource(functionArn(name) as never);
  const finding = Object.values(holder?.findings ?? {}).find(({ rule }) => rule === 'lambda-permission-public');
  if (holder === undefined || finding === undefined) throw new Error('no finding');
  const by = { name: 'ada', now: new Date('2026-03-03T09:00:00Z'), id: 'd-1' };
  await applied()([decisionChange(holder, finding.id, { kind: 'suppress', until, reason: 'a demo' }, by)]);
  told.length = 0;
  return finding.id;
};

const on = (day: string, context?: Context) =>
  expireSuppressions({ store, apply: applied(context), now: () => new Date(`${day}T07:00:00Z`) });

it('a finding whose suppression has run out is reopened, once', async () => {
  const id = await suppressed('demo', '2026-04-01T00:00:00Z');
  expect(await on('2026-03-31')).toBe(0);
  expect(told).toEqual([]);
  expect(await on('2026-04-01')).toBe(1);
  expect(told.map(({ kind, finding }) => [kind, finding.id, finding.status])).toEqual([['reopened', id, 'active']]);
  expect(await on('2026-04-02')).toBe(0);
  expect(told).toHaveLength(1);
});

it('the next change of the resource reopens it as well', async () => {
  const id = await suppressed('other', '2026-04-01T00:00:00Z');
  const later = aChange({
    id: 'later',
    time: '2026-04-02T09:00:00Z',
    name: 'TagResource20170331v2',
    request: { resource: functionArn('other'), tags: { team: 'shop' } },
  });
  await applied()(intake(later));
  expect(told.map(({ kind, finding }) => [kind, finding.id])).toEqual([['reopened', id]]);
  expect(await on('2026-04-03')).toBe(0);
});

it('what the suppression file still accepts stays quiet', async () => {
  await suppressed('kept', '2026-04-01T00:00:00Z');
  const context = {
    ...emptyContext,
    suppressions: [{ rule: 'lambda-permission-public', until: '2027-01-01', reason: 'reviewed' }],
  };
  expect(await on('2026-04-02', context)).toBe(1);
  expect(told).toEqual([]);
  expect(await on('2026-04-03', context)).toBe(0);
});
