import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Arn } from '../../shared/arn.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { readFacet } from '../../shared/engine/evaluate.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import { mostOfTier } from '../../shared/inventory/fold/crowd.ts';
import { fold, tell } from '../../shared/inventory/fold/fold.ts';
import type { Announcement } from '../../shared/inventory/fold/run.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createMemoryInventory, type MemoryInventory } from '../../shared/inventory/store/memory.ts';
import type { Item } from '../../shared/inventory/store/schema.ts';
import { type ApplyOptions, createStore } from '../../shared/inventory/store/store.ts';
import { aChange, functionArn, roleArnOf } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';
import { noticing } from '../support/made-up-trail.ts';

const at = (second: number) => ({
  time: new Date(Date.UTC(2026, 2, 2) + second * 1_000).toISOString().replace('.000', ''),
  id: `event-${String(second).padStart(6, '0')}`,
});

const nameOf = (index: number): string => `fn-${String(index).padStart(4, '0')}`;

const create = (index: number, role: string, second = index) =>
  project(
    aChange({
      ...at(second),
      name: 'CreateFunction20150331',
      request: { functionName: nameOf(index), role: roleArnOf(role) },
      response: { functionArn: functionArn(nameOf(index)), role: roleArnOf(role) },
    }),
  );

const remove = (index: number, second: number) =>
  project(aChange({ ...at(second), name: 'DeleteFunction20150331', request: { functionName: nameOf(index) } }));

const grant = (role: string, second: number, action = '*') =>
  project(
    aChange({
      ...at(second),
      source: 'iam',
      name: 'PutRolePolicy',
      request: {
        roleName: role,
        policyName: 'p',
        policyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: action, Resource: '*' }],
        }),
      },
    }),
  );

/** A log group of which every line goes to one function. */
const subscribe = (index: number, second: number) =>
  project(
    aChange({
      ...at(second),
      source: 'logs',
      name: 'PutSubscriptionFilter',
      request: {
        logGroupName: `/aws/lambda/${nameOf(index)}`,
        filterName: 'all',
        filterPattern: '',
        destinationArn: functionArn('forwarder'),
      },
    }),
  );

const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);

const role = roleArnOf('shared') as Arn;

const filledBy = (batches: readonly (readonly ResourceChange[])[]): MemoryInventory => {
  const inventory = createMemoryInventory();
  for (const changes of batches) inventory.commit(fold(inventory, changes, noticing, emptyContext));
  return inventory;
};

const usersOf = (inventory: MemoryInventory): readonly string[] =>
  Object.values(inventory.document(role)?.neighbours['runs-as'] ?? {})
    .map(String)
    .sort();

describe('a resource that very many point at', () => {
  const crowd = range(mostOfTier + 20);

  it('remembers the first of them, whatever the order they came in', () => {
    const calls = crowd.map((index) => create(index, 'shared'));
    const first = range(mostOfTier).map(nameOf);
    expect(usersOf(filledBy(calls))).toEqual(first);
    expect(usersOf(filledBy(calls.toReversed()))).toEqual(first);
    expect(usersOf(filledBy([calls.flat()]))).toEqual(first);
  });

  it('is not written again for one more', () => {
    const inventory = filledBy(crowd.map((index) => create(index, 'shared')));
    const result = fold(inventory, create(5_000, 'shared'), noticing, emptyContext);
    expect([...result.documents.keys()]).not.toContain(role);
  });

  it('remembers the next one when one has gone, in every order', () => {
    const calls = [...crowd.map((index) => create(index, 'shared')), remove(3, 5_000), remove(7, 5_001)];
    const expected = range(mostOfTier + 2)
      .filter((index) => index !== 3 && index !== 7)
      .map(nameOf);
    expect(usersOf(filledBy(calls))).toEqual(expected);
    expect(usersOf(filledBy(calls.toReversed()))).toEqual(expected);
    const late = [...calls.slice(0, 10), ...calls.slice(11), calls[10] ?? []];
    expect(usersOf(filledBy(late))).toEqual(expected);
  });

  it('goes back to what it remembered at any time', () => {
    const calls = [...crowd.map((index) => create(index, 'shared')), remove(3, 5_000)];
    const inventory = filledBy([...calls, grant('shared', 10)]);
    const again = filledBy([...calls.slice(0, 11), grant('shared', 10), ...calls.slice(11)]);
    expect(inventory.document(role)).toEqual(again.document(role));
  });

  it('says that it does not know all of them, and still who can come in', () => {
    const inventory = filledBy(crowd.map((index) => subscribe(index, index)));
    const forwarder = inventory.document(functionArn('forwarder') as Arn);
    if (forwarder === undefined) throw new Error('expected the function');
    expect(readFacet(forwarder, 'triggers')).toMatchObject({ known: true, partial: 'too-many' });
    expect(Object.keys(forwarder.neighbours['triggers'] ?? {})).toHaveLength(mostOfTier);
    const topic = project(
      aChange({
        ...at(9_000),
        source: 'sns',
        name: 'Subscribe',
        request: {
          topicArn: 'arn:aws:sns:eu-west-1:111122223333:zz',
          protocol: 'lambda',
          endpoint: functionArn('forwarder'),
        },
      }),
    );
    inventory.commit(fold(inventory, topic, noticing, emptyContext));
    const after = inventory.document(functionArn('forwarder') as Arn);
    expect(Object.keys(after?.neighbours['triggers'] ?? {})).toContain('arn:aws:sns:eu-west-1:111122223333:zz');
  });
});

