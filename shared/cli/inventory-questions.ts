import { type Arn, isArn } from '../arn.ts';
import { readFacet } from '../engine/evaluate.ts';
import { type Facet, knownValue } from '../engine/facet.ts';
import { TrailwardenError } from '../errors.ts';
import { matchesGlob } from '../glob.ts';
import type { Document } from '../inventory/document.ts';
import { changesOf, documentAt, type PastChange } from '../inventory/past.ts';
import type { Reach } from '../inventory/reach.ts';
import { ownerOf, powerBehind } from '../inventory/standing.ts';
import type { InventoryStore } from '../inventory/store.ts';
import type { Json } from '../json.ts';
import { follow, type Hop } from '../map/paths.ts';
import type { Exposure } from '../policy/exposure-order.ts';
import { changeRow, type Row, triggerRows } from './inventory-rows.ts';

/** What narrows a list of resources by what is worked out about them. */
export interface Narrowing {
  readonly exposure?: Exposure;
  readonly owner?: string;
  readonly runtime?: string;
  readonly power?: string;
  readonly since?: string;
  readonly before?: string;
}

const reachOf = (document: Document): Reach | undefined => {
  const facet = readFacet(document, 'reach');
  return facet.known ? (facet.value as Reach) : undefined;
};

/** `unknown` asks for what could not be told, or not wholly. */
const hasExposure = (document: Document, wanted: Exposure): boolean => {
  const facet = readFacet(document, 'reach');
  if (wanted === 'unknown' && (!facet.known || facet.partial !== undefined)) return document.kind === 'function';
  return reachOf(document)?.exposure === wanted;
};

export const isNarrowed = (document: Document, narrowing: Narrowing, ownerTag: string): boolean => {
  const { exposure, owner, runtime, power, since, before } = narrowing;
  const changed = document.head?.time;
  const runs = readFacet(document, 'runtime');
  return (
    (exposure === undefined || hasExposure(document, exposure)) &&
    (owner === undefined || ownerOf(document, ownerTag) === owner) &&
    (runtime === undefined || (runs.known && typeof runs.value === 'string' && matchesGlob(runs.value, runtime))) &&
    (power === undefined || powerBehind(document) === power) &&
    (since === undefined || (changed !== undefined && changed >= since)) &&
    (before === undefined || (changed !== undefined && changed < before))
  );
};

/**
 * The one resource that is meant by `--of`: an ARN costs one read; the name of a function, a query of all of them.
 * @throws TrailwardenError `usage`, `not-found`
 */
export const resourceMeant = async (store: InventoryStore, of: string | undefined): Promise<Document> => {
  if (of === undefined)
    throw new TrailwardenError('usage', '--of: expected a resource (an ARN, or a function by name)');
  if (isArn(of)) {
    const document = await store.resource(of as Arn);
    if (document === undefined) throw new TrailwardenError('not-found', `--of ${of}: nothing is known of it`);
    return document;
  }
  const found: Document[] = [];
  for await (const document of store.list('function')) if (document.name === of) found.push(document);
  const [one, ...others] = found;
  if (one === undefined)
    throw new TrailwardenError('not-found', `--of ${of}: expected an ARN or the name of a function`);
  if (others.length > 0) {
    const arns = found.map(({ arn }) => arn).join(', ');
    throw new TrailwardenError('usage', `--of ${of}: expected one, got the name of ${found.length}: ${arns}`);
  }
  return one;
};

const hopRow = ({ arn, steps, via, relation, document }: Hop): Row => {
  const name = document?.name ?? arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
  const kind = document?.kind ?? 'not in the inventory';
  const presence = document?.presence ?? 'referenced';
  return {
    json: { resource: arn, kind: document?.kind ?? null, name, presence, steps, via, relation },
    columns: { steps: String(steps), kind, name, relation, via: via.slice(via.lastIndexOf(':') + 1) },
  };
};

/** What can reach a resource, or what it can reach, along the configured flow. */
export const pathRows = async (
  store: InventoryStore,
  of: string | undefined,
  direction: 'upstream' | 'downstream',
): Promise<readonly Row[]> => {
  const { arn } = await resourceMeant(store, of);
  return (await follow(store, arn, direction)).map(hopRow);
};

/** Who can invoke a function: every way that policies, URLs and triggers open, and what is missing on those that are shut. */
export const invokerRows = async (store: InventoryStore, of: string | undefined): Promise<readonly Row[]> => {
  const document = await resourceMeant(store, of);
  const facet = readFacet(document, 'reach');
  const ways = reachOf(document)?.ways ?? [];
  const rows = ways.map(
    (way): Row => ({
      json: { function: document.arn, ...way, missing: [...way.missing] },
      columns: {
        who: way.exposure,
        how: way.path,
        open: way.missing.length === 0 ? 'yes' : `no: it lacks ${way.missing.join(' and ')}`,
      },
    }),
  );
  if (facet.known && facet.partial === undefined) return rows;
  const reason = facet.known ? (facet.partial ?? 'not-seen') : facet.reason;
  return [
    ...rows,
    {
      json: { function: document.arn, exposure: 'unknown', path: null, reason },
      columns: { who: 'unknown', how: 'there may be more', open: `? (${reason})` },
    },
  ];
};

const inWords = (facet: Facet<Json> | null): string => {
  if (facet === null) return '-';
  if (!facet.known) return `? (${facet.reason})`;
  return typeof facet.value === 'string' ? facet.value : JSON.stringify(facet.value);
};

const pastRow = ({ entry, facets, presence }: PastChange): Row => {
  const { json, columns } = changeRow(entry);
  const changed = facets.map(({ facet, before, after }) => `${facet}: ${inWords(before)} → ${inWords(after)}`);
  return {
    json: { ...json, presence: { ...presence }, facets: facets as unknown as Json },
    columns: { ...columns, changed: changed.join('; ') || '-' },
  };
};

/** The changes of one resource with before and after, oldest first. */
export const pastRows = async (
  store: InventoryStore,
  of: string,
  since: string | undefined,
): Promise<readonly Row[]> => {
  const document = await resourceMeant(store, of);
  const entries = await store.history(document.arn, since === undefined ? undefined : { time: since, id: '' });
  // What only follows from a neighbour's change is told with that change, unless it moved a finding.
  return changesOf(document, entries)
    .filter(({ entry }) => entry.change.via === undefined || entry.transitions.length > 0)
    .map(pastRow)
    .reverse();
};

/** A resource as it stood at a time; only what changed since then costs a query. */
export const standing = async (
  store: InventoryStore,
  document: Document,
  at: string,
): Promise<Document | undefined> => {
  if (document.head === null || document.head.time <= at) return document;
  return documentAt(document, await store.history(document.arn, { time: at, id: '' }), at);
};

/** Triggers through which nobody can come now: switched off, or something is missing on every way. */
export const unusedTriggerRows = (document: Document): readonly Row[] => {
  const triggers = knownValue(readFacet(document, 'triggers')) as
    | readonly { readonly enabled: boolean; readonly arn: string }[]
    | undefined;
  const ways = reachOf(document)?.ways ?? [];
  const isUnused = (index: number): boolean => {
    const trigger = triggers?.[index];
    if (trigger === undefined) return false;
    const through = ways.filter(({ by }) => by === trigger.arn);
    return !trigger.enabled || (through.length > 0 && through.every(({ missing }) => missing.length > 0));
  };
  return triggerRows(document).filter((_, index) => isUnused(index));
};
