import type { ResourceChange } from '../inventory/document.ts';
import type { Json } from '../json.ts';

/** What a change sets a facet to; `undefined` where it does not. */
export const valueSet = (change: ResourceChange, facet: string): Json | undefined => {
  const step = change.ops.find((op) => op.op === 'set' && op.facet === facet);
  return step?.op === 'set' ? step.value : undefined;
};

/** Whether a change sets a list to one without an entry. */
export const listWithout = (change: ResourceChange, facet: string, entry: string): boolean => {
  const value = valueSet(change, facet);
  return Array.isArray(value) && !value.includes(entry);
};

/** The place in a keyed facet that a change puts something into, or takes it from. */
export const placeOf = (
  change: ResourceChange,
  kind: 'put' | 'remove',
  facet: string,
): readonly string[] | undefined => {
  const step = change.ops.find((op) => op.op === kind && op.facet === facet);
  return step?.op === 'put' || step?.op === 'remove' ? step.path : undefined;
};
