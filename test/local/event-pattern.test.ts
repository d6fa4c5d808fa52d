import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TrailwardenError } from '../../shared/errors.ts';
import { matchesPattern, parsePattern } from '../../shared/local/event-pattern.ts';
import { sharedData } from '../support/data.ts';

const matches = (pattern: object, event: unknown): boolean => matchesPattern(parsePattern(pattern), event);

describe('an event pattern', () => {
  it.each([
    [{ a: ['x'] }, { a: 'x' }, true],
    [{ a: ['x'] }, { a: ['y', 'x'] }, true],
    [{ a: ['x'] }, {}, false],
    [{ a: [1] }, { a: 1.0 }, true],
    [{ a: [1] }, { a: '1' }, false],
    [{ a: [null] }, { a: null }, true],
    [{ a: { b: [true] } }, { a: { b: true } }, true],
    [{ a: [{ prefix: 'be' }] }, { a: 'begin' }, true],
    [{ a: [{ prefix: { 'equals-ignore-case': 'BE' } }] }, { a: 'begin' }, true],
    [{ a: [{ suffix: 'in' }] }, { a: 'begin' }, true],
    [{ a: [{ suffix: 'IN' }] }, { a: 'begin' }, false],
    [{ a: [{ wildcard: 'b*g*n' }] }, { a: 'begin' }, true],
    [{ a: [{ wildcard: 'b\\*' }] }, { a: 'begin' }, false],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'z' }, true],
    [{ a: [{ 'anything-but': ['x', 'y'] }] }, { a: 'y' }, false],
    [{ a: [{ 'anything-but': 'x' }] }, {}, false],
    [{ a: [{ 'anything-but': { prefix: 'be' } }] }, { a: 'begin' }, false],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 5 }, true],
    [{ a: [{ numeric: ['>', 0, '<=', 5] }] }, { a: 0 }, false],
    [{ a: [{ cidr: '10.0.0.0/8' }] }, { a: '10.200.0.1' }, true],
    [{ a: [{ cidr: '2001:db8::/32' }] }, { a: '2001:db8::1' }, true],
    [{ a: [{ cidr: '10.0.0.0/8' }] }, { a: 'lambda.amazonaws.com' }, false],
    [{ a: [{ exists: true }] }, { a: 0 }, true],
    [{ a: [{ exists: false }] }, { b: 0 }, true],
    [{ a: [{ exists: false }] }, { a: 0 }, false],
    [{ $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, true],
    [{ c: ['z'], $or: [{ a: ['x'] }, { b: ['y'] }] }, { b: 'y' }, false],
    [{ a: ['x'], $or: [{ a: ['y'] }, { b: ['y'] }] }, { a: 'y' }, true],
  ])('%j on %j: %s', (pattern, event, expected) => {
    expect(matches(pattern, event)).toBe(expected);
  });

  it('wants members of one element of a list', () => {
    const pattern = { list: { a: ['1'], b: ['2'] } };
    expect(matches(pattern, { list: [{ a: '1', b: '2' }] })).toBe(true);
    expect(matches(pattern, { list: [{ a: '1' }, { b: '2' }] })).toBe(false);
  });

  it.each([
    [{ a: [] }],
    [{ a: 'x' }],
    [{}],
    [{ a: [{ prefix: 1 }] }],
    [{ a: [{ unheard: 'x' }] }],
    [{ a: [{ numeric: ['<', 5, '>', 0] }] }],
    [{ a: [{ cidr: '10.0.0.0' }] }],
    [{ a: [{ wildcard: 'a**' }] }],
  ])('%j is refused', (pattern) => {
    expect(() => parsePattern(pattern)).toThrow(TrailwardenError);
  });
});

describe('what EventBridge itself decided', () => {
  const read = <T>(name: string): readonly T[] => {
    const file = sharedData('eventbridge-event-ruler', name);
    return file === undefined ? [] : (JSON.parse(readFileSync(file, 'utf8')) as readonly T[]);
  };
  const present = sharedData('eventbridge-event-ruler', 'cases.json') !== undefined;

  it.skipIf(!present)('about recorded patterns and events', () => {
    const cases = read<{ pattern_text: string; event_text: string; expected: boolean }>('cases.json');
    const wrong = cases.filter(
      ({ pattern_text, event_text, expected }) =>
        matchesPattern(parsePattern(pattern_text), JSON.parse(event_text)) !== expected,
    );
    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThan(1000);
  });

  it.skipIf(!present)('about lists of objects', () => {
    const cases = read<{ name: string; rule: object; event: object; expected: boolean }>('correctness-cases.json');
    expect(cases.filter(({ rule, event, expected }) => matches(rule, event) !== expected)).toEqual([]);
  });

  it.skipIf(!present)('about valid and invalid patterns', () => {
    const cases = read<{ pattern_text: string; expected: 'valid' | 'invalid'; error: string }>(
      'pattern-validation.json',
    );
    const verdict = (text: string): string => {
      try {
        parsePattern(text);
        return 'valid';
      } catch {
        return 'invalid';
      }
    };
    expect(cases.filter(({ pattern_text, expected }) => verdict(pattern_text) !== expected)).toEqual([]);
  });
});
