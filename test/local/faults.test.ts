import { UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { JsonObject } from '../../shared/json.ts';
import type { Assembly } from '../../shared/local/assembly.ts';
import { aRecord, functionArn, human } from '../support/calls.ts';
import { aLocalCloud, type Fault, synthesizedAssembly } from '../support/local-cloud.ts';
import { aSlack } from '../support/slack.ts';

// Real bundles on embedded parts, in an account where calls go wrong.

let assembly: Assembly;
let slack: Awaited<ReturnType<typeof aSlack>>;
beforeAll(async () => {
  assembly = await synthesizedAssembly();
  slack = await aSlack();
}, 120_000);
afterAll(async () => {
  await slack.close();
});

const running = async (fault?: Fault) => {
  slack.calls.length = 0;
  slack.answers.length = 0;
  const cloud = await aLocalCloud(assembly, { slack: slack.api, ...(fault === undefined ? {} : { fault }) });
  onTestFinished(() => cloud.close());
  return cloud;
};

let ids = 0;
const anId = (): string => {
  ids += 1;
  return `00000000-0000-4000-8000-${String(ids).padStart(12, '0')}`;
};

/** A function that everybody may invoke from now on. */
const opening = (name: string, more: JsonObject = {}): JsonObject => ({
  ...aRecord({
    id: anId(),
    name: 'AddPermission20150331v2',
    identity: human,
    request: { functionName: name, statementId: 'open', action: 'lambda:InvokeFunction', principal: '*' },
    response: {
      statement: JSON.stringify({
        Sid: 'open',
        Effect: 'Allow',
        Principal: '*',
        Action: 'lambda:InvokeFunction',
        Resource: functionArn(name),
      }),
    },
  }),
  ...more,
});

const publicFinding = (name: string): string => `lambda-permission-public ${name}`;

const limit = { timeout: 60_000 };

/** A fault for the first so many calls that it concerns. */
const atFirst = (times: number, fault: (operation: string, service: string) => ReturnType<Fault>) => {
  const state = { left: times, met: 0 };
  const meet: Fault = ({ operation, service }) => {
    const answer = state.left > 0 ? fault(operation, service) : undefined;
    if (answer === undefined) return undefined;
    state.left -= 1;
    state.met += 1;
    return answer;
  };
  return { state, meet };
};

const throttled = (operation: string, service: string): ReturnType<Fault> =>
  service === 'dynamodb' && /^(?:BatchGetItem|PutItem|BatchWriteItem)$/.test(operation)
    ? {
        status: 'error',
        code: 'ProvisionedThroughputExceededException',
        message: 'the level of throughput is exceeded',
      }
    : undefined;

const refusing = (_: string, service: string): ReturnType<Fault> =>
  service === 'sns' ? { status: 'error', code: 'AuthorizationError', message: 'not authorized to Publish' } : undefined;

const told = (emails: readonly string[], name: string): number => emails.filter((text) => text.includes(name)).length;

describe('a table that throttles', () => {
  it('for some calls delays and loses nothing', limit, async () => {
    const { state, meet } = atFirst(4, throttled);
    const cloud = await running(meet);
    await cloud.feed(opening('one'), opening('two'));
    expect(state.met).toBe(4);
    expect(cloud.deadLetters()).toEqual([]);
    expect(await cloud.findings()).toEqual(expect.arrayContaining([publicFinding('one'), publicFinding('two')]));
    expect([told(cloud.emails, 'function one'), told(cloud.emails, 'function two')]).toEqual([1, 1]);
  });

  it('for good leaves every record in the dead-letter queue with the reason, to be fed again', limit, async () => {
    const { state, meet } = atFirst(Number.POSITIVE_INFINITY, throttled);
    const cloud = await running(meet);
    await cloud.feed(opening('one'), opening('two'));
    const [one, ...more] = cloud.deadLetters();
    expect(one).toMatch(/^WatchFunctions: .*throughput/);
    expect(more).toEqual([one]);
    expect(cloud.emails).toEqual([]);
    state.left = 0;
    await cloud.redrive();
    expect(cloud.deadLetters()).toEqual([]);
    expect(await cloud.findings()).toEqual(expect.arrayContaining([publicFinding('one'), publicFinding('two')]));
    expect([told(cloud.emails, 'function one'), told(cloud.emails, 'function two')]).toEqual([1, 1]);
  });
});

describe('a topic that refuses', () => {
  it('keeps the inventory, holds up nobody, and tells everything once when it takes again', limit, async () => {
    const { state, meet } = atFirst(Number.POSITIVE_INFINITY, refusing);
    const cloud = await running(meet);
    const quiet = aRecord({
      id: anId(),
      name: 'TagResource20170331v2',
      request: { resource: functionArn('calm'), tags: { owner: 'shop' } },
    });
    await cloud.feed(opening('one'), quiet);
    expect(cloud.deadLetters()).toEqual([expect.stringMatching(/^WatchFunctions: the topic .* not authorized/)]);
    expect(await cloud.findings()).toContain(publicFinding('one'));
    expect(cloud.emails).toEqual([]);
    state.left = 0;
    await cloud.redrive();
    expect(cloud.deadLetters()).toEqual([]);
    expect(told(cloud.emails, 'function one')).toBe(1);
    await cloud.feed(quiet);
    expect(told(cloud.emails, 'function one')).toBe(1);
  });
});

describe('a function that dies', () => {
  const watcher = () => {
    const found = assembly.stacks
      .flatMap((stack) => stack.ofType('AWS::Lambda::Function'))
      .find(({ id }) => id.startsWith('WatchFunctions'));
    if (found === undefined) throw new Error('no such function');
    return found.id;
  };

  it('between writing and publishing is followed by one that tells everything once', limit, async () => {
    let deaths = 0;
    const cloud = await running(({ operation, input }) => {
      // The first claim of a notification comes after everything is written.
      if (deaths > 0 || operation !== 'PutItem' || !JSON.stringify(input).includes('SENT#topic#')) return undefined;
      deaths += 1;
      cloud.kill(watcher());
      return { status: 'error', code: 'InternalServerError', message: 'nobody is there to read this' };
    });
    await cloud.feed(opening('one'));
    expect(deaths).toBe(1);
    expect(cloud.deadLetters()).toEqual([]);
    expect(await cloud.findings()).toContain(publicFinding('one'));
    expect(told(cloud.emails, 'function one')).toBe(1);
  });

  it('with its claim in hand is followed by one that waits for the claim to run out', limit, async () => {
    const claims: string[] = [];
    let dead = false;
    const cloud = await running(async ({ service, operation, input }) => {
      const { pk } = (input['Item'] ?? {}) as { readonly pk?: { readonly S: string } };
      if (operation === 'PutItem' && pk?.S.startsWith('SENT#topic#') && !claims.includes(pk.S)) claims.push(pk.S);
      if (service === 'sns' && !dead) {
        dead = true;
        cloud.kill(watcher());
        return { status: 'error', code: 'InternalFailure', message: 'nobody is there to read this' };
      }
      // A queue hands a message out again after longer than a claim lasts; here it does so at once.
      if (dead && operation === 'BatchGetItem') for (const claim of claims.splice(0)) await expire(claim);
      return undefined;
    });
    const expire = (pk: string) =>
      cloud.client.send(
        new UpdateItemCommand({
          TableName: cloud.tableName,
          Key: { pk: { S: pk }, sk: { S: 'SENT' } },
          UpdateExpression: 'SET #lease = :past',
          ExpressionAttributeNames: { '#lease': 'lease' },
          ExpressionAttributeValues: { ':past': { N: '0' } },
        }),
      );
    await cloud.feed(opening('one'));
    expect(dead).toBe(true);
    expect(cloud.deadLetters()).toEqual([]);
    expect(told(cloud.emails, 'function one')).toBe(1);
  });
});

describe('Slack', () => {
  const posts = () => slack.calls.filter(({ path }) => path.endsWith('chat.postMessage'));
  const about = (name: string) => posts().filter(({ body }) => JSON.stringify(body).includes(name));

  it('that answers 429 and 500 is told after as long as it asks for', limit, async () => {
    const cloud = await running();
    slack.answers.push({ status: 429, headers: { 'retry-after': '1' }, body: '' }, { status: 500, body: 'oh no' });
    const began = Date.now();
    await cloud.feed(opening('one'));
    expect(Date.now() - began).toBeGreaterThan(1_000);
    expect(cloud.deadLetters()).toEqual([]);
    expect(new Set(about('one').map(({ body }) => JSON.stringify(body))).size).toBeLessThan(about('one').length);
  });

  it(
    'that is broken for good leaves notifications in the dead-letter queue, and each is told once later',
    limit,
    async () => {
      const cloud = await running();
      slack.answers.push(...Array.from({ length: 400 }, () => ({ status: 403, body: 'invalid_auth' })));
      await cloud.feed(opening('one'));
      const dead = cloud.deadLetters();
      expect(dead.length).toBeGreaterThan(0);
      for (const reason of dead) expect(reason).toMatch(/^Slack: .*Slack/);
      expect(told(cloud.emails, 'function one')).toBe(1);
      slack.answers.length = 0;
      slack.calls.length = 0;
      await cloud.redrive();
      expect(cloud.deadLetters()).toEqual([]);
      expect(told(cloud.emails, 'function one')).toBe(1);
      const texts = posts().map(({ body }) => JSON.stringify(body));
      expect(texts.length).toBeGreaterThan(0);
      expect(new Set(texts).size).toBe(texts.length);
    },
  );
});

describe('a record', () => {
  it('whose policy is not JSON is an unknown, and its neighbours are judged', limit, async () => {
    const cloud = await running();
    const broken = opening('broken', { responseElements: { statement: '{"Sid":"open","Eff' } });
    await cloud.feed(broken, opening('one'));
    expect(cloud.deadLetters()).toEqual([]);
    expect(await cloud.findings()).toEqual(
      expect.arrayContaining([publicFinding('one'), `${publicFinding('broken')}: unknown`]),
    );
  });

  it('that is cut off is put away with the reason, and its neighbours are judged', limit, async () => {
    const cloud = await running();
    const lane = cloud.lanes.find(({ name }) => name === 'WatchFunctions');
    const whole = JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', detail: opening('half') });
    await lane?.queue.send({ messageId: 'half', body: whole.slice(0, whole.length / 2) });
    await cloud.feed(opening('one'), opening('timeless', { eventTime: 'hunter2' }));
    expect(cloud.deadLetters()).toEqual([
      'WatchFunctions: message: expected an event as JSON',
      expect.stringMatching(/^WatchFunctions: eventTime: expected/),
    ]);
    expect(await cloud.findings()).toContain(publicFinding('one'));
    expect(cloud.logged.join()).not.toContain('hunter2');
  });

  it('of an unknown version is read as far as it is understood', limit, async () => {
    const cloud = await running();
    await cloud.feed(opening('one', { eventVersion: '9.42', somethingNew: { a: 1 } }));
    expect(cloud.deadLetters()).toEqual([]);
    expect(await cloud.findings()).toContain(publicFinding('one'));
  });
});
