import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ListOptions, rowsOf } from '../../shared/cli/inventory-lists.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createQuestions } from '../../shared/inventory/store/questions.ts';
import { indexes } from '../../shared/inventory/store/schema.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import { spanClassOf, spanQueries } from '../../shared/inventory/store/timeline.ts';
import { aChange } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';

const part = { index: indexes.byOwner, key: 'OWNER#function#team' };
const begin = Date.UTC(2024, 0, 1);
const timeAt = (seconds: number): string => new Date(begin + seconds * 1000).toISOString().replace('.000', '');

/** Whether the queries for a time read a span. */
const isRead = (since: number, until: number | undefined, at: number): boolean => {
  const spanClass = spanClassOf(timeAt(since), until === undefined ? undefined : timeAt(until));
  return spanQueries(part, { at: timeAt(at) }).some(({ ExpressionAttributeValues: values }) => {
    const sort = `${timeAt(since)}#arn`;
    const isSame = values[':key'].S === `SPAN#${spanClass}#${part.key}`;
    return isSame && (values[':first'].S ?? '') <= sort && sort <= (values[':last'].S ?? '');
  });
};

const day = 24 * 3600;
const lengths = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 900 * day }));

describe('how things stood at a time', () => {
  it('is read of every span that began before and had not ended, however long it lasted', () => {
    fc.assert(
      fc.property(fc.nat(100 * day), lengths, fc.double({ min: 0, max: 1, noNaN: true }), (since, length, share) => {
        const at = since + Math.min(length - 1, Math.floor(length * share));
        expect(isRead(since, since + length, at)).toBe(true);
        expect(isRead(since, undefined, at)).toBe(true);
        expect(isRead(since, undefined, since - 1)).toBe(false);
        expect(isRead(since, since + length, since - 1)).toBe(false);
      }),
    );
  });

  it('is not read of spans of a minute to 400 days that ended a fifth of their length ago', () => {
    fc.assert(
      fc.property(fc.nat(100 * day), fc.integer({ min: 60, max: 400 * day }), (since, length) => {
        expect(isRead(since, since + length, since + Math.ceil(length * 1.2) + 1)).toBe(false);
      }),
    );
  });

  it('is asked for in a hundred queries at most, fewer where it is said when the last change was', () => {
    const all = spanQueries(part, { at: timeAt(1000) });
    expect(all.length).toBeLessThan(100);
    expect(spanQueries(part, { at: timeAt(1000), since: timeAt(1001) })).toEqual([]);
    for (const { ExpressionAttributeValues: values } of spanQueries(part, { at: timeAt(1000), since: timeAt(900) }))
      expect((values[':first'].S ?? '') >= timeAt(900)).toBe(true);
  });
});

describe('an inventory in which much changes', () => {
  const hours = 60;
  const names = Array.from({ length: 12 }, (_, index) => `fn-${index}`);
  let table: EmbeddedTable;
  let items = 0;

  const ask = async (options: Partial<ListOptions>) => {
    items = 0;
    const asked = {
      store: createStore(table.client, table.tableName),
      questions: createQuestions(table.client, table.tableName),
    };
    const rows = await rowsOf(asked, 'functions', { deleted: false, direction: 'in', ...options });
    return { names: rows.map(({ json }) => String(json['name'])).sort(), rows, items };
  };

  const apply = (name: string, call: string, second: number, request: object) =>
    createStore(table.client, table.tableName).apply(
      project(
        aChange({
          id: `e-${name}-${String(second).padStart(7, '0')}`,
          time: timeAt(second),
          name: call,
          request: { functionName: name, ...request },
        }),
      ),
      { rules: ruleSet([]), context: emptyContext, publish: () => Promise.resolve() },
    );

  beforeAll(async () => {
    table = await embeddedTable();
    table.client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        items += (answer.output as { Items?: readonly unknown[] }).Items?.length ?? 0;
        return answer;
      },
      { step: 'initialize' },
    );
    for (const [index, name] of names.entries()) {
      // Every other function gets another runtime each hour.
      const tags = { owner: 'team-a' };
      await apply(name, 'CreateFunction20150331', index * 60, { runtime: 'nodejs18.x', role: 'r', tags });
      if (index % 2 === 0) continue;
      for (let hour = 1; hour <= hours; hour += 1) {
        const runtime = hour % 2 === 0 ? 'nodejs20.x' : 'python3.12';
        await apply(name, 'UpdateFunctionConfiguration20150331v2', hour * 3600 + index * 60, { runtime });
      }
    }
  });
  afterAll(() => table.close());

  const halfWay = timeAt((hours / 2 + 0.5) * 3600);
  const changing = names.filter((_, index) => index % 2 === 1).sort();
  const others = names.filter((_, index) => index % 2 === 0).sort();

  it('is told of how it stood without what it was before and has become since', async () => {
    const stood = await ask({ at: halfWay });
    expect(stood.names).toEqual([...names].sort());
    expect(stood.rows.map(({ json }) => json['name'])).toEqual(stood.names);
    expect(stood.items / names.length).toBeLessThanOrEqual(1.2);
  });

  it.each([
    ['an owner', { owner: 'team-a' }, () => names],
    ['a runtime', { runtime: 'nodejs20.x' }, () => changing],
    ['a runtime that nothing has now', { runtime: 'python3.12' }, () => []],
    ['the beginning of a runtime', { runtime: 'nodejs*' }, () => names],
    ['a last change since a time', { since: timeAt((hours / 2) * 3600) }, () => changing],
    ['a last change before a time', { before: timeAt(3600) }, () => others],
  ] as const)('is told by %s then', async (_, narrowing, expected) => {
    const stood = await ask({ ...narrowing, at: halfWay });
    expect(stood.names).toEqual([...expected()].sort());
  });

  it('reads little beside what it tells of a runtime then', async () => {
    const stood = await ask({ runtime: 'nodejs20.x', at: halfWay });
    expect(stood.items / changing.length).toBeLessThanOrEqual(1.2);
  });

  it('tells the runtime that each had then', async () => {
    const { rows } = await ask({ at: timeAt(hours * 3600 - 1800) });
    const runtimes = rows.map(({ columns }) => columns['runtime']);
    expect(new Set(runtimes)).toEqual(new Set(['nodejs18.x', 'python3.12']));
  });

  it('reads of a function by name what it is and how it stood, and none of its other changes', async () => {
    const stood = await ask({ name: 'fn-1', at: halfWay });
    expect(stood.rows[0]?.columns['runtime']).toBe('nodejs20.x');
    expect(stood.items).toBe(2);
  });
});
