import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Flaw } from '../../shared/trail/scan-state.ts';
import { splitter } from '../../shared/trail/splitter.ts';
import { sharedData } from '../support/data.ts';
import { aRecord } from '../support/records.ts';

interface Split {
  readonly items: readonly string[];
  readonly heads: readonly (readonly string[])[];
  readonly flaws: readonly Flaw[];
}

/** Splits `bytes`, fed in pieces of the sizes given (the last one over and over). */
const split = (bytes: Buffer, sizes: readonly number[] = [bytes.length || 1], largest?: number): Split => {
  const items: string[] = [];
  const heads: string[][] = [];
  const flaws: Flaw[] = [];
  const { feed, finish } = splitter(
    {
      onItem: (window, start, end, { head }) => {
        items.push(window.toString('utf8', start, end));
        const member = (from: number, to: number): string => (from < 0 ? '-' : window.toString('utf8', from, to));
        heads.push([
          member(head.sourceStart, head.sourceEnd),
          member(head.nameStart, head.nameEnd),
          member(head.timeStart, head.timeEnd),
          String(head.failed),
          String(head.odd),
        ]);
      },
      onFlaw: (flaw) => flaws.push(flaw),
    },
    largest,
  );
  for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
    const size = sizes[Math.min(turn, sizes.length - 1)] ?? 1;
    feed(Buffer.from(bytes.subarray(at, at + size)));
    at += size;
  }
  finish(false);
  return { items, heads, flaws };
};

const parses = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};

/** Mostly JSON, with the mistakes that are nearly JSON. */
const nearlyJson = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.constantFrom(
          '',
          '"',
          '\\',
          '\\u00e',
          '\\"',
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '0',
          '-',
          '.',
          'e',
          't',
          '\n',
          '\u0001',
          'é',
        ),
      ),
      {
        maxLength: 3,
      },
    ),
  )
  .map(([text, edits]) =>
    edits.reduce((edited, [at, insert]) => {
      const place = at % (edited.length + 1);
      return edited.slice(0, place) + insert + edited.slice(place + (at % 2));
    }, text),
  );
const jsonish = fc.string({ unit: fc.constantFrom(...'{}[]",:\\u01aFeE+-.truefalsn \n\t/bé'), maxLength: 24 });
const numberish = fc.string({ unit: fc.constantFrom(...'0123456789eE+-.'), maxLength: 8 });
const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 });

describe('the scanner', () => {
  it.each([
    ['nearly JSON', nearlyJson],
    ['JSON-like noise', jsonish],
    ['numbers', numberish],
  ])('accepts of %s exactly what JSON.parse accepts', (_, candidates) => {
    fc.assert(
      fc.property(candidates, fc.option(sizes, { nil: [1000] }), fc.nat(3), (candidate, chunks, shift) => {
        const text = `{"x":${candidate}}`;
        // far from the end of a chunk, and at any alignment, compact JSON is read in another way
        const bytes = Buffer.from(`${' '.repeat(shift)}${text}${' '.repeat(64)}`);
        const { items, flaws } = split(bytes, chunks);
        const accepted = flaws.length === 0 && items.length === 1 && items[0] === text;
        expect(accepted, text).toBe(parses(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('finds the same whatever the chunks', () => {
    const file = fc.array(
      fc.oneof(nearlyJson, fc.constant(JSON.stringify(aRecord())), fc.constant('{"Records":['), fc.constant(']}')),
      {
        maxLength: 6,
      },
    );
    fc.assert(
      fc.property(file, fc.constantFrom('\n', ',', ''), sizes, (values, between, chunks) => {
        const bytes = Buffer.from(`${values.join(between)} `);
        const whole = split(bytes);
        expect(split(bytes, chunks)).toEqual(whole);
        expect(split(Buffer.concat([bytes, Buffer.alloc(64, ' ')])).items).toEqual(whole.items);
      }),
      { numRuns: 1500 },
    );
  });

  it('finds again the records around a broken one', () => {
    const record = JSON.stringify(aRecord());
    fc.assert(
      fc.property(fc.nat(record.length - 1), fc.constantFrom('\n', '{"Records":['), sizes, (cut, form, chunks) => {
        const half = record.slice(0, cut);
        const text = form === '\n' ? [record, half, record].join('\n') : `{"Records":[${record},${half},${record}]}`;
        const { items, flaws } = split(Buffer.from(text), chunks);
        expect(items).toEqual([record, record]);
        expect(flaws).toHaveLength(cut === 0 && form === '\n' ? 0 : 1);
      }),
      { numRuns: 500 },
    );
  });

  it('notices the members of a record, not those inside its parameters', () => {
    const inner = { eventName: 'Fake', eventSource: 'fake', eventTime: 'never', errorCode: 'Fake' };
    const record = aRecord({ requestParameters: inner, responseElements: [inner] });
    expect(split(Buffer.from(JSON.stringify({ Records: [record, aRecord({ errorMessage: 'no' })] }))).heads).toEqual([
      ['lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', '2026-03-01T10:00:00Z', 'false', 'false'],
      ['lambda.amazonaws.com', 'UpdateFunctionCode20150331v2', '2026-03-01T10:00:00Z', 'true', 'false'],
    ]);
  });

  it.each([
    ['repeated', '{"eventName":"A","eventName":"B"}'],
    ['repeated, then no text', '{"eventName":"A","eventName":7}'],
    ['escaped', '{"eventN\\u0061me":"A"}'],
    ['escaped in its value', '{"eventName":"\\u0041"}'],
  ])('leaves to a parser what a member means that is %s', (_, text) => {
    expect(split(Buffer.from(text)).heads[0]?.[4]).toBe('true');
  });

  it('follows a record that is too large without keeping it, and finds the next one', () => {
    const large = JSON.stringify(aRecord({ requestParameters: { text: 'x'.repeat(5000), deep: [[{}]] } }));
    const record = JSON.stringify(aRecord());
    for (const text of [`${record}\n${large}\n${record}`, `{"Records":[${record},${large},${record}]}`]) {
      const { items, flaws } = split(Buffer.from(text), [100], 2000);
      expect(items).toEqual([record, record]);
      expect(flaws).toMatchObject([
        { record: 2, message: 'expected a record of at most 2000 bytes, got a larger one' },
      ]);
    }
  });

  it.each(['\n', 'x', '"', '{'])('keeps nothing of an endless line of %j', (unit) => {
    const { feed, scan } = splitter({ onItem: () => undefined, onFlaw: () => undefined }, 4096);
    const chunk = Buffer.alloc(65_536, unit);
    feed(Buffer.from('{"a":"'));
    for (let turn = 0; turn < 50; turn += 1) feed(chunk);
    expect(scan.base).toBeGreaterThan(50 * 65_536 - 10_000);
  });

  const trail = sharedData('cloudtrail-invictus', 'events.jsonl');
  it.skipIf(trail === undefined)('splits a real trail as its lines and JSON.parse do', () => {
    const bytes = readFileSync(trail ?? '');
    const lines = bytes
      .toString()
      .split('\n')
      .filter((line) => line !== '');
    const { items, heads, flaws } = split(bytes, [65_536]);
    expect(flaws).toEqual([]);
    expect(items).toEqual(lines);
    const parsed = lines.map((line) => JSON.parse(line));
    expect(heads).toEqual(
      parsed.map((r) => [
        r.eventSource,
        r.eventName,
        r.eventTime,
        String(Boolean(r.errorCode ?? r.errorMessage)),
        'false',
      ]),
    );
  });
});
