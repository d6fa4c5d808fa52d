import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogue } from '../../shared/catalogue.ts';
import { decisionChange } from '../../shared/decisions.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { intake } from '../../shared/intake.ts';
import { emptyDocument } from '../../shared/inventory/document.ts';
import { tableDefinition } from '../../shared/inventory/store/schema.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import { openDatabase } from '../../shared/local/database.ts';
import { aChange, account, functionArn, human, region, roleArnOf } from '../support/calls.ts';
import { aRun } from '../support/cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'store-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const at = (minute: number) => ({ id: `e-${minute}`, time: `2026-03-02T09:0${minute}:00Z` });

const anOpenFunction = (name: string, minute: number) => [
  aChange({
    ...at(minute),
    name: 'CreateFunction20150331',
    request: { functionName: name, role: roleArnOf(name), runtime: 'nodejs24.x' },
    response: { functionArn: functionArn(name), role: roleArnOf(name), runtime: 'nodejs24.x' },
  }),
  aChange({
    ...at(minute + 1),
    name: 'AddPermission20150331v2',
    identity: human,
    request: { functionName: name, statementId: 'open', action: 'lambda:InvokeFunction', principal: '*' },
    response: {},
  }),
];

const calls = [
  ...anOpenFunction('checkout', 1),
  // What tests decide on, so that the others find theirs as it was.
  ...anOpenFunction('demo', 5),
  aChange({
    ...at(3),
    name: 'CreateEventSourceMapping20150331',
    request: { functionName: 'checkout', eventSourceArn: `arn:aws:sqs:${region}:${account}:orders` },
    response: {
      uUID: 'm-1',
      functionArn: functionArn('checkout'),
      eventSourceArn: `arn:aws:sqs:${region}:${account}:orders`,
    },
  }),
];

beforeAll(async () => {
  const database = await openDatabase(folder);
  await database.createTable(tableDefinition('trailwarden'));
  const client = database.client();
  const publish = () => Promise.resolve();
  const options = { rules: ruleSet(catalogue), context: emptyContext, publish };
  await createStore(client, 'trailwarden').apply(calls.flatMap(intake), options);
  client.destroy();
  await database.close();
});

const findings = async (...argv: readonly string[]) => {
  const { stdout } = await aRun('findings', ...argv, '--store', folder, '--format', 'json');
  return JSON.parse(stdout) as readonly { id: string; rule: string; status: string; suppression: object | null }[];
};
const inventory = async (...argv: readonly string[]) => {
  const { stdout, stderr } = await aRun('inventory', ...argv, '--store', folder, '--format', 'json');
  expect(stderr).toBe('');
  return JSON.parse(stdout);
};

describe('findings of an inventory', () => {
  it('are listed, the active ones unless asked otherwise, and count for --fail-on', async () => {
    const listed = await findings('--resource', 'checkout');
    expect(listed.map(({ rule }) => rule)).toContain('lambda-permission-public');
    expect(listed.every(({ status }) => status === 'active')).toBe(true);
    expect(await findings('--rule', 'no-such-*')).toEqual([]);
    expect(await findings('--resource', 'checkout', '--severity', 'low')).not.toEqual([]);
    expect((await aRun('findings', '--store', folder, '--fail-on', 'low')).code).toBe(1);
    expect((await aRun('findings', '--store', folder)).code).toBe(0);
  });

  it('are accepted for a time with a reason, and closed by hand, and say so', async () => {
    const demo = ['--resource', 'demo', '--rule', 'lambda-permission-public'];
    const finding = (await findings(...demo))[0] ?? expect.fail();
    const beginning = finding.id.slice(0, 12);
    const until = ['--until', '2999-01-31', '--reason', 'a public demo'];
    expect((await aRun('findings', 'suppress', beginning, ...until, '--store', folder)).code).toBe(0);
    expect(await findings(...demo)).toEqual([]);
    expect(await findings('show', beginning)).toMatchObject([
      { status: 'suppressed', suppression: { until: '2999-01-31T00:00:00Z', reason: 'a public demo' } },
    ]);
    await aRun('findings', 'resolve', beginning, '--reason', 'taken down', '--store', folder);
    expect(await findings('show', finding.id)).toMatchObject([{ status: 'resolved', resolution: 'taken down' }]);
    const again = await aRun('findings', 'resolve', beginning, '--reason', 'x', '--store', folder);
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining('got a resolved one') });
  });

  it.each([
    ['an unknown id', ['findings', 'show', 'abcd1234']],
    ['an id that is too short', ['findings', 'show', 'ab']],
    ['a date in the past', ['findings', 'suppress', 'abcd', '--until', '2001-01-01', '--reason', 'x']],
    ['no date at all', ['findings', 'suppress', 'abcd', '--until', 'soon', '--reason', 'x']],
    ['no reason', ['findings', 'suppress', 'abcd', '--until', '2999-01-01']],
    ['an empty reason', ['findings', 'resolve', 'abcd', '--reason', ' ']],
    ['an unknown kind', ['inventory', 'funktions']],
  ])('are wrong usage with %s', async (_, argv) => {
    const { code, stdout, stderr } = await aRun(...argv, '--store', folder);
    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });
});

