import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { beatTag } from '../../shared/beat/beat.ts';
import { catalogue } from '../../shared/catalogue.ts';
import { sourceVersion } from '../../shared/doctor/version.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { intake } from '../../shared/intake.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import { createWatcher } from '../../shared/lane/watch.ts';
import type { Gateway } from '../../shared/local/gateway.ts';
import { aRecord, changeOf, functionArn, human, region, roleArnOf } from '../support/calls.ts';
import { aRun } from '../support/cli.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';
import {
  findingsTopic,
  healthyAccount,
  laneDeadLetters,
  laneFunction,
  notForwarded,
  type SimulatedAccount,
  serveAccount,
  sweepDeadLetters,
} from '../support/simulated-account.ts';

let table: EmbeddedTable;
let account: SimulatedAccount;
let gateway: Gateway;

const beats = async (time: string): Promise<void> => {
  const request = { resource: laneFunction, tags: { [beatTag]: time } };
  const beat = aRecord({ id: `beat-${time}`, time, name: 'TagResource20170331v2', request });
  await createStore(table.client, table.tableName).apply(intake(changeOf(beat)), options);
};

beforeAll(async () => {
  table = await embeddedTable();
});
afterAll(() => table.close());

beforeEach(async () => {
  await beats(minutesAgo(3));
  account = healthyAccount(sourceVersion());
  gateway = await serveAccount(account, table.endpoint);
  vi.stubEnv('AWS_ENDPOINT_URL', gateway.endpoint);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'operator');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await gateway.close();
});

interface Line {
  readonly about: string;
  readonly subject: string;
  readonly status: string;
  readonly severity: string;
  readonly message: string;
  readonly remedy: string | null;
}

const doctor = async (...argv: readonly string[]) => {
  const { code, stdout, stderr } = await aRun('doctor', '--region', region, '--format', 'jsonl', ...argv);
  const lines = stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  return { code, stderr, lines, bad: lines.filter(({ status }) => status !== 'ok') };
};

const minutesAgo = (minutes: number): string =>
  `${new Date(Date.now() - minutes * 60_000).toISOString().slice(0, 19)}Z`;

const opened = (name: string, id: string, minutes: number) =>
  aRecord({
    id,
    time: minutesAgo(minutes),
    name: 'AddPermission20150331v2',
    identity: human,
    request: { functionName: name, statementId: 'open', action: 'lambda:InvokeFunction', principal: '*' },
    response: {},
  });
const created = (name: string, id: string, minutes: number) =>
  aRecord({
    id,
    time: minutesAgo(minutes),
    name: 'CreateFunction20150331',
    request: { functionName: name, role: roleArnOf(name), runtime: 'nodejs24.x' },
    response: { functionArn: functionArn(name), role: roleArnOf(name), runtime: 'nodejs24.x' },
  });

const options = { rules: ruleSet(catalogue), context: emptyContext, publish: () => Promise.resolve() };

