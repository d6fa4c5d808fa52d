import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { createStore } from '../../shared/inventory/store.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import { createWatcher } from '../../shared/lane/watch.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { account, aRecord, functionArn, region } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';

let table: EmbeddedTable;

/** A round trip begins when nothing is under way: what is sent together counts once. */
const roundTrips = { count: 0, underWay: 0 };

beforeAll(async () => {
  table = await embeddedTable();
  table.client.middlewareStack.add(
    (next) => async (sent) => {
      if (roundTrips.underWay === 0) roundTrips.count += 1;
      roundTrips.underWay += 1;
      try {
        return await next(sent);
      } finally {
        roundTrips.underWay -= 1;
      }
    },
    { step: 'finalizeRequest', name: 'countRoundTrips' },
  );
});

afterAll(() => table.close());

const messages = (records: readonly object[]) =>
  records.map((detail, index) => ({
    messageId: `m${index}`,
    body: JSON.stringify({
      source: 'aws.lambda',
      'detail-type': 'AWS API Call via CloudTrail',
      account,
      region,
      detail,
    }),
  }));

describe('the hot path', () => {
  it('takes ten records that change nothing risky in two round trips', async () => {
    const store = createStore(table.client, table.tableName);
    const options = {
      rules: ruleSet(rules),
      context: { ...emptyContext, deployRoles: ['deploy'] },
      publish: async () => {},
    };
    const failures: string[] = [];
    const watch = createWatcher({
      apply: (changes) => store.apply(changes, options),
      log: jsonLog((line) => failures.push(line)),
    });
    const names = Array.from({ length: 10 }, (_, index) => `orders-${index}`);
    const created = names.map((name, index) =>
      aRecord({
        id: `created-${index}`,
        name: 'CreateFunction20150331',
        request: { functionName: name, runtime: 'nodejs24.x', handler: 'index.handler', code: {} },
        response: { functionArn: functionArn(name), codeSha256: 'one' },
      }),
    );
    const tagged = names.map((name, index) =>
      aRecord({
        id: `tagged-${index}`,
        time: '2026-03-02T10:00:00Z',
        name: 'TagResource20170331v2',
        request: { resource: functionArn(name), tags: { team: 'checkout' } },
      }),
    );
    expect(await watch(messages(created))).toEqual([]);
    roundTrips.count = 0;
    expect(await watch(messages(tagged))).toEqual([]);
    expect(roundTrips.count).toBe(2);
    expect(failures).toEqual([]);
    expect((await store.resource(functionArn('orders-3') as never))?.facets['tags']).toMatchObject({
      value: { team: 'checkout' },
    });
  });
});