describe('an inventory', () => {
  it('tells functions with what stands behind them', async () => {
    expect(await inventory('functions')).toMatchObject([
      { kind: 'function', name: 'checkout', presence: 'present' },
      { kind: 'function', name: 'demo', presence: 'present' },
    ]);
    expect(await inventory('function', '--name', 'other*')).toEqual([]);
    expect(await inventory('functions', '--region', 'us-east-1')).toEqual([]);
    expect(await inventory('functions', '--account', account, '--region', region)).toHaveLength(2);
  });

  it('tells triggers and exposures of functions', async () => {
    expect(await inventory('triggers')).toMatchObject([
      { function: functionArn('checkout'), kind: 'event-source-mapping', source: expect.stringContaining(':orders') },
    ]);
    expect(await inventory('exposures', '--name', 'checkout')).toMatchObject([
      { function: functionArn('checkout'), exposure: 'any-aws-account' },
    ]);
  });

  it('tells changes in the order in which they happened, with who made them', async () => {
    const changes = await inventory('changes', '--name', 'checkout');
    const names = changes.map(({ eventName }: { eventName: string }) => eventName);
    expect(names.slice(0, 2)).toEqual(['CreateFunction20150331', 'AddPermission20150331v2']);
    expect(changes[1].actor.arn).toBe(human['arn']);
    const late = await inventory('changes', '--name', 'checkout', '--since', '2026-03-02T09:02:00Z');
    expect(late[0].eventName).toBe('AddPermission20150331v2');
  });

  it('counts what it has when asked for nothing in particular', async () => {
    expect(await inventory()).toContainEqual({ kind: 'function', count: 2 });
  });

  it('prints columns for people and for spreadsheets', async () => {
    const pretty = await aRun('inventory', 'functions', '--store', folder, '--format', 'pretty');
    expect(pretty.stdout).toMatch(/^name +runtime +role/);
    expect(pretty.stdout).toContain('nodejs24.x');
    const csv = await aRun('inventory', 'functions', '--store', folder, '--format', 'csv');
    expect(csv.stdout.split('\r\n')[1]).toMatch(/^checkout,nodejs24.x,checkout,/);
  });

  it('that is not there is a clear error', async () => {
    const { code, stderr } = await aRun('inventory', 'functions', '--store', join(folder, 'nowhere'));
    expect(code).toBe(2);
    expect(stderr).toContain('nowhere: expected a folder that `trailwarden start --store <dir>` has kept');
  });
});

describe('a decision', () => {
  it('comes after everything known of the resource, even where the clock of the one who decides is behind', () => {
    const ref = { kind: 'function', arn: functionArn('a'), name: 'a', account, region } as never;
    const head = { time: '2026-03-02T09:00:00Z', id: 'e-1' };
    const by = { name: 'ada', now: new Date('2020-01-01T00:00:00Z'), id: 'x' };
    const change = decisionChange({ ...emptyDocument(ref), head }, 'f', { kind: 'resolve', reason: 'r' }, by);
    expect([change.time, change.id > head.id]).toEqual([head.time, true]);
  });
});
