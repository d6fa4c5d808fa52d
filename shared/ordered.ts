import type { Json } from './json.ts';

/** JSON with the members of every object in the order of their names, so that the same value is the same text. */
export const ordered = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, ordered(member)]),
  );
};
