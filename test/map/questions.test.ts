import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListOptions, rowsOf } from '../../shared/cli/inventory-lists.ts';
import {
  type Asked,
  invokerRows,
  isNarrowed,
  pastRows,
  pathRows,
  unusedTriggerRows,
} from '../../shared/cli/inventory-questions.ts';
import { triggerRows } from '../../shared/cli/inventory-rows.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { matchesGlob } from '../../shared/glob.ts';
import type { Document } from '../../shared/inventory/document.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createQuestions } from '../../shared/inventory/store/questions.ts';
import { createStore, type InventoryStore } from '../../shared/inventory/store/store.ts';
import type { JsonObject } from '../../shared/json.ts';
import { exposures } from '../../shared/policy/exposure-order.ts';
import { aChange, account, changeOf, functionArn, region } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';
import { shopTrail } from '../support/shop.ts';

let table: EmbeddedTable;
let store: InventoryStore;
let asked: Asked;
let units = 0;
let items = 0;

beforeAll(async () => {
  table = await embeddedTable();
  table.client.middlewareStack.add(
    (next) => async (args) => {
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
      const answer = await next({ ...args, input } as typeof args);
      const {
        ConsumedCapacity: used,
        Items,
        Responses,
      } = answer.output as {
        ConsumedCapacity?: unknown;
        Items?: readonly unknown[];
        Responses?: { readonly [table: string]: readonly unknown[] };
      };
      items += (Items?.length ?? 0) + Object.values(Responses ?? {}).flat().length;
      for (const one of [used].flat() as readonly ({ CapacityUnits?: number } | undefined)[])
        units += one?.CapacityUnits ?? 0;
      return answer;
    },
    { step: 'initialize' },
  );
  store = createStore(table.client, table.tableName);
  asked = { store, questions: createQuestions(table.client, table.tableName) };
  const options = { rules: ruleSet([]), context: emptyContext, publish: () => Promise.resolve() };
  for (const record of shopTrail(14)) await store.apply(project(changeOf(record)), options);
});
afterAll(() => table?.close());

const counting = async <T>(
  ask: () => Promise<T>,
): Promise<{ answer: T; units: number; items: number; calls: readonly string[] }> => {
  table.calls.length = 0;
  units = 0;
  items = 0;
  const answer = await ask();
  return { answer, units, items, calls: [...table.calls] };
};

const functions = async (): Promise<readonly Document[]> => {
  const found: Document[] = [];
  for await (const document of store.list('function')) found.push(document);
  return found;
};

const plain: ListOptions = { deleted: false, direction: 'in' };

/** What a question of the command line shows, with what it read for that. */
const ask = (word: string | undefined, options: Partial<ListOptions> = {}) =>
  counting(async () => (await rowsOf(asked, word, { ...plain, ...options })).map(({ json }) => json));

const namesOf = (rows: readonly JsonObject[]): readonly string[] => rows.map(({ name }) => String(name)).sort();

const narrowed = async (narrowing: Parameters<typeof isNarrowed>[1]): Promise<readonly string[]> =>
  (await functions()).filter((document) => isNarrowed(document, narrowing, 'owner')).map(({ name }) => name);

