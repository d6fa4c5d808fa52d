import { describe, expect, it } from 'vitest';
import { intake, isConsumed } from '../../shared/intake.ts';
import { allEvents, consumedCalls, isRead, longestPattern, refusedCalls } from '../../shared/inventory/consumed.ts';
import { isObject, type JsonObject } from '../../shared/json.ts';
import { matchesPattern, parsePattern } from '../../shared/local/event-pattern.ts';
import { eventOf } from '../../shared/local/routing.ts';
import { isVersioned, namesOfCall } from '../../shared/trail/change.ts';
import { readTrail } from '../../shared/trail/source.ts';
import { account, aRecord, region } from '../support/calls.ts';
import { sharedData } from '../support/data.ts';
import { synthesized } from '../support/synth.ts';

interface EventRule {
  readonly EventPattern?: JsonObject;
  readonly State?: string;
}

const place = { account, region };

// What was synthesized, asked with a matcher that agrees with EventBridge's own.
const rules = Object.values(synthesized().template.findResources('AWS::Events::Rule'))
  .map(({ Properties }) => Properties as EventRule)
  .filter(({ EventPattern }) => EventPattern !== undefined)
  .map(({ EventPattern = {}, State = '' }) => ({
    text: JSON.stringify(EventPattern),
    pattern: parsePattern(EventPattern),
    reads: State === allEvents,
  }));

const isDelivered = (event: JsonObject): boolean => {
  const { detail } = event;
  const read = isObject(detail) && isRead(String(detail['eventName']));
  return rules.some(({ pattern, reads }) => (reads || !read) && matchesPattern(pattern, event));
};

const delivered = (source: string, name: string, more: JsonObject = {}): boolean =>
  isDelivered(eventOf({ ...aRecord({ source, name, request: { withDecryption: true } }), ...more }, place));

describe('the event patterns of the stack', () => {
  it('deliver every call that a projection, a rule or a pattern reads, whatever its version', () => {
    for (const [source, names] of consumedCalls())
      for (const name of names) {
        expect(delivered(source, name), `${source}:${name}`).toBe(true);
        for (const other of namesOfCall(source, name)) expect(delivered(source, other), other).toBe(true);
        if (isVersioned(source)) expect(delivered(source, `${name}20990101v7`), `${name} with a version`).toBe(true);
      }
  });

  it('deliver every failure that a pattern reads', () => {
    for (const [source, names] of refusedCalls())
      for (const name of names)
        expect(
          delivered(source, name === '*' ? 'ListWhatever' : name, { errorCode: 'AccessDenied' }),
          `${source}:${name}`,
        ).toBe(true);
  });

  it('stay within what EventBridge takes: length of a pattern, rules of a bus', () => {
    for (const { text } of rules) expect(text.length).toBeLessThanOrEqual(longestPattern);
    expect(rules.length).toBeLessThan(300);
  });

  const trails = ['cloudtrail-invictus', 'cloudtrail-traildiscover', 'cloudtrail-awsdocs'].flatMap(
    (folder) => sharedData(folder, 'events.jsonl') ?? [],
  );

  it.skipIf(trails.length === 0)('deliver of real trails what is read, and nothing else', async () => {
    const lost: string[] = [];
    const needless: string[] = [];
    for await (const item of readTrail(trails)) {
      if (item.kind === 'problem') continue;
      const { change, record } = item;
      const words = `${change.source}:${change.name}${change.outcome.status === 'failed' ? ` ${change.outcome.errorCode}` : ''}`;
      const came = isDelivered(eventOf(record, place));
      if (!came && intake(change).length > 0) lost.push(words);
      if (came && !isConsumed(change.source, change.name, change.outcome.status === 'failed')) needless.push(words);
    }
    expect([...new Set(needless)]).toEqual([]);
    expect([...new Set(lost)]).toEqual([]);
  });
});
