import { describe, expect, it } from 'vitest';
import type { AccountId, Arn } from '../../shared/arn.ts';
import { beatTag, createBeat } from '../../shared/beat/beat.ts';
import { beatLine } from '../../shared/beat/metric.ts';
import { partial } from '../../shared/engine/facet.ts';
import { type Document, emptyDocument } from '../../shared/inventory/document.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import { account, functionArn, region, roleArnOf } from '../support/calls.ts';

const now = new Date('2026-03-02T10:00:00Z');
const watched = functionArn('Trailwarden-Watcher') as Arn;
const other = roleArnOf('Trailwarden-Role') as Arn;

const tagged = (arn: Arn, time: string): Document => ({
  ...emptyDocument({ kind: 'function', arn, name: 'part', account: account as AccountId, region }),
  facets: { tags: partial({ [beatTag]: time }, 'not-seen') },
});

const beating = (heard: { readonly [arn: string]: string }, failing?: Arn) => {
  const sent: string[] = [];
  const lines: { level: string; message: string; lane?: string }[] = [];
  const measured: number[] = [];
  const pulse = (lane: string, arn: Arn) => ({
    lane,
    arn,
    send: async (time: string) => {
      if (arn === failing) throw new Error('refused');
      sent.push(`${lane} ${time}`);
    },
  });
  const beat = createBeat({
    pulses: [pulse('WatchFunctions', watched), pulse('WatchIdentities', other)],
    resource: async (arn) => {
      const time = heard[arn];
      return time === undefined ? undefined : tagged(arn, time);
    },
    log: jsonLog((line) => lines.push(JSON.parse(line))),
    measure: (deaf) => measured.push(deaf),
    now: () => now,
  });
  return { beat, sent, lines, measured };
};

describe('a beat', () => {
  it('finds nothing deaf where the beats of before have come back, and sends the next ones', async () => {
    const { beat, sent, lines, measured } = beating({
      [watched]: '2026-03-02T09:50:00Z',
      [other]: '2026-03-02T09:40:00Z',
    });
    await beat();
    expect(measured).toEqual([0]);
    expect(lines).toEqual([]);
    expect(sent).toEqual(['WatchFunctions 2026-03-02T10:00:00Z', 'WatchIdentities 2026-03-02T10:00:00Z']);
  });

  it('counts and names the lanes from which none has come back for too long', async () => {
    const { beat, lines, measured } = beating({ [watched]: '2026-03-02T09:50:00Z', [other]: '2026-03-02T09:30:00Z' });
    await beat();
    expect(measured).toEqual([1]);
    expect(lines).toMatchObject([{ level: 'warn', message: 'a lane is deaf', lane: 'WatchIdentities' }]);
  });

  it('counts a lane from which none has ever come back, without crying about the first', async () => {
    const { beat, lines, measured } = beating({ [watched]: '2026-03-02T09:50:00Z' });
    await beat();
    expect(measured).toEqual([1]);
    expect(lines.map(({ level }) => level)).toEqual(['info']);
  });

  it('sends the others when one can not be sent, and fails for the alarm', async () => {
    const { beat, sent } = beating({}, watched);
    await expect(beat()).rejects.toThrow('WatchFunctions');
    expect(sent).toEqual(['WatchIdentities 2026-03-02T10:00:00Z']);
  });

  it('is measured by a log line that CloudWatch understands', () => {
    expect(JSON.parse(beatLine(2, 'beat', now))).toMatchObject({
      _aws: {
        Timestamp: now.getTime(),
        CloudWatchMetrics: [{ Namespace: 'Trailwarden', Dimensions: [['Function']], Metrics: [{ Name: 'DeafLanes' }] }],
      },
      Function: 'beat',
      DeafLanes: 2,
    });
  });
});
