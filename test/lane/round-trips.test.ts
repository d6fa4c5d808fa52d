import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHydration } from '../../shared/account/hydrate.ts';
import type { Arn } from '../../shared/arn.ts';
import { catalogue } from '../../shared/catalogue.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import type { Transition } from '../../shared/engine/finding.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import { type ReadableKind, whenLacking } from '../../shared/lane/readable.ts';
import { createWatcher } from '../../shared/lane/watch.ts';
import { account, aRecord, functionArn, region, roleArnOf } from '../support/calls.ts';
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

const names = Array.from({ length: 10 }, (_, index) => `orders-${index}`);
const may = {
  Effect: 'Allow',
  Action: 'dynamodb:PutItem',
  Resource: `arn:aws:dynamodb:${region}:${account}:table/orders`,
};

const building = names.flatMap((name, index) => [
  aRecord({
    id: `role-${index}`,
    source: 'iam',
    name: 'CreateRole',
    request: { roleName: name, assumeRolePolicyDocument: '{"Version":"2012-10-17","Statement":[]}' },
  }),
  aRecord({
    id: `policy-${index}`,
    time: '2026-03-02T09:00:01Z',
    source: 'iam',
    name: 'PutRolePolicy',
    request: {
      roleName: name,
      policyName: 'own',
      policyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [may] }),
    },
  }),
  aRecord({
    id: `function-${index}`,
    time: '2026-03-02T09:00:02Z',
    name: 'CreateFunction20150331',
    request: {
      functionName: name,
      runtime: 'nodejs24.x',
      handler: 'index.handler',
      role: roleArnOf(name),
      code: { s3Bucket: 'releases', s3Key: 'one.zip' },
    },
    response: { functionArn: functionArn(name), role: roleArnOf(name), codeSha256: 'one' },
  }),
]);

const releasing = names.map((name, index) =>
  aRecord({
    id: `release-${index}`,
    time: '2026-03-02T10:00:00Z',
    name: 'UpdateFunctionCode20150331v2',
    request: { functionName: name, s3Bucket: 'releases', s3Key: 'two.zip', dryRun: false },
    response: { functionArn: functionArn(name), role: roleArnOf(name), runtime: 'nodejs24.x', codeSha256: 'two' },
  }),
);

describe('the hot path', () => {
  it('takes ten records that change nothing risky in two round trips, and reads nothing in the account', async () => {
    const store = createStore(table.client, table.tableName);
    const context = { ...emptyContext, deployRoles: ['deploy'], deployBuckets: ['releases'] };
    const published: string[] = [];
    const options = {
      rules: ruleSet(catalogue),
      context,
      publish: async (transitions: readonly Transition[]) => {
        published.push(...transitions.map(({ finding }) => finding.rule));
      },
    };
    const lines: string[] = [];
    const reads: string[] = [];
    const apply = (changes: readonly ResourceChange[]) => store.apply(changes, options);
    const reader = (kind: ReadableKind) =>
      whenLacking(kind, { account, region }, async () => ({
        lacks: () => true,
        read: async ({ name }) => {
          reads.push(`${kind} ${name}`);
          return { change: undefined, denied: [], failed: [] };
        },
      }));
    const hydrate = createHydration({
      kinds: { function: reader('function'), role: reader('role'), 'managed-policy': reader('managed-policy') },
      rules: ruleSet(catalogue),
      now: () => new Date('2026-03-02T10:00:05Z'),
      apply,
      resource: store.resource,
    });
    const watch = createWatcher({
      apply,
      tell: async () => {},
      hydrate,
      putAway: async () => {},
      log: jsonLog((line) => lines.push(line)),
    });
    expect(await watch(messages(building))).toEqual([]);
    reads.length = 0;
    published.length = 0;
    roundTrips.count = 0;
    expect(await watch(messages(releasing))).toEqual([]);
    expect(roundTrips.count).toBe(2);
    expect({ reads, published, lines }).toEqual({ reads: [], published: [], lines: [] });
    expect((await store.resource(functionArn('orders-3') as Arn))?.facets['code']).toMatchObject({
      value: { sha256: 'two' },
    });
  });
});
