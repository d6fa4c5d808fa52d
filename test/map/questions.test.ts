import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  invokerRows,
  isNarrowed,
  pastRows,
  pathRows,
  standing,
  unusedTriggerRows,
} from '../../shared/cli/inventory-questions.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import type { Document } from '../../shared/inventory/document.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createStore, type InventoryStore } from '../../shared/inventory/store.ts';
import { changeOf, functionArn } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';
import { shopTrail } from '../support/shop.ts';

let table: EmbeddedTable;
let store: InventoryStore;
let units = 0;

beforeAll(async () => {
  table = await embeddedTable();
  table.client.middlewareStack.add(
    (next) => async (args) => {
      const input = { ...args.input, ReturnConsumedCapacity: 'TOTAL' };
      const answer = await next({ ...args, input } as typeof args);
      const { ConsumedCapacity: used } = answer.output as { ConsumedCapacity?: unknown };
      for (const one of [used].flat() as readonly ({ CapacityUnits?: number } | undefined)[])
        units += one?.CapacityUnits ?? 0;
      return answer;
    },
    { step: 'initialize' },
  );
  store = createStore(table.client, table.tableName);
  const options = { rules: ruleSet([]), context: emptyContext, publish: () => Promise.resolve() };
  for (const record of shopTrail(14)) await store.apply(project(changeOf(record)), options);
});
afterAll(() => table?.close());

const counting = async <T>(ask: () => Promise<T>): Promise<{ answer: T; units: number; calls: readonly string[] }> => {
  table.calls.length = 0;
  units = 0;
  const answer = await ask();
  return { answer, units, calls: [...table.calls] };
};

const functions = async (): Promise<readonly Document[]> => {
  const found: Document[] = [];
  for await (const document of store.list('function')) found.push(document);
  return found;
};

const narrowed = async (narrowing: Parameters<typeof isNarrowed>[1]): Promise<readonly string[]> =>
  (await functions()).filter((document) => isNarrowed(document, narrowing, 'owner')).map(({ name }) => name);

describe('asking an inventory', () => {
  it('tells what can reach a function, without a scan and whatever the size of the inventory', async () => {
    const {
      answer,
      units: read,
      calls,
    } = await counting(() => pathRows(store, functionArn('orders-update-2'), 'upstream'));
    expect(answer.map(({ columns }) => columns['kind'])).toEqual(['event-source-mapping', 'queue']);
    expect(new Set(calls)).toEqual(new Set(['BatchGetItem', 'Query']));
    // The function, the mapping and the queue: a state and at most three queries each, and the function's name.
    expect(calls.filter((call) => call === 'Query').length).toBeLessThanOrEqual(9);
    expect(read).toBeLessThanOrEqual(20);
  });

  it('tells what a function can reach, through its role and not through others of the role', async () => {
    const { answer, calls } = await counting(() => pathRows(store, functionArn('orders-update-2'), 'downstream'));
    expect(answer.map(({ json }) => json['relation'])).toEqual(['runs-as', 'uses']);
    expect(calls).not.toContain('Scan');
  });

  it('tells who can invoke a function, and what is missing where nobody can', async () => {
    const { answer, units: read } = await counting(() => invokerRows(store, functionArn('orders-notify-4')));
    expect(answer.map(({ columns }) => [columns['who'], columns['open']])).toEqual([
      ['any-aws-account', 'yes'],
      ['account', 'yes'],
    ]);
    expect(read).toBeLessThanOrEqual(3);
    const [url] = await invokerRows(store, functionArn('orders-list-1'));
    expect(url?.columns).toMatchObject({ who: 'internet', open: expect.stringContaining('lacks') });
  });

  it('tells the changes of a resource with before and after', async () => {
    const { answer, units: read } = await counting(() => pastRows(store, functionArn('orders-notify-4'), undefined));
    const opened = answer.find(({ json }) => json['eventName'] === 'AddPermission20150331v2');
    expect(opened?.columns['changed']).toMatch(/^resourcePolicy: \{\} → .*"debug"/);
    expect(read).toBeLessThanOrEqual(6);
  });

  it('tells how a resource stood at a time, and that it was not there before', async () => {
    const document = await store.resource(functionArn('orders-notify-4') as Document['arn']);
    expect(document).toBeDefined();
    if (document === undefined) return;
    const before = await standing(store, document, '2026-03-02T08:03:00Z');
    expect(before?.facets['resourcePolicy']).toEqual({ known: true, value: {} });
    expect(await standing(store, document, '2026-03-02T08:00:00Z')).toBeUndefined();
    expect(await standing(store, document, '2030-01-01T00:00:00Z')).toBe(document);
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
});
