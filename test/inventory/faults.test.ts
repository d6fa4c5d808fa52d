import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import type { Document, ResourceChange } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import { account } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';
import { madeUpCalls, noticing, toChanges } from '../support/made-up-trail.ts';
import { owedBy, type Span, spansIn, spansOf } from '../support/spans.ts';

let table: EmbeddedTable;
beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

let accounts = 0;

/** The same trail in an account that no other run uses, so that runs share one table. */
const inFreshAccount = (changes: readonly ResourceChange[]): readonly ResourceChange[] => {
  accounts += 1;
  return JSON.parse(JSON.stringify(changes).replaceAll(account, String(200_000_000_000 + accounts)));
};

/** A client whose process dies at a write, before or after it is done, and nothing follows. */
const dyingAt = (client: DynamoDBClient, write: number): DynamoDBClient => {
  let count = 0;
  let dead = false;
  const send = async (command: { readonly constructor: { readonly name: string } }) => {
    if (dead) throw new Error('the process is dead');
    if (!/^(?:PutItem|BatchWriteItem)/.test(command.constructor.name)) return client.send(command as never);
    count += 1;
    if (count !== write) return client.send(command as never);
    dead = true;
    if (count % 2 === 0) await client.send(command as never).catch(() => undefined);
    throw new Error('the process dies');
  };
  return { send } as unknown as DynamoDBClient;
};

/** A client that has read when `ready`, and writes nothing before it is told to `go`. */
const waitingToWrite = (client: DynamoDBClient) => {
  const ready = Promise.withResolvers<void>();
  const go = Promise.withResolvers<void>();
  const send = async (command: { readonly constructor: { readonly name: string } }) => {
    if (/^(?:PutItem|BatchWriteItem)/.test(command.constructor.name)) {
      ready.resolve();
      await go.promise;
    }
    return client.send(command as never);
  };
  return { client: { send } as unknown as DynamoDBClient, ready: ready.promise, go: go.resolve };
};

const options = { rules: noticing, context: emptyContext, publish: () => Promise.resolve() };

interface Ended {
  readonly document: Document;
  /** How it stands and stood. */
  readonly spans: readonly Span[];
  /** What is left to be done about it. */
  readonly owed: readonly string[];
}

const inOrder = (changes: readonly ResourceChange[]): readonly Ended[] => {
  const memory = createMemoryInventory();
  memory.commit(fold(memory, changes, noticing, emptyContext));
  return [...memory.documents.values()]
    .filter(({ head }) => head !== null)
    .map((document) => ({ document, spans: spansOf(document, memory.entries(document.arn)), owed: [] }));
};

const stored = async (ended: readonly Ended[]): Promise<readonly unknown[]> => {
  const arns = ended.map(({ document }) => document.arn);
  const found = await createStore(table.client, table.tableName).resources(arns);
  return Promise.all(
    ended.map(async ({ document }) => ({
      document: found.get(document.arn),
      spans: await spansIn(table, document),
      owed: await owedBy(table, document),
    })),
  );
};

const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

const trails = fc.array(madeUpCalls, { minLength: 2, maxLength: 10 });
const dice = fc.array(fc.nat(1_000), { minLength: 24, maxLength: 24 });

