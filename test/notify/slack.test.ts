import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Finding, Transition, TransitionKind } from '../../shared/engine/finding.ts';
import type { Json } from '../../shared/json.ts';
import { digestMessage, digestsOf } from '../../shared/notify/digest.ts';
import { stepMessage } from '../../shared/notify/message.ts';
import { createSlackSubscriber } from '../../shared/notify/slack.ts';
import type { SlackTarget } from '../../shared/notify/slack-api.ts';
import { digestBlocks, stepBlocks } from '../../shared/notify/slack-blocks.ts';
import { parseSlackSecret } from '../../shared/notify/slack-secret.ts';
import { clipped, escaped } from '../../shared/notify/slack-text.ts';
import { tellEach } from '../../shared/notify/tell-each.ts';
import { functionArn } from '../support/calls.ts';
import { type EmbeddedTable, embeddedTable } from '../support/embedded.ts';
import { aFinding, aTransition } from '../support/findings.ts';
import { aSlack } from '../support/slack.ts';

let table: EmbeddedTable;
let slack: Awaited<ReturnType<typeof aSlack>>;
beforeAll(async () => {
  table = await embeddedTable();
  slack = await aSlack();
});
afterAll(async () => {
  await slack.close();
  await table.close();
});
beforeEach(() => {
  slack.calls.length = 0;
  slack.answers.length = 0;
});

const now = () => new Date('2026-03-02T10:00:00Z');
const subscriber = (target: SlackTarget, patience = 300) =>
  createSlackSubscriber({ target, dynamo: table.client, tableName: table.tableName, now, patience });
const webhook = () => subscriber({ kind: 'webhook', url: slack.webhook });
const bot = () => subscriber({ kind: 'bot', token: 'xoxb-secret', channel: 'C1', api: slack.api });

const messageOf = (transition: Transition): Json => JSON.parse(JSON.parse(stepMessage(transition).Message).default);

/** Steps in the life of one finding of a function that no other test knows. */
const aLife = () => {
  const name = randomUUID();
  const resource = { ...aFinding().resource, name, arn: functionArn(name) };
  return (kind: TransitionKind, minute: number, overrides: Partial<Finding> = {}): Transition => {
    const step = aTransition(kind, { resource, ...overrides });
    return { ...step, id: randomUUID(), time: `2026-03-02T09:${String(minute).padStart(2, '0')}:00Z` };
  };
};

describe('the rendering', () => {
  it('says what, why here, who, what to do, and how to accept', () => {
    const text = JSON.stringify(stepBlocks(aTransition()));
    for (const part of [
      'statement open allows lambda:InvokeFunction to every principal',
      'its role checkout: can do everything',
      'user/mallory',
      '```\\naws lambda remove-permission',
      'trailwarden findings suppress',
      'team-shop',
    ]) {
      expect(text).toContain(part);
    }
  });

  it('lets no name become a mention or a link', () => {
    const message = stepBlocks(aTransition('opened', { title: 'a <!channel>', message: '<https://evil|ok> & <@U1>' }));
    expect(message.text).toContain('a &lt;!channel&gt;');
    const blocks = message.attachments?.[0]?.blocks ?? [];
    const mrkdwn = JSON.stringify(blocks.filter(({ type }) => type !== 'header'));
    expect(mrkdwn).toContain('&lt;https://evil|ok&gt; &amp; &lt;@U1&gt;');
    expect(mrkdwn).not.toMatch(/<[!@h]/);
  });

  it('stays within the limits of Block Kit, however long a finding is', () => {
    const long = '<"&'.repeat(5_000);
    const { attachments } = stepBlocks(
      aTransition('opened', { message: long, remediation: `aws ${long}`, title: long }),
    );
    const blocks = attachments?.[0]?.blocks ?? [];
    expect(blocks.length).toBeLessThanOrEqual(50);
    for (const block of blocks) {
      if (block.type === 'header') expect(block.text.text.length).toBeLessThanOrEqual(150);
      if (block.type !== 'section') continue;
      expect(block.text?.text.length ?? 0).toBeLessThanOrEqual(3_000);
      expect(block.fields?.length ?? 0).toBeLessThanOrEqual(10);
    }
  });

  it('is green without a remedy once the finding is resolved', () => {
    const step = aTransition('resolved', { status: 'resolved', resolution: 'the cause is gone' });
    const [attachment] = stepBlocks(step).attachments ?? [];
    expect(attachment?.color).toBe('#188038');
    expect(JSON.stringify(attachment)).not.toContain('remove-permission');
    expect(JSON.stringify(attachment)).toContain('resolved: the cause is gone');
  });

  it('tells all of a digest', () => {
    const steps = Array.from({ length: 120 }, (_, n) =>
      aTransition('opened', { key: `k${n}`, message: `m${n} ${'x'.repeat(250)}` }),
    );
    const [digest] = digestsOf(steps);
    const json = JSON.parse(JSON.parse(digestMessage(digest ?? expect.fail()).Message).default);
    const { attachments } = digestBlocks(json);
    const text = JSON.stringify(attachments);
    for (let n = 0; n < 120; n += 1) expect(text).toContain(`m${n} `);
    expect(attachments?.[0]?.blocks.length).toBeLessThanOrEqual(50);
  });

  it('never cuts an entity or a character in half', () => {
    expect(clipped(escaped('abc<def'), 6)).toBe('abc…');
    expect(clipped('ab😀cd', 4)).toBe('ab…');
  });
});

