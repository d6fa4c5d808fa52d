import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type BrakeMemory, createBrake, isThrottling, type Slowed } from '../../shared/account/brake.ts';
import { collectorsOf } from '../../shared/account/collectors.ts';
import { createBrakeMemory } from '../../shared/account/sweep-memory.ts';
import type { AccountId, Arn } from '../../shared/arn.ts';
import { openGateway } from '../../shared/local/gateway.ts';
import { account, functionArn, region } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';

const memoryOf = (held = new Map<string, Slowed>()): BrakeMemory => ({
  read: async (name) => held.get(name),
  keep: async (name, slowed, unlessSince) => {
    if ((held.get(name)?.at ?? 0) >= unlessSince) throw new Error('another one has kept something');
    held.set(name, slowed);
  },
});

describe('a brake', () => {
  const minutes = 60_000;

  it('halves the pace when a call is throttled, once for all calls that were on their way', async () => {
    let time = 0;
    const brake = createBrake('lambda', undefined, () => time);
    expect(brake.share()).toBe(1);
    await brake.press();
    time += 1_000;
    await brake.press();
    expect(brake.share()).toBeCloseTo(0.5, 2);
    time += 10_000;
    await brake.press();
    expect(brake.share()).toBeCloseTo(0.25, 1);
  });

  it('recovers slowly, and never beyond what is usual', async () => {
    let time = 0;
    const brake = createBrake('lambda', undefined, () => time);
    await brake.press();
    time += minutes;
    expect(brake.share()).toBeCloseTo(0.6);
    time += 30 * minutes;
    expect(brake.share()).toBe(1);
  });

  it('does not stop altogether however long the account throttles', async () => {
    let time = 0;
    const brake = createBrake('lambda', undefined, () => time);
    for (let call = 0; call < 100; call += 1) {
      await brake.press();
      time += 6_000;
    }
    expect(brake.share()).toBeGreaterThan(1 / 20);
    expect(brake.share()).toBeLessThan(1 / 8);
  });

  it('is heard by other workers, whose calls slow down as well', async () => {
    let time = 100_000;
    const memory = memoryOf();
    const [one, other] = [createBrake('lambda', memory, () => time), createBrake('lambda', memory, () => time)];
    await other.hear();
    await one.press();
    expect(other.share()).toBe(1);
    time += 11_000;
    await other.hear();
    expect(other.share()).toBeCloseTo(one.share());
  });

  it('works alone where the memory does not answer', async () => {
    const silent: BrakeMemory = {
      read: () => Promise.reject(new Error('no table')),
      keep: () => Promise.reject(new Error('no table')),
    };
    const brake = createBrake('lambda', silent, () => 0);
    await brake.hear();
    await brake.press();
    expect(brake.share()).toBe(0.5);
  });
});

describe('what workers tell each other', () => {
  let table: EmbeddedTable;
  beforeAll(async () => {
    table = await embeddedTable();
  });
  afterAll(() => table.close());

  it('is the last slowing down, of two at once the first', async () => {
    const memory = createBrakeMemory(table.client, table.tableName);
    const name = randomUUID();
    expect(await memory.read(name)).toBeUndefined();
    await memory.keep(name, { share: 0.5, at: 100_000 }, 95_000);
    await expect(memory.keep(name, { share: 0.25, at: 100_500 }, 95_500)).rejects.toThrow();
    expect(await memory.read(name)).toEqual({ share: 0.5, at: 100_000 });
    await memory.keep(name, { share: 0.25, at: 110_000 }, 105_000);
    expect(await memory.read(name)).toEqual({ share: 0.25, at: 110_000 });
  });
});

describe('a service that throttles', () => {
  it('is called half as often by all its collectors, and what it did not answer is told', async () => {
    const gateway = await openGateway({
      account,
      allows: () => true,
      alsoNeeds: () => [],
      answer: async ({ operation }) =>
        operation === 'GetFunctionConcurrency'
          ? { status: 'error', code: 'TooManyRequestsException', message: 'Rate exceeded' }
          : { status: 'ok', body: JSON.stringify({ Tags: {} }) },
    });
    onTestFinished(() => gateway.close());
    const environment = { ...process.env };
    onTestFinished(() => {
      process.env = environment;
    });
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: gateway.endpoint,
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
    });
    const held = new Map<string, Slowed>();
    const [functions, mappings] = collectorsOf.lambda.open(region, { times: 1_000, memory: memoryOf(held) });
    const ref = {
      kind: 'function' as const,
      arn: functionArn('orders') as Arn,
      name: 'orders',
      account: account as AccountId,
      region,
    };
    const readAt = new Date('2026-03-02T09:00:00Z');
    const tags = await functions?.observe(ref, readAt, ['tags']);
    expect(tags?.failed).toEqual([]);
    expect(await mappings?.share()).toBe(1);
    const observed = await functions?.observe(ref, readAt, ['tags', 'reservedConcurrency']);
    expect(observed?.failed).toEqual(['reservedConcurrency']);
    expect(await mappings?.share()).toBeCloseTo(0.5, 1);
    expect([...held.keys()]).toEqual([`function#${region}`]);
  });

  it.each(['ThrottlingException', 'TooManyRequestsException', 'RequestLimitExceeded', 'SlowDown', 'Throttling'])(
    'says %s',
    (name) => expect(isThrottling(Object.assign(new Error('no'), { name }))).toBe(true),
  );

  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'InternalFailure'])('does not mean %s', (name) => {
    expect(isThrottling(Object.assign(new Error('no'), { name }))).toBe(false);
  });
});