describe('the doctor', () => {
  it('finds nothing wrong with an account that delivers everything', async () => {
    const { code, lines, bad } = await doctor('--fail-on', 'low');
    expect(bad).toEqual([]);
    expect(code).toBe(0);
    expect(new Set(lines.map(({ about }) => about))).toEqual(
      new Set(['trail', 'rules', 'function', 'version', 'queue', 'subscription', 'beat', 'arrival']),
    );
  });

  it('says that no trail logs here, and how to have one', async () => {
    account.trails.length = 0;
    const { code, bad } = await doctor('--fail-on', 'critical');
    expect(code).toBe(1);
    expect(bad.map(({ about, subject, status }) => [about, subject, status])).toEqual([
      ['trail', region, 'wrong'],
      ['trail', 'us-east-1', 'wrong'],
    ]);
    expect(bad[0]?.remedy).toContain('aws cloudtrail create-trail');
  });

  it.each([
    ['is not logging', { logging: false }, 'start-logging'],
    [
      'leaves out',
      { selectors: { EventSelectors: [{ IncludeManagementEvents: true, ReadWriteType: 'ReadOnly' }] } },
      'put-event-selectors',
    ],
    [
      'leaves out',
      { selectors: { AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }] } },
      'put-event-selectors',
    ],
  ])('says of a trail that it %s, with the command that mends it', async (why, state, command) => {
    const [trail] = account.trails;
    if (trail) Object.assign(trail, state);
    const { bad } = await doctor('--events', '0');
    expect(bad[0]).toMatchObject({ about: 'trail', status: 'wrong', severity: 'critical' });
    expect(bad[0]?.message).toContain(why);
    expect(bad[0]?.remedy).toContain(command);
  });

  it('is content with one good trail beside one that is off, and tells which services all of them leave out', async () => {
    account.trails.push({ name: 'old', logging: false, selectors: {} });
    Object.assign(account.trails[0] ?? {}, {
      selectors: {
        EventSelectors: [
          {
            IncludeManagementEvents: true,
            ReadWriteType: 'WriteOnly',
            ExcludeManagementEventSources: ['kms.amazonaws.com'],
          },
        ],
      },
    });
    const { bad } = await doctor('--events', '0');
    expect(bad.map(({ severity, message }) => [severity, message])).toEqual([
      ['medium', 'every trail leaves out kms.amazonaws.com'],
      ['medium', 'every trail leaves out kms.amazonaws.com'],
    ]);
  });

  it('does not take a refusal for health', async () => {
    account.refused.add('cloudtrail:GetTrailStatus');
    account.refused.add('lambda:GetFunctionConcurrency');
    const { code, bad } = await doctor('--events', '0', '--fail-on', 'critical');
    expect(code).toBe(1);
    expect(bad.map(({ about, status }) => [about, status])).toEqual([
      ['trail', 'unknown'],
      ['trail', 'unknown'],
      ['function', 'unknown'],
    ]);
    expect(bad[0]?.remedy).toBe('allow cloudtrail:GetTrailStatus');
  });

  it('names each rule that is off, and what is missed by that', async () => {
    account.ruleState.home.State = 'DISABLED';
    const { bad } = await doctor('--events', '0');
    expect(bad[0]).toMatchObject({ about: 'rules', message: expect.stringContaining('is switched off') });
    expect(bad[0]?.remedy).toContain('aws events enable-rule');
    expect(bad.at(-1)?.message).toMatch(/no rule lets through \d+ of the calls that this version reads: .+ more/);
  });

  it('notices rules that ask for no reads any more', async () => {
    account.ruleState.home.State = 'ENABLED';
    const { bad } = await doctor('--events', '0');
    expect(bad).toMatchObject([
      { about: 'rules', message: expect.stringMatching(/no rule lets through \d+ .+:(?:Get|List|Describe)/) },
    ]);
  });

  it('looks for the rules that hand on what IAM records in us-east-1', async () => {
    account.ruleState.forwarding.State = 'DISABLED';
    const { bad } = await doctor('--events', '0');
    expect(new Set(bad.map(({ about, subject }) => `${about} ${subject.includes('us-east-1')}`))).toEqual(
      new Set(['rules true']),
    );
    expect(bad.at(-1)?.message).toContain('iam:');
  });

  it('says that a stack is not there', async () => {
    const { bad } = await doctor('--stack', 'Elsewhere');
    expect(bad).toMatchObject([{ about: 'deployment', status: 'wrong', remedy: 'npm run deploy' }]);
  });

  it('tells dead letters, subscriptions that nobody confirmed, another version and what can not run', async () => {
    account.waiting.set(laneDeadLetters, 3);
    account.subscriptions.splice(0, 1, { protocol: 'email', endpoint: 'ops@example.com', arn: 'PendingConfirmation' });
    account.deployed.version = '0.0.9+000000000000';
    account.deployed.reserved = 0;
    account.mapping.State = 'Disabled';
    const { bad } = await doctor('--events', '0');
    const remedies = Object.fromEntries(bad.map(({ about, remedy }) => [about, remedy]));
    expect(remedies).toMatchObject({
      function: expect.stringContaining('delete-function-concurrency'),
      version: 'npm run deploy',
      subscription: expect.stringContaining(`aws sns subscribe --topic-arn ${findingsTopic}`),
    });
    expect(bad.map(({ message }) => message).join('\n')).toMatch(/mapping that works it off is Disabled/);
    expect(bad.map(({ message }) => message).join('\n')).toMatch(/3 could not be processed/);
    expect(bad.map(({ remedy }) => remedy).join('\n')).toContain(
      `aws sqs start-message-move-task --source-arn ${laneDeadLetters}`,
    );
  });

  it('looks into every dead-letter queue of the stack, here and where records are handed on', async () => {
    account.waiting.set(sweepDeadLetters, 1);
    account.waiting.set(notForwarded, 2);
    const { bad } = await doctor('--events', '0');
    expect(bad.map(({ subject, remedy }) => [subject, remedy?.includes(`--source-arn ${subject}`)])).toEqual([
      [notForwarded, true],
      [sweepDeadLetters, true],
    ]);
  });

  it('misses a beat that has not come back', async () => {
    account.deployed.tagged = functionArn('never-tagged');
    const { bad } = await doctor('--events', '0');
    expect(bad).toMatchObject([
      {
        about: 'beat',
        subject: functionArn('never-tagged'),
        severity: 'critical',
        message: 'no beat has ever come back',
      },
    ]);
  });

  it('finds what was recorded and never arrived, and hands it to the lane, which finds what is wrong with it', async () => {
    const store = createStore(table.client, table.tableName);
    const name = 'missed';
    const arrived = created(name, 'e-1', 60);
    await store.apply(intake(changeOf(arrived)), options);
    account.history.push(
      opened(name, 'e-2', 30),
      arrived,
      aRecord({ id: 'e-0', name: 'Unread', time: minutesAgo(90) }),
    );

    const { bad } = await doctor();
    expect(bad).toMatchObject([
      {
        about: 'arrival',
        subject: region,
        message: expect.stringMatching(/^1 of 2 recorded calls .* the oldest lambda:AddPermission at /),
        remedy: expect.stringContaining('trailwarden doctor --backfill --since'),
      },
    ]);
    expect(account.sent).toEqual([]);

    expect((await doctor('--backfill')).bad).toEqual([]);
    expect(account.sent.map(({ queue }) => queue.split('/').at(-1))).toEqual(['Trailwarden-Lane']);
    const watch = createWatcher({
      apply: (changes) => store.apply(changes, options),
      tell: () => Promise.resolve(),
      hydrate: () => Promise.resolve(),
      putAway: () => Promise.resolve(),
      log: jsonLog(() => {}),
    });
    expect(await watch(account.sent.map(({ body }, index) => ({ messageId: String(index), body })))).toEqual([]);
    const document = await store.resource(functionArn(name) as never);
    expect(Object.values(document?.findings ?? {}).map(({ rule }) => rule)).toContain('lambda-permission-public');
    expect((await doctor()).bad).toEqual([]);
  });

  it('leaves what may still be under way alone', async () => {
    account.history.push(opened('young', 'e-9', 1));
    const asked = await doctor();
    expect(asked.bad).toEqual([]);
  });

  it('wants a time that CloudTrail still remembers, and credentials', async () => {
    expect((await doctor('--since', '2020-01-01')).code).toBe(2);
    vi.stubEnv('AWS_REGION', '');
    vi.stubEnv('AWS_DEFAULT_REGION', '');
    const { code, stderr } = await aRun('doctor');
    expect(code).toBe(2);
    expect(stderr).toContain('--region');
  });
});