describe('a webhook', () => {
  it('is told each step once', async () => {
    const message = messageOf(aLife()('opened', 1));
    await webhook()(message);
    await webhook()(message);
    expect(slack.calls.map(({ path }) => path)).toEqual(['/services/T0/B0/secret']);
    expect(slack.calls[0]?.body['attachments']).toHaveLength(1);
  });

  it('that says "too many" is asked again when it says so', async () => {
    slack.answers.push({ status: 429, headers: { 'retry-after': '0.1' }, body: 'rate limited' });
    const began = performance.now();
    await webhook()(messageOf(aLife()('opened', 1)));
    expect(slack.calls).toHaveLength(2);
    expect(performance.now() - began).toBeGreaterThan(90);
  });

  it('that asks for more patience than there is gets the message again from the queue', async () => {
    const message = messageOf(aLife()('opened', 1));
    slack.answers.push({ status: 429, headers: { 'retry-after': '30' }, body: 'rate limited' });
    await expect(webhook()(message)).rejects.toMatchObject({ code: 'unavailable' });
    await webhook()(message);
    expect(slack.calls).toHaveLength(2);
  });

  it('that keeps breaking is given up for now, and nothing is lost', async () => {
    const message = messageOf(aLife()('opened', 1));
    const patient = subscriber({ kind: 'webhook', url: slack.webhook }, 10_000);
    slack.answers.push(
      ...Array.from({ length: 4 }, () => ({ status: 500, body: 'oh', headers: { 'retry-after': '0' } })),
    );
    await expect(patient(message)).rejects.toThrow('Slack answered 500, 4 times');
    await patient(message);
    expect(slack.calls).toHaveLength(5);
  });

  it('that is gone is a clear error at once, which does not tell its address', async () => {
    slack.answers.push({ status: 404, body: 'no_service' });
    const thrown = await webhook()(messageOf(aLife()('opened', 1))).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ code: 'not-found', message: 'Slack refused a message with 404: no_service' });
    expect(slack.calls).toHaveLength(1);
  });

  it('that nobody answers at is unavailable', async () => {
    const nowhere = subscriber({ kind: 'webhook', url: 'http://127.0.0.1:9/x' }, 0);
    await expect(nowhere(messageOf(aLife()('opened', 1)))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('a bot', () => {
  it('keeps one thread a resource, and edits the message of a finding', async () => {
    const step = aLife();
    const tell = bot();
    await tell(messageOf(step('opened', 1)));
    await tell(messageOf(step('opened', 2, { key: 'another' })));
    await tell(messageOf(step('resolved', 3, { status: 'resolved', resolution: 'the cause is gone' })));
    expect(slack.calls.map(({ path, body }) => [path, body['thread_ts'] ?? body['ts'] ?? null])).toEqual([
      ['/api/chat.postMessage', null],
      ['/api/chat.postMessage', 'ts-1'],
      ['/api/chat.update', 'ts-1'],
      ['/api/chat.postMessage', 'ts-1'],
    ]);
    expect(slack.calls[0]?.headers.authorization).toBe('Bearer xoxb-secret');
    expect(JSON.stringify(slack.calls[2]?.body)).toContain('the cause is gone');
  });

  it('does not turn a resolved finding back when its opening arrives late', async () => {
    const step = aLife();
    await bot()(messageOf(step('resolved', 5, { status: 'resolved', resolution: 'the cause is gone' })));
    await bot()(messageOf(step('opened', 1)));
    expect(slack.calls).toHaveLength(1);
  });

  it('posts anew when the message was removed by hand', async () => {
    const step = aLife();
    await bot()(messageOf(step('opened', 1)));
    slack.answers.push({ body: JSON.stringify({ ok: false, error: 'message_not_found' }) });
    await bot()(messageOf(step('escalated', 2)));
    expect(slack.calls.map(({ path }) => path)).toEqual([
      '/api/chat.postMessage',
      '/api/chat.update',
      '/api/chat.postMessage',
    ]);
  });

  it('whose token was revoked is a clear error, and the thread begins with the next message', async () => {
    const step = aLife();
    slack.answers.push({ body: JSON.stringify({ ok: false, error: 'token_revoked' }) });
    await expect(bot()(messageOf(step('opened', 1)))).rejects.toMatchObject({ code: 'access-denied' });
    await bot()(messageOf(step('opened', 1)));
    expect(slack.calls[1]?.body['thread_ts']).toBeUndefined();
  });

  it('is told a digest as a message of its own', async () => {
    const [digest] = digestsOf([aLife()('opened', 1, { severity: 'low' })]);
    await bot()(JSON.parse(JSON.parse(digestMessage(digest ?? expect.fail()).Message).default));
    expect(slack.calls).toHaveLength(1);
    expect(slack.calls[0]?.body['thread_ts']).toBeUndefined();
  });
});

describe('the secret', () => {
  it.each([
    ['https://hooks.slack.com/services/x', undefined, { kind: 'webhook', url: 'https://hooks.slack.com/services/x' }],
    ['{"webhook":"https://h/x"}', undefined, { kind: 'webhook', url: 'https://h/x' }],
    ['xoxb-1\n', 'C1', { kind: 'bot', token: 'xoxb-1', channel: 'C1', api: 'https://slack.com/api' }],
    [
      '{"token":"xoxb-1","channel":"C2"}',
      undefined,
      { kind: 'bot', token: 'xoxb-1', channel: 'C2', api: 'https://slack.com/api' },
    ],
  ])('%s', (secret, channel, target) => {
    expect(parseSlackSecret(secret, channel)).toEqual(target);
  });

  it.each(['xoxb-no-channel', 'http://example.com/in-the-clear', '{"webhook":', '{}', 'hunter2', ''])(
    'that can not be used is an error which does not repeat it: %s',
    (secret) => {
      const attempt = () => parseSlackSecret(secret);
      expect(attempt).toThrow(/^the Slack secret/);
      if (secret.length > 2) expect(attempt).not.toThrow(secret);
    },
  );
});

describe('the function', () => {
  const log = { info: () => {}, warn: () => {}, error: () => {} };

  it('reads messages with and without the envelope of SNS, and asks again only for what failed', async () => {
    const told: Json[] = [];
    const away: string[] = [];
    const inner = JSON.stringify({ id: '1' });
    const failed = await tellEach(
      [
        { messageId: 'raw', body: inner },
        { messageId: 'enveloped', body: JSON.stringify({ Type: 'Notification', Message: inner }) },
        { messageId: 'broken', body: '{' },
        { messageId: 'refused', body: JSON.stringify({ id: '2' }) },
        {
          messageId: 'refused for the last time',
          body: JSON.stringify({ id: '2' }),
          attributes: { ApproximateReceiveCount: '5' },
        },
      ],
      {
        log,
        putAway: async ({ messageId }, reason) => {
          away.push(`${messageId}: ${reason}`);
        },
        tell: async (message) => {
          if (JSON.stringify(message).includes('2')) throw new Error('no');
          told.push(message);
        },
      },
    );
    expect(told).toEqual([{ id: '1' }, { id: '1' }]);
    expect(failed).toEqual(['broken', 'refused']);
    expect(away).toEqual(['refused for the last time: no']);
  });
});
