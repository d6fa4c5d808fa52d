import { describe, expect, it } from 'vitest';
import { TrailwardenError } from '../../shared/errors.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import { unchanged } from '../../shared/inventory/fold/fold.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import type { QueueMessage } from '../../shared/lane/message.ts';
import { createWatcher } from '../../shared/lane/watch.ts';
import { aRecord, roleArnOf } from '../support/calls.ts';

const addPermission = (name: string) =>
  aRecord({
    id: `event-${name}`,
    name: 'AddPermission20150331v2',
    request: { functionName: name, statementId: 's', action: 'lambda:InvokeFunction', principal: '*' },
  });

const message = (messageId: string, body: string): QueueMessage => ({ messageId, body });
const delivered = (name: string): QueueMessage =>
  message(
    `m-${name}`,
    JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', source: 'aws.lambda', detail: addPermission(name) }),
  );

const announcementOf = (role: string) => ({
  speaker: roleArnOf(role),
  relation: 'runs-as',
  since: { time: '2026-03-02T09:00:00Z', id: 'event-1' },
});

const announced = (role: string): QueueMessage =>
  message(`m-${role}`, JSON.stringify({ announcement: announcementOf(role) }));

const watching = (refuse: (changes: readonly ResourceChange[]) => Error | undefined = () => undefined) => {
  const applied: string[][] = [];
  const lines: string[] = [];
  const away: string[] = [];
  const told: string[] = [];
  const watch = createWatcher({
    apply: async (changes) => {
      const error = refuse(changes);
      if (error) throw error;
      applied.push(changes.filter(({ kind }) => kind === 'function').map(({ name }) => name));
      return unchanged;
    },
    tell: async ({ speaker }) => {
      if (speaker.endsWith('/mute')) throw new Error('nobody answers');
      told.push(speaker);
    },
    hydrate: async () => {},
    putAway: async ({ messageId }, reason) => {
      if (messageId === 'm-stuck') throw new Error('the queue is gone');
      away.push(`${messageId}: ${reason}`);
    },
    log: jsonLog((line) => lines.push(line)),
  });
  return { watch, applied, lines, away, told };
};

describe('a lane', () => {
  it('applies a batch at once', async () => {
    const { watch, applied } = watching();
    expect(await watch([delivered('one'), delivered('two')])).toEqual([]);
    expect(applied).toEqual([['one', 'two']]);
  });

  it('tells listeners what it has left itself to tell, beside the records of the batch', async () => {
    const { watch, applied, told } = watching();
    expect(await watch([announced('job'), delivered('one'), announced('mute')])).toEqual(['m-mute']);
    expect(told).toEqual([roleArnOf('job')]);
    expect(applied).toEqual([['one']]);
  });

  it('puts away an announcement of which it can not be said who speaks to whom', async () => {
    const { watch, told, away } = watching();
    const odd = [{ speaker: 'job' }, { relation: 'knows' }, { since: 'yesterday' }, { after: 'nobody' }].map(
      (part, index) => message(`m-${index}`, JSON.stringify({ announcement: { ...announcementOf('job'), ...part } })),
    );
    expect(await watch(odd)).toEqual([]);
    expect(told).toEqual([]);
    expect(away).toHaveLength(4);
  });

  it('does not touch the table for what nobody reads', async () => {
    const { watch, applied } = watching();
    const other = message('m', JSON.stringify({ 'detail-type': 'EC2 Instance State-change Notification', detail: {} }));
    expect(await watch([other])).toEqual([]);
    expect(applied).toEqual([]);
  });

  it('puts away what can not be read, with the reason, and applies its neighbours', async () => {
    const { watch, applied, lines, away } = watching();
    const broken = { ...addPermission('two'), eventTime: 'yesterday, hunter2' };
    const again = await watch([
      message('m-text', 'not json: hunter2'),
      delivered('one'),
      message('m-record', JSON.stringify({ 'detail-type': 'AWS API Call via CloudTrail', detail: broken })),
    ]);
    expect(again).toEqual([]);
    expect(away).toEqual([
      'm-text: message: expected an event as JSON',
      expect.stringMatching(/^m-record: eventTime: expected /),
    ]);
    expect(applied).toEqual([['one']]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'error', messageId: 'm-text', reason: expect.stringContaining('JSON') },
      { level: 'error', messageId: 'm-record', eventId: 'event-two', reason: expect.stringContaining('eventTime') },
    ]);
    expect([...lines, ...away].join()).not.toContain('hunter2');
  });

  it('lets neighbours pass when one record can not be applied', async () => {
    const { watch, applied, lines } = watching((changes) =>
      changes.some(({ name }) => name === 'two') ? new Error('too large') : undefined,
    );
    expect(await watch([delivered('one'), delivered('two'), delivered('three')])).toEqual(['m-two']);
    expect(applied).toEqual([['one'], ['three']]);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { messageId: 'm-two', eventIds: ['event-two'], reason: 'too large' },
    ]);
  });

  it('gives everything back together when the table does not answer', async () => {
    let calls = 0;
    const { watch } = watching(() => {
      calls += 1;
      return new TrailwardenError('unavailable', 'the table keeps throttling');
    });
    expect(await watch([delivered('one'), delivered('two')])).toEqual(['m-one', 'm-two']);
    expect(calls).toBe(1);
  });

  it.each(['ProvisionedThroughputExceededException', 'ThrottlingException', 'TimeoutError', 'InternalServerError'])(
    'gives everything back together after %s',
    async (name) => {
      let calls = 0;
      const { watch } = watching(() => {
        calls += 1;
        return Object.assign(new Error('later'), { name });
      });
      expect(await watch([delivered('one'), delivered('two')])).toEqual(['m-one', 'm-two']);
      expect(calls).toBe(1);
    },
  );

  it('puts away what fails for the last time, with the reason', async () => {
    const { watch, away } = watching(() => new Error('too large'));
    const received = (times: number) => ({
      ...delivered('one'),
      attributes: { ApproximateReceiveCount: String(times) },
    });
    expect(await watch([received(4)])).toEqual(['m-one']);
    expect(away).toEqual([]);
    expect(await watch([received(5)])).toEqual([]);
    expect(away).toEqual(['m-one: too large']);
  });

  it('leaves to the queue what can not be put away', async () => {
    const { watch, lines } = watching();
    expect(await watch([message('m-stuck', 'not json')])).toEqual(['m-stuck']);
    expect(lines.join()).toContain('the queue is gone');
  });
});