describe('what very many listen to', () => {
  const atOnce = 3;
  const functionOf = (index: number): Arn => functionArn(nameOf(index)) as Arn;

  /** Folds as a store does, which tells only a few; the announcements are handed back. */
  const filledSlowly = (batches: readonly (readonly ResourceChange[])[]) => {
    const inventory = createMemoryInventory();
    const announced: Announcement[] = [];
    for (const changes of batches) {
      const result = fold(inventory, changes, noticing, emptyContext, atOnce);
      inventory.commit(result);
      announced.push(...result.announcements);
    }
    const tellThem = (announcement: Announcement, listeners: readonly Arn[]): void =>
      inventory.commit(tell(inventory, announcement, listeners, noticing, emptyContext, atOnce));
    return { inventory, announced, tellThem };
  };

  const everybody = range(10);
  const listeners = everybody.map(functionOf);
  const made = everybody.map((index) => create(index, 'shared'));

  it('is announced, and ends as if everybody had been told at once', () => {
    const trail = [...made, grant('shared', 100), grant('shared', 200, 's3:GetObject')];
    const { inventory, announced, tellThem } = filledSlowly(trail);
    expect(new Set(announced.map(({ speaker }) => speaker))).toEqual(new Set([role]));
    for (const announcement of announced) tellThem(announcement, listeners);
    const expected = filledBy(trail);
    for (const arn of listeners) expect(inventory.document(arn)).toEqual(expected.document(arn));
  });

  it('is told rightly to who has heard something later already', () => {
    const trail = [...made, grant('shared', 200, 's3:GetObject'), grant('shared', 100)];
    const { inventory, announced, tellThem } = filledSlowly(trail);
    for (const announcement of [...announced, ...announced.toReversed()]) tellThem(announcement, listeners);
    const expected = filledBy([...made, grant('shared', 100), grant('shared', 200, 's3:GetObject')]);
    for (const arn of listeners) expect(inventory.document(arn)).toEqual(expected.document(arn));
  });

  it('is not told to who has turned to another one since', () => {
    const trail = [...made, create(0, 'other', 150), grant('shared', 100)];
    const { inventory, announced, tellThem } = filledSlowly(trail);
    for (const announcement of announced) tellThem(announcement, listeners);
    const expected = filledBy([...made, grant('shared', 100), create(0, 'other', 150)]);
    expect(inventory.document(functionOf(0))).toEqual(expected.document(functionOf(0)));
    expect(inventory.document(functionOf(0))?.neighbours['runs-as']).toBeUndefined();
  });
});

describe('what very many listen to, in DynamoDB', () => {
  let table: EmbeddedTable;
  beforeAll(async () => {
    table = await embeddedTable();
  });
  afterAll(() => table.close());

  /** How often each resource was written. */
  const versions = async (): Promise<ReadonlyMap<string, number>> => {
    const found = new Map<string, number>();
    let start: Item | undefined;
    do {
      const page = await table.client.send(
        new ScanCommand({ TableName: table.tableName, ...(start === undefined ? {} : { ExclusiveStartKey: start }) }),
      );
      for (const { pk, sk, version } of page.Items ?? [])
        if (sk?.S === 'STATE') found.set(pk?.S ?? '', Number(version?.N));
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return found;
  };

  it('is told piece by piece, each listener once; what comes twice is no business of others', async () => {
    const count = 110;
    const store = createStore(table.client, table.tableName);
    const announced: Announcement[] = [];
    const options: ApplyOptions = {
      rules: noticing,
      context: emptyContext,
      publish: () => Promise.resolve(),
      announce: async (some) => void announced.push(...some),
    };
    for (let from = 0; from < count; from += 10)
      await store.apply(
        range(10).flatMap((index) => create(from + index, 'shared')),
        options,
      );
    const administrators = async (): Promise<number> => {
      let found = 0;
      for await (const { rule, resource } of store.findings('active'))
        if (rule === 'test-admin' && resource.kind === 'function') found += 1;
      return found;
    };
    announced.length = 0;
    table.calls.length = 0;
    await store.apply(grant('shared', 1_000), options);
    expect(table.calls.length).toBeLessThan(20);
    expect(await administrators()).toBe(0);
    const [announcement] = announced;
    if (announcement === undefined) throw new Error('expected an announcement');
    let pieces = 0;
    for (let left: Announcement | undefined = announcement; left !== undefined; pieces += 1)
      left = await store.tell(left, options);
    expect(pieces).toBe(3);
    expect(await administrators()).toBe(count);

    const before = await versions();
    expect(before.size).toBeGreaterThan(count);
    await store.tell(announcement, options);
    expect(await versions()).toEqual(before);

    table.calls.length = 0;
    await store.apply(create(60, 'shared'), options);
    await store.apply(grant('shared', 1_000), options);
    expect(table.calls.length).toBeLessThan(20);
    expect(await versions()).toEqual(before);
  });
});