describe('an inventory whose writers fail', () => {
  it('ends where it should, wherever functions die, when what they were at is delivered again', async () => {
    await fc.assert(
      fc.asyncProperty(trails, dice, fc.integer({ min: 1, max: 4 }), async (steps, rolled, size) => {
        const changes = inFreshAccount(toChanges(steps));
        const waiting: (readonly ResourceChange[])[] = [];
        for (let from = 0; from < changes.length; from += size) waiting.push(changes.slice(from, from + size));
        for (let turn = 0; waiting.length > 0; turn += 1) {
          const roll = rolled[turn] ?? 0;
          // Deaths are rare: what died comes again before more than one other was written.
          const [batch = []] = waiting.splice(turn % 2 === 0 ? roll % waiting.length : waiting.length - 1, 1);
          const store = createStore(
            turn % 2 === 0 ? dyingAt(table.client, 1 + (roll % 9)) : table.client,
            table.tableName,
          );
          await store.apply(batch, options).catch(() => void waiting.push(batch));
        }
        const expected = inOrder(changes);
        expect(asJson(await stored(expected))).toEqual(asJson(expected));
      }),
      { numRuns: 12 },
    );
  });

  it.each([
    ['what others listen to since', ['share-queue', 'poll', 'allow', 'make-topic']],
    ['who listens to what is known since', ['poll', 'share-queue', 'allow', 'make-topic']],
    ['what others have heard since', ['publish', 'attach', 'create', 'make-topic']],
  ])('ends where it should at whichever write a function dies that is late with %s', async (_, names) => {
    const steps = names.map((call, index) => ({ call, fn: index === 3 ? 1 : 0, role: 0 }));
    for (let write = 1; write <= 16; write += 1) {
      const changes = inFreshAccount(toChanges(steps));
      const isOf = (id: string) => (change: ResourceChange) => change.id === id;
      const late = changes.filter(isOf('event-000'));
      const another = changes.filter(isOf('event-003'));
      const healthy = createStore(table.client, table.tableName);
      await healthy.apply(
        changes.filter((change) => !late.includes(change) && !another.includes(change)),
        options,
      );
      const dying = createStore(dyingAt(table.client, write), table.tableName);
      await dying.apply(late, options).catch(() => undefined);
      await healthy.apply(another, options);
      await healthy.apply(late, options);
      const expected = inOrder(changes);
      expect(asJson(await stored(expected))).toEqual(asJson(expected));
    }
  });

  it.each([0, 1])(
    'tells who listened only between two changes of one write, where writer %d is first',
    async (first) => {
      const changes = inFreshAccount(
        toChanges([
          { call: 'poll', fn: 0, role: 1 },
          { call: 'share-queue', fn: 0, role: 1 },
          { call: 'poll', fn: 0, role: 0 },
        ]).filter(({ name }) => name !== 'deploy'),
      );
      const isShared = ({ kind }: ResourceChange): boolean => kind === 'queue';
      const writers = [changes.filter((change) => !isShared(change)), changes.filter(isShared)].map((some) => {
        const { client, ready, go } = waitingToWrite(table.client);
        return { ready, go, done: createStore(client, table.tableName).apply(some, options) };
      });
      await Promise.all(writers.map(({ ready }) => ready));
      for (const writer of first === 0 ? writers : writers.toReversed()) {
        writer.go();
        await writer.done;
      }
      const expected = inOrder(changes);
      expect(asJson(await stored(expected))).toEqual(asJson(expected));
    },
  );

  it('keeps how things stood where two write the same at once and one loses', async () => {
    const calls = toChanges([
      { call: 'create', fn: 0, role: 0 },
      { call: 'make-topic', fn: 1, role: 0 },
      { call: 'swap', fn: 0, role: 1 },
      { call: 'make-topic', fn: 1, role: 0 },
      { call: 'allow', fn: 0, role: 1 },
    ]);
    const isOf = (id: string) => (change: ResourceChange) => change.id === id;
    const changes = inFreshAccount(calls.filter(({ kind, name }) => kind === 'function' && name === 'fn0'));
    await createStore(table.client, table.tableName).apply(changes.filter(isOf('event-000')), options);
    const writers = ['event-004', 'event-002'].map((id) => {
      const { client, ready, go } = waitingToWrite(table.client);
      return { ready, go, done: createStore(client, table.tableName).apply(changes.filter(isOf(id)), options) };
    });
    await Promise.all(writers.map(({ ready }) => ready));
    for (const { go } of writers) go();
    await Promise.all(writers.map(({ done }) => done));
    const expected = inOrder(changes);
    expect(asJson(await stored(expected))).toEqual(asJson(expected));
  });

  it.each([
    ['who begins to listen', 0],
    ['who has something to say', 1],
  ])('lets two hear of each other that write different resources at once, where %s writes first', async (_, first) => {
    const calls = toChanges([
      { call: 'create', fn: 0, role: 0 },
      { call: 'publish', fn: 1, role: 0 },
      { call: 'attach', fn: 0, role: 0 },
      { call: 'publish', fn: 0, role: 0 },
    ]);
    // The role that makes the calls hears of them, too, and two that write it would meet there.
    const changes = inFreshAccount(calls.filter(({ name }) => name !== 'deploy'));
    const [attached, published] = [changes.slice(-2, -1), changes.slice(-1)];
    await createStore(table.client, table.tableName).apply(changes.slice(0, -2), options);
    const writers = [attached, published].map((some) => {
      const { client, ready, go } = waitingToWrite(table.client);
      return { ready, go, done: createStore(client, table.tableName).apply(some, options) };
    });
    await Promise.all(writers.map(({ ready }) => ready));
    for (const writer of first === 0 ? writers : writers.toReversed()) {
      writer.go();
      await writer.done;
    }
    const expected = inOrder(changes);
    expect(asJson(await stored(expected))).toEqual(asJson(expected));
  });

  it('ends where it should when several write the same resources at once', async () => {
    await fc.assert(
      fc.asyncProperty(trails, dice, async (steps, rolled) => {
        const changes = inFreshAccount(toChanges(steps));
        const lanes = [0, 1, 2].map((lane) => changes.filter((_, index) => (rolled[index] ?? 0) % 3 === lane));
        await Promise.all(
          lanes.map((some) => createStore(table.client, table.tableName).apply(some.toReversed(), options)),
        );
        const expected = inOrder(changes);
        expect(asJson(await stored(expected))).toEqual(asJson(expected));
      }),
      { numRuns: 12 },
    );
  });
});
