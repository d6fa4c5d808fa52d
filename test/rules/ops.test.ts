import { describe, expect, it } from 'vitest';
import type { Op, ResourceChange } from '../../shared/inventory/document.ts';
import { listWithout, placeOf, valueSet } from '../../shared/rules/ops.ts';
import { aFunction } from '../support/resources.ts';

const doing = (...ops: readonly Op[]): ResourceChange => ({ ...aFunction(), ops });

describe('what a change does to a facet', () => {
  it('is the value that it sets it to, and no other', () => {
    const change = doing(
      { op: 'put', facet: 'tags', path: ['a'], value: 'b' },
      { op: 'set', facet: 'tracing', value: 'Active' },
    );
    expect(valueSet(change, 'tracing')).toBe('Active');
    expect(valueSet(change, 'tags')).toBeUndefined();
    expect(valueSet(change, 'runtime')).toBeUndefined();
  });

  it('is a list without an entry only where it sets a list', () => {
    expect(listWithout(doing({ op: 'set', facet: 'layers', value: ['a'] }), 'layers', 'b')).toBe(true);
    expect(listWithout(doing({ op: 'set', facet: 'layers', value: ['a'] }), 'layers', 'a')).toBe(false);
    expect(listWithout(doing({ op: 'set', facet: 'vpc', value: null }), 'layers', 'a')).toBe(false);
    expect(listWithout(doing({ op: 'unknown', facet: 'layers', reason: 'omitted' }), 'layers', 'a')).toBe(false);
  });

  it('is the place that it puts something into or takes it from', () => {
    const change = doing(
      { op: 'remove', facet: 'urls', path: ['live'] },
      { op: 'put', facet: 'aliases', path: ['x'], value: {} },
    );
    expect(placeOf(change, 'remove', 'urls')).toEqual(['live']);
    expect(placeOf(change, 'put', 'aliases')).toEqual(['x']);
    expect(placeOf(change, 'put', 'urls')).toBeUndefined();
  });
});
