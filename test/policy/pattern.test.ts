import { describe, expect, it } from 'vitest';
import {
  arnCovers,
  arnLike,
  arnMatch,
  arnsOverlap,
  patternCovers,
  patternsOverlap,
  wildcardMatch,
} from '../../shared/policy/pattern.ts';

describe('a pattern', () => {
  it.each<[pattern: string, text: string, matches: boolean]>([
    ['', '', true],
    ['', 'a', false],
    ['*', '', true],
    ['**', 'abc', true],
    ['?', '', false],
    ['?', 'a', true],
    ['?', 'ab', false],
    ['a?c', 'abc', true],
    ['a*c', 'ac', true],
    ['a*c', 'abcbc', true],
    ['a*c', 'abcb', false],
    ['*b*d', 'abcd', true],
    ['*ab*ab', 'abab', true],
    ['*ab*ab', 'aab', false],
    ['abc', 'abcd', false],
    ['abcd', 'abc', false],
    ['a*?', 'a', false],
    ['a*?', 'ab', true],
    ['a**', 'a', true],
    ['a*b?', 'aabb', true],
    ['A', 'a', false],
  ])('%j matches %j: %s', (pattern, text, matches) => {
    expect(wildcardMatch(pattern, text)).toBe(matches);
  });

  it.each<[outer: string, inner: string, covers: boolean]>([
    ['*', 'a*?', true],
    ['a*', 'a*', true],
    ['a*', 'ab*', true],
    ['a*', 'a?', true],
    ['a?', 'ab', true],
    ['a?', 'a?', true],
    ['a?', 'a*', false],
    ['ab*', 'a*', false],
    ['ab', 'a?', false],
    ['ab', 'ac', false],
    ['*b', 'ab', true],
    ['*b', 'a*b', true],
    ['*b', 'a*', false],
    ['a*c*', 'abc', true],
    ['a*c', 'a*bc', true],
    ['a*c', 'abcd', false],
    ['a*?', 'a*', false],
    ['a*b', 'a?b', true],
    ['a**', 'a', true],
    ['*?', '*', false],
  ])('%j covers %j: %s', (outer, inner, covers) => {
    expect(patternCovers(outer, inner)).toBe(covers);
  });

  it.each<[a: string, b: string, overlap: boolean]>([
    ['*', '', true],
    ['a', 'a', true],
    ['a', 'b', false],
    ['a*', 'ab', true],
    ['a*', '*b', true],
    ['a*b', 'a*c', false],
    ['a*', 'b*', false],
    ['a?', '?b', true],
    ['a?', '??c', false],
    ['a?b', 'a*c', false],
    ['a*b*c', 'ac*', true],
    ['*a*', '*b*', true],
    ['?', '*', true],
    ['?*', '??', true],
    ['a?*', 'a', false],
    ['?a?', 'a?b', true],
    ['?a*', 'ba', true],
    ['a*a', 'a?', true],
    ['a*a', '?a', true],
    ['ab*ba', 'a?b?', true],
    ['ab*ba', 'a?c?', false],
    ['*ab?', 'abab', false],
    ['a*cd', 'ab*d', true],
    ['x*1?', '?y*22', false],
    ['x*1?', '?y*2', true],
  ])('%j and %j overlap: %s', (a, b, overlap) => {
    expect(patternsOverlap(a, b)).toBe(overlap);
    expect(patternsOverlap(b, a)).toBe(overlap);
  });
});

describe('an ARN', () => {
  const topic = 'arn:aws:sns:eu-west-1:111111111111:t';

  it.each<[pattern: string, matches: boolean, like: boolean]>([
    ['*', true, true],
    [topic, true, true],
    ['arn:aws:sns:*:111111111111:t', true, true],
    ['arn:*:*:*:*:*', true, true],
    ['arn:aws:sns:*:t', true, false],
    ['arn:aws:sns:*', true, false],
    ['arn:aws:sqs:*:*:*', false, false],
    ['arn:aws:sns:*:222222222222:*', false, false],
    ['arn:aws:sns:eu-west-1:111111111111:', false, false],
    ['t', false, false],
  ])('%s matches, and is like, a topic', (pattern, matches, like) => {
    expect([arnMatch(pattern, topic), arnLike(pattern, topic)]).toEqual([matches, like]);
  });

  it('is matched part by part, but for the resource', () => {
    expect(arnMatch('arn:aws:s*:t', 'arn:aws:sns:eu-west-1:111111111111:t')).toBe(true);
    expect(arnMatch('arn:aws:s*:*:*:*:t', 'arn:aws:sns:eu-west-1:111111111111:t')).toBe(false);
    expect(arnMatch('arn:aws:lambda:*:*:function:*', 'arn:aws:lambda:eu-west-1:1:function:f:alias')).toBe(true);
    expect(arnLike('arn:*', 'not an ARN')).toBe(false);
    expect(arnLike('arn:*:*:*:*:*', 'not an ARN')).toBe(false);
  });

  it('covers and overlaps part by part', () => {
    expect(arnCovers('*', topic)).toBe(true);
    expect(arnCovers('arn:aws:sns:*:111111111111:*', topic)).toBe(true);
    expect(arnCovers('arn:aws:sns:*:*:x*', topic)).toBe(false);
    expect(arnCovers('arn:aws:sns:*', topic)).toBe(true);
    expect(arnCovers(topic, 'arn:aws:sns:*:111111111111:t')).toBe(false);
    expect(arnsOverlap('*', topic)).toBe(true);
    expect(arnsOverlap(topic, '*')).toBe(true);
    expect(arnsOverlap('arn:aws:sns:*:111111111111:a*', 'arn:aws:sns:eu-west-1:*:*b')).toBe(true);
    expect(arnsOverlap('arn:aws:sns:*:111111111111:a*', 'arn:aws:sns:eu-west-1:222222222222:*')).toBe(false);
    expect(arnsOverlap('arn:aws:sns:*', topic)).toBe(true);
  });
});
