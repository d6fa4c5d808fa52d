import fc from 'fast-check';
import { isObject, type Json, type JsonObject } from '../../shared/json.ts';

/** Values that no reader expects, and those that look like something else. */
const odd: readonly Json[] = [
  null,
  0,
  -1,
  7.5,
  true,
  '',
  'x',
  'null',
  '[]',
  '{}',
  '[null]',
  '*',
  'arn:',
  'arn:aws:iam::1:role/',
  'arn:aws:lambda:eu-west-1:111122223333:function:orders:$LATEST',
  '%',
  '%7B%7D',
  'HIDDEN_DUE_TO_SECURITY_REASONS',
  '__proto__',
  'constructor',
  [],
  {},
  [null],
  [[]],
  [{}],
  [1],
  { omitted: true },
  { Statement: [null, 1, 'x', []] },
  { Statement: { Effect: 1, Principal: 1, Action: {}, Resource: null, Condition: [] } },
  JSON.stringify({
    Statement: [{ Effect: 'Allow', Principal: { AWS: [null, 1, {}] }, Action: [1], Condition: { a: null } }],
  }),
];

const parsed = (text: string): Json => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return JSON.stringify(text);
  }
};

/** What a value may be instead: wrapped, unwrapped, in another type, as text, or something else altogether. */
const changed = (value: Json, how: number, other: Json): Json => {
  switch (how) {
    case 0:
      return null;
    case 1:
      return [value];
    case 2:
      return { member: value };
    case 3:
      if (Array.isArray(value)) return (value as readonly Json[])[0] ?? null;
      return isObject(value) ? Object.values(value) : typeof value === 'string' ? 5 : String(value);
    case 4:
      return typeof value === 'string' ? parsed(value) : JSON.stringify(value);
    case 5:
      return Array.isArray(value) ? [...value, other] : other;
    default:
      return other;
  }
};

const placesIn = (value: Json, at: readonly string[] = []): readonly (readonly string[])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, member]) => [[...at, key], ...placesIn(member as Json, [...at, key])])
    : [];

const edited = (value: Json, [key, ...rest]: readonly string[], edit: (value: Json) => Json | undefined): Json => {
  if (key === undefined || typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).flatMap(([name, member]): [string, Json][] => {
    if (name !== key) return [[name, member]];
    const next = rest.length === 0 ? edit(member) : edited(member, rest, edit);
    return next === undefined ? [] : [[name, next]];
  });
  return Array.isArray(value) ? members.map(([, member]) => member) : Object.fromEntries(members);
};

/** What readers look at beside what a record can not be read without. */
const read: readonly string[] = [
  'requestParameters',
  'responseElements',
  'userIdentity',
  'resources',
  'serviceEventDetails',
  'awsRegion',
  'recipientAccountId',
  'sourceIPAddress',
];

/** How one place of a record is spoilt; the place counts round through all places that the record has. */
export interface Spoiling {
  readonly place: number;
  readonly how: number;
  readonly other: Json;
}

export const spoiling: fc.Arbitrary<Spoiling> = fc.record({
  place: fc.noBias(fc.nat(9999)),
  how: fc.noBias(fc.nat(8)),
  other: fc.constantFrom(...odd),
});

/** A record with one member dropped, emptied, wrapped, unwrapped or turned into something else. */
export const spoilt = (record: JsonObject, { place, how, other }: Spoiling): JsonObject => {
  const places = placesIn(record).filter(([first = '']) => read.includes(first));
  const at = places[place % places.length] ?? [];
  return edited(record, at, (value) => (how === 8 ? undefined : changed(value, how, other))) as JsonObject;
};