describe('asking an inventory', () => {
  it('tells what can reach a function, without a scan and whatever the size of the inventory', async () => {
    const {
      answer,
      units: read,
      calls,
    } = await counting(() => pathRows(asked, functionArn('orders-update-2'), 'upstream'));
    expect(answer.map(({ columns }) => columns['kind'])).toEqual(['function', 'event-source-mapping', 'queue']);
    expect(answer.map(({ json }) => json['steps'])).toEqual([0, 1, 2]);
    expect(new Set(calls)).toEqual(new Set(['BatchGetItem', 'Query']));
    // Three queries for each resource: the mapping is told by its edge, so that only the queue is read.
    expect(calls.filter((call) => call === 'Query').length).toBeLessThanOrEqual(9);
    expect(calls.filter((call) => call === 'BatchGetItem')).toHaveLength(2);
    expect(read).toBeLessThanOrEqual(16);
  });

  it('tells what a function can reach, through its role and not through others of the role', async () => {
    const { answer, calls } = await counting(() => pathRows(asked, functionArn('orders-update-2'), 'downstream'));
    expect(answer.map(({ json }) => json['relation'])).toEqual([null, 'runs-as', 'uses']);
    expect(calls).not.toContain('Scan');
  });

  it('tells who can invoke a function, and what is missing where nobody can', async () => {
    const { answer, units: read } = await counting(() => invokerRows(asked, functionArn('orders-notify-4')));
    expect(answer.map(({ columns }) => [columns['who'], columns['open']])).toEqual([
      ['any-aws-account', 'yes'],
      ['account', 'yes'],
      ['account', 'yes'],
      ['unknown', '? (not-seen)'],
    ]);
    const [, , byIdentity, others] = answer.map(({ columns }) => columns['how']);
    expect(byIdentity).toMatch(/^role orders-update-7-role, by data, #0$/);
    expect(others).toMatch(/^\d+ roles and users whose policies are not all known$/);
    expect(read).toBeLessThanOrEqual(12);
    const [url] = await invokerRows(asked, functionArn('orders-list-1'));
    expect(url?.columns).toMatchObject({ who: 'internet', open: expect.stringContaining('lacks') });
  });

  it('tells the changes of a resource with before and after', async () => {
    const { answer, units: read } = await counting(() => pastRows(asked, functionArn('orders-notify-4'), undefined));
    const opened = answer.find(({ json }) => json['eventName'] === 'AddPermission20150331v2');
    expect(opened?.columns['changed']).toMatch(/^resourcePolicy: \{\} → .*"debug"/);
    expect(read).toBeLessThanOrEqual(6);
  });

  it('tells how a resource stood at a time, and that it was not there before', async () => {
    const document = await store.resource(functionArn('orders-notify-4') as Document['arn']);
    expect(document).toBeDefined();
    if (document === undefined) return;
    const before = await asked.questions.asItStood(document, '2026-03-02T08:03:00Z');
    expect(before?.facets['resourcePolicy']).toEqual({ known: true, value: {} });
    expect(await asked.questions.asItStood(document, '2026-03-02T08:00:00Z')).toBeUndefined();
    expect(await asked.questions.asItStood(document, '2030-01-01T00:00:00Z')).toBe(document);
  });

  it('narrows functions by exposure, owner, runtime, role power and last change', async () => {
    expect(await narrowed({ exposure: 'any-aws-account' })).toContain('orders-notify-4');
    expect(await narrowed({ exposure: 'any-aws-account' })).not.toContain('orders-create-0');
    expect(await narrowed({ owner: 'team-payments' })).toEqual(['payments-expire-1', 'payments-update-0']);
    expect(await narrowed({ runtime: 'nodejs2*' })).toHaveLength(14);
    expect(await narrowed({ runtime: 'python*' })).toEqual([]);
    expect(await narrowed({ power: 'admin' })).toEqual(['orders-update-7']);
    expect((await narrowed({ before: '2026-03-02T08:02:00Z' })).length).toBeLessThan(14);
  });

  it('finds triggers through which nobody can come', async () => {
    const rows = (await functions()).flatMap(unusedTriggerRows);
    expect(rows.map(({ columns }) => columns['function'])).toContain('orders-expire-3');
    expect(rows.map(({ columns }) => columns['function'])).not.toContain('orders-update-2');
  });

  const narrowings: readonly Partial<ListOptions>[] = [
    ...exposures.map((exposure) => ({ exposure })),
    { owner: 'team-payments' },
    { runtime: 'nodejs24.x' },
    { runtime: 'nodejs2*' },
    { power: 'admin' },
    { power: 'limited' },
    { since: '2026-03-02T08:04:00Z' },
    { before: '2026-03-02T08:04:00Z' },
    { since: '2026-03-02T08:02:00Z', before: '2026-03-02T08:04:00Z' },
    { unused: true },
    { runtime: 'nodejs24.x', account },
    { exposure: 'internet', account, region },
  ];

  it.each(narrowings)('reads what it shows of the functions with %o, by an index', async (narrowing) => {
    const { answer, items: read, calls } = await ask('functions', narrowing);
    const fitting = (await functions()).filter((document) => isNarrowed(document, narrowing, 'owner'));
    expect(namesOf(answer)).toEqual(fitting.map(({ name }) => name).sort());
    expect(read).toBeLessThanOrEqual(1.2 * answer.length);
    expect(new Set(calls)).toEqual(new Set(['Query']));
  });

  it('reads what it shows of roles, by what they can do and by who uses them', async () => {
    const strong = await ask('roles', { power: 'admin' });
    expect(strong.answer.length).toBeGreaterThan(0);
    expect(strong.items).toBe(strong.answer.length);
    const idle = await ask('roles', { unused: true });
    expect(idle.items).toBe(idle.answer.length);
    const [role] = (await ask('roles', { usedBy: 'orders-update-7' })).answer;
    expect(namesOf(strong.answer)).toContain(String(role?.['name']));
  });

  it('reads what it shows of triggers, by kind and direction', async () => {
    const all = await ask('triggers');
    expect(all.items).toBe(all.answer.length);
    const told = (await functions()).flatMap(triggerRows).map(({ json }) => json);
    // What the edge of a trigger says is what the function was told.
    const whole = (row: JsonObject): string => JSON.stringify(row);
    expect(all.answer.map(whole).sort()).toEqual(told.map(whole).sort());
    const mappings = await ask('triggers', { kind: 'event-source-mapping' });
    expect(mappings.answer.length).toBeGreaterThan(0);
    expect(mappings.items).toBe(mappings.answer.length);
    expect(new Set(mappings.answer.map(({ kind }) => kind))).toEqual(new Set(['event-source-mapping']));
    const out = await ask('triggers', { direction: 'out' });
    expect(out.items).toBe(out.answer.length);
    expect(out.answer.every(({ direction }) => direction === 'out')).toBe(true);
    const unused = await ask('triggers', { unused: true });
    expect(unused.answer.length).toBeGreaterThan(0);
    expect(unused.items).toBeLessThanOrEqual(1.2 * unused.answer.length);
  });

  it('reads what it shows of changes, oldest first, and nothing that only followed from another', async () => {
    const { answer, items: read } = await ask('changes', { since: '2026-03-02T08:02:00Z', at: '2026-03-31T00:00:00Z' });
    expect(answer.length).toBeGreaterThan(5);
    expect(read).toBe(answer.length);
    const times = answer.map(({ time }) => String(time));
    expect(times).toEqual([...times].sort());
    expect(times[0]?.startsWith('2026-03-02T08:02')).toBe(true);
  });

  it('reads each resource of a path once', async () => {
    for (const direction of ['upstream', 'downstream']) {
      const { answer, items: read } = await ask(direction, { of: functionArn('orders-update-2') });
      // And the resource that was asked about.
      expect(read).toBeLessThanOrEqual(1 + 1.2 * answer.length);
    }
  });

  it.each([
    { name: 'orders-update-2' },
    { name: 'orders-update-2', account, region },
    { name: 'orders-*' },
    { name: 'payments-*-1' },
    { name: 'ORDERS-update-2' },
    { name: 'orders' },
    { name: '*-update-?' },
    { name: 'arn:*:function:orders-*' },
  ])('finds functions with %o, by an index where the name does not begin with a wildcard', async (wanted) => {
    const { answer, items: read } = await ask('functions', wanted);
    const fitting = (await functions()).filter(({ name, arn }) =>
      matchesGlob(wanted.name.startsWith('arn:') ? arn : name, wanted.name),
    );
    expect(namesOf(answer)).toEqual(fitting.map(({ name }) => name).sort());
    if (!/^(\*|arn:|payments)/.test(wanted.name)) expect(read).toBe(answer.length);
    else expect(read).toBeLessThanOrEqual(14);
  });

  it('finds what is in a Region with an item more for each account', async () => {
    const here = await ask('functions', { region });
    expect(here.answer).toHaveLength(14);
    expect(here.items).toBe(15);
    const elsewhere = await ask('functions', { region: 'ap-south-2' });
    expect(elsewhere.answer).toEqual([]);
    expect(elsewhere.items).toBe(1);
    const byPower = await ask('functions', { region, power: 'admin' });
    expect(namesOf(byPower.answer)).toEqual(['orders-update-7']);
    expect(byPower.items).toBe(2);
  });

  it.each([
    ['2026-03-02T08:00:00Z', []],
    ['2026-03-02T08:03:00Z', narrowings],
    ['2026-03-02T08:05:30Z', narrowings],
    ['2026-03-31T00:00:00Z', []],
  ] as const)(
    'tells how functions stood at %s as their own histories do, however they are asked for',
    async (at, others) => {
      const stood: Document[] = [];
      for await (const document of store.list('function')) {
        const then = await asked.questions.asItStood(document, at);
        if (then !== undefined && then.presence !== 'deleted') stood.push(then);
      }
      const all: readonly Partial<ListOptions>[] = [{}, { name: 'orders-update-2' }, ...others];
      for (const narrowing of all) {
        const { answer } = await ask('functions', { ...narrowing, at });
        const fitting = stood.filter(
          (document) =>
            isNarrowed(document, narrowing, 'owner') &&
            (narrowing.name === undefined || document.name === narrowing.name) &&
            (narrowing.account === undefined || document.account === narrowing.account),
        );
        expect(namesOf(answer)).toEqual(fitting.map(({ name }) => name).sort());
      }
    },
  );

  it('reads the history of nothing that has not changed since a time', async () => {
    const { answer, items: read } = await ask('functions', { runtime: 'nodejs24.x', at: '2026-03-31T00:00:00Z' });
    expect(answer).toHaveLength(14);
    expect(read).toBe(14);
  });

  it('reads the triggers of an account with an item more for each kind of trigger', async () => {
    const all = await ask('triggers');
    const here = await ask('triggers', { account });
    expect(here.answer).toEqual(all.answer);
    const shown = new Set(all.answer.map(({ kind }) => kind));
    expect(here.items).toBe(all.items + shown.size);
    expect((await ask('triggers', { account: '999988887777' })).items).toBe(shown.size);
  });

  it('counts without reading anything out', async () => {
    const counted = await ask(undefined);
    expect(counted.answer).toContainEqual({ kind: 'function', count: 14 });
    expect(counted.items).toBe(0);
  });

  it('forgets in every index what is deleted, and shows it where that is asked for', async () => {
    const other = await embeddedTable();
    const kept = createStore(other.client, other.tableName);
    const here = { store: kept, questions: createQuestions(other.client, other.tableName) };
    const options = { rules: ruleSet([]), context: emptyContext, publish: () => Promise.resolve() };
    for (const record of shopTrail(4)) await kept.apply(project(changeOf(record)), options);
    const functionName = 'orders-list-1';
    const time = '2026-03-20T08:00:00Z';
    const deletion = aChange({ id: 'e-gone', time, name: 'DeleteFunction20150331', request: { functionName } });
    await kept.apply(project(deletion), options);
    const shown = async (more: Partial<ListOptions>) =>
      (await rowsOf(here, 'functions', { ...plain, ...more })).map(({ json }) => String(json['name']));
    for (const narrowing of [{}, { owner: 'team-orders' }, { runtime: 'nodejs24.x' }, { since: time }]) {
      expect(await shown(narrowing)).not.toContain(functionName);
    }
    expect(await shown({ deleted: true })).toContain(functionName);
    expect(await shown({ name: functionName })).toEqual([]);
    expect(await shown({ name: functionName, deleted: true })).toEqual([functionName]);
    const before = '2026-03-20T07:59:59Z';
    for (const narrowing of [{}, { name: functionName }, { owner: 'team-orders' }, { runtime: 'nodejs24.x' }]) {
      expect(await shown({ ...narrowing, at: before })).toContain(functionName);
      expect(await shown({ ...narrowing, at: time })).not.toContain(functionName);
    }
    const past = await pastRows(here, functionName, undefined);
    expect(past.at(-1)?.json['eventName']).toBe('DeleteFunction20150331');
    await other.close();
  });
});
