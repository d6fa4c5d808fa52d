import type { AccountId } from '../arn.ts';
import type { Op, ResourceRef } from '../inventory/document.ts';
import type { Effect, Projections } from '../inventory/projection.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Change } from '../trail/change.ts';
import { fieldsOf } from '../trail/fields.ts';
import type { Found, Place } from './reading.ts';

/** What stands in an account, as the call would have said it that makes it so. Names of members may be in any case. */
export interface Called {
  readonly call: string;
  readonly request: object;
  readonly response?: object;
}

const changeOf = (
  { partition, account, region }: Place,
  source: string,
  { call, request, response }: Called,
): Change => ({
  id: 'account',
  time: '',
  source,
  name: call,
  eventName: call,
  eventSource: source,
  partition,
  account: account as AccountId,
  region,
  actor: { type: 'service', service: 'trailwarden', crossAccount: false },
  outcome: { status: 'succeeded' },
  request: fieldsOf(request as JsonObject),
  response: fieldsOf(response as JsonObject | undefined),
  readOnly: true,
  resources: [],
  owners: {},
  eventType: 'AwsApiCall',
  serviceDetails: fieldsOf(undefined),
});

const keyed = (value: Json | undefined): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const putAt = (value: Json | undefined, [key, ...rest]: readonly string[], leaf: Json): Json =>
  key === undefined ? leaf : { ...keyed(value), [key]: putAt(keyed(value)[key], rest, leaf) };

const effectsOf = (place: Place, { source, calls }: Projections, called: Called): readonly Effect[] =>
  calls[called.call]?.(changeOf(place, source, called)) ?? [];

/** Steps of a record as those of an observation: what was said entry by entry is whole, and nothing was made. */
const observed = (ops: readonly Op[], empty: JsonObject, facets: readonly string[]): readonly Op[] => {
  const values = new Map<string, Json>(Object.entries(empty));
  const unknown = new Map<string, Op>();
  for (const op of ops) {
    if (op.op === 'ensure') for (const [facet, value] of Object.entries(op.facets)) values.set(facet, value);
    else if (op.op === 'set') values.set(op.facet, op.value);
    else if (op.op === 'put') values.set(op.facet, putAt(values.get(op.facet), op.path, op.value));
    else if (op.op === 'unknown') unknown.set(op.facet, op);
  }
  return facets.flatMap((facet): readonly Op[] => {
    const value = values.get(facet);
    if (value !== undefined) return [{ op: 'set', facet, value }];
    const why = unknown.get(facet);
    return why === undefined ? [] : [why];
  });
};

/**
 * Facets from an answer of the account, read by what reads the calls of its service in records: each shape is mapped
 * once, and what a sweep sees is what a record would have told. `empty` is what a facet is when nothing was said of it.
 */
export const asCalled = (
  place: Place,
  service: Projections,
  calls: readonly Called[],
  facets: readonly string[],
  empty: JsonObject = {},
): readonly Op[] =>
  observed(
    calls.flatMap((called) => effectsOf(place, service, called).flatMap(({ ops }) => ops)),
    empty,
    facets,
  );

/** The resource of which such a call tells, with its facets. */
export const foundAs = (
  place: Place,
  service: Projections,
  called: Called,
  facets: readonly string[],
  empty: JsonObject = {},
): readonly Found[] => {
  const [effect] = effectsOf(place, service, called);
  if (effect === undefined) return [];
  const ref: ResourceRef = effect.ref;
  return [{ ref, ops: observed(effect.ops, empty, facets) }];
};
