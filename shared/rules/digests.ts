import { createHash } from 'node:crypto';
import { isObject, type Json } from '../json.ts';

/** The same for the same value, whatever the order of its members. */
const ordered = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, ordered(inner)]),
  );
};

/** Tells whether a value is what it was without keeping it. */
export const digestOf = (value: Json): string =>
  createHash('sha256')
    .update(JSON.stringify(ordered(value)))
    .digest('hex')
    .slice(0, 16);
