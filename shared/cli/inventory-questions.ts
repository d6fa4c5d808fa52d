import { type Arn, isArn } from '../arn.ts';
import { readFacet } from '../engine/evaluate.ts';
import type { Facet } from '../engine/facet.ts';
import { TrailwardenError } from '../errors.ts';
import { matchesGlob } from '../glob.ts';
import type { Document } from '../inventory/document.ts';
import { invocationBy } from '../inventory/invokers.ts';
import type { Kind } from '../inventory/kinds.ts';
import { changesOf, type PastChange } from '../inventory/past.ts';
import type { Reach } from '../inventory/reach.ts';
import { ownerOf, powerBehind } from '../inventory/standing.ts';
import { isWithoutUse, unusedTriggersOf } from '../inventory/store/index-keys.ts';
import type { InventoryQuestions } from '../inventory/store/questions.ts';
import type { Standing } from '../inventory/store/standing-parts.ts';
import type { InventoryStore } from '../inventory/store/store.ts';
import type { Json } from '../json.ts';
import { follow, type Hop } from '../map/paths.ts';
import type { Exposure } from '../policy/exposure-order.ts';
import { changeRow, type Row, triggerRows } from './inventory-rows.ts';

/** An inventory that can be asked: its store, and what the indexes of its table answer. */
export interface Asked {
  readonly store: InventoryStore;
  readonly questions: InventoryQuestions;
}

/** What narrows a list of resources by what is worked out about them. */
export interface Narrowing {
  readonly exposure?: Exposure;
  readonly owner?: string;
  readonly runtime?: string;
  readonly power?: string;
  readonly since?: string;
  readonly before?: string;
  readonly unused?: boolean;
  readonly name?: string;
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
  const { exposure, owner, runtime, power, since, before, unused } = narrowing;
  const changed = document.head?.time;
  const runs = readFacet(document, 'runtime');
  return (
    (exposure === undefined || hasExposure(document, exposure)) &&
    (owner === undefined || ownerOf(document, ownerTag) === owner) &&
    (runtime === undefined || (runs.known && typeof runs.value === 'string' && matchesGlob(runs.value, runtime))) &&
    (power === undefined || powerBehind(document) === power) &&
    (unused !== true || isWithoutUse(document)) &&
    (since === undefined || (changed !== undefined && changed >= since)) &&
    (before === undefined || (changed !== undefined && changed < before))
  );
};

/**
 * The one question to an index that a narrowing comes down to, the narrowest first; everything of the kind where no
 * index knows the answer. `ownerTag`: a tag of one's own choice, which the index of owners does not know.
 */
export const standingFor = (
  kind: Kind,
  { exposure, owner, runtime, power, since, before, unused, name }: Narrowing,
  ownerTag: string | undefined,
): Standing => {
  const isFunction = kind === 'function';
  const everything = { by: 'kind', kind, gone: false } as const;
  if (kind === 'activity-window') return everything;
  const called = name === undefined ? undefined : namesMeant(kind, name);
  if (called?.isBeginning === false) return called;
  if (unused && (isFunction || kind === 'role')) return { by: 'use', kind };
  if (exposure !== undefined && isFunction) return { by: 'exposure', exposure };
  if (power !== undefined && power !== 'limited') return { by: 'power', kind, level: power };
  if (owner !== undefined && owner !== '' && ownerTag === undefined) return { by: 'owner', kind, owner };
  const [, beginning, rest] = /^([^*?]+)(\*?)$/.exec(runtime ?? '') ?? [];
  if (beginning !== undefined && isFunction) return { by: 'runtime', runtime: beginning, isBeginning: rest === '*' };
  if (power !== undefined) return { by: 'power', kind, level: power };
  if (called !== undefined) return called;
  if (since !== undefined || before !== undefined) return { by: 'change', kind, since, before, gone: false };
  return everything;
};

/** The names that a pattern stands for, as an index finds them; `undefined` where it begins with a wildcard. */
const namesMeant = (kind: Kind, pattern: string): (Standing & { readonly by: 'name' }) | undefined => {
  const [beginning = ''] = /^[^*?]*/.exec(pattern) ?? [];
  if (beginning === '' || beginning.startsWith('arn:')) return undefined;
  return { by: 'name', kind, name: beginning, isBeginning: beginning !== pattern, gone: false };
};

/** What is called so and is there, or what was where nothing is. */
const calledSo = async ({ questions }: Asked, kind: Kind, name: string): Promise<readonly Document[]> => {
  for (const gone of [false, true]) {
    const found: Document[] = [];
    const standing = { by: 'name', kind, name, isBeginning: false, gone } as const;
    for await (const document of questions.standing(standing, {})) found.push(document);
    if (found.length > 0) return found;
  }
  return [];
};

/**
 * The one resource that is meant by `--of`: an ARN, or the name of a function.
 * @throws TrailwardenError `usage`, `not-found`
 */
export const resourceMeant = async (asked: Asked, of: string | undefined): Promise<Document> => {
  if (of === undefined)
    throw new TrailwardenError('usage', '--of: expected a resource (an ARN, or a function by name)');
  if (isArn(of)) {
    const document = await asked.store.resource(of as Arn);
    if (document === undefined) throw new TrailwardenError('not-found', `--of ${of}: nothing is known of it`);
    return document;
  }
  const found = await calledSo(asked, 'function', of);
  const [one, ...others] = found;
  if (one === undefined)
    throw new TrailwardenError('not-found', `--of ${of}: expected an ARN or the name of a function`);
  if (others.length > 0) {
    const arns = found.map(({ arn }) => arn).join(', ');
    throw new TrailwardenError('usage', `--of ${of}: expected one, got the name of ${found.length}: ${arns}`);
  }
  return one;
};

const hopRow = ({ arn, steps, via, relation, resource }: Hop): Row => {
  const name = resource?.name ?? arn.slice(Math.max(arn.lastIndexOf('/'), arn.lastIndexOf(':')) + 1);
  const kind = resource?.kind ?? 'not in the inventory';
  const presence = resource?.presence ?? 'referenced';
  return {
    json: { resource: arn, kind: resource?.kind ?? null, name, presence, steps, via, relation },
    columns: { steps: String(steps), kind, name, relation, via: via.slice(via.lastIndexOf(':') + 1) },
  };
};

/** The resource that paths begin at, as it is told before what they lead to. */
const beginningRow = ({ arn, kind, name, presence }: Document): Row => ({
  json: { resource: arn, kind, name, presence, steps: 0, via: null, relation: null },
  columns: { steps: '0', kind, name, relation: '-', via: '-' },
});

/** A resource, and what can reach it, or what it can reach, along the configured flow. */
export const pathRows = async (
  asked: Asked,
  of: string | undefined,
  direction: 'upstream' | 'downstream',
): Promise<readonly Row[]> => {
  const first = await resourceMeant(asked, of);
  const reader = { resource: asked.store.resource, pointing: asked.questions.pointing };
  return [beginningRow(first), ...(await follow(reader, first, direction)).map(hopRow)];
};

const identityRow = (fn: Document, identity: Document): Row | undefined => {
  const { decision, by } = invocationBy(identity, fn);
  if (by.length === 0 || (decision !== 'allowed' && decision !== 'unknown')) return undefined;
  const isSure = decision === 'allowed';
  return {
    json: {
      function: fn.arn,
      exposure: 'account',
      through: 'identity',
      by: identity.arn,
      path: `${identity.kind} ${identity.name}, by ${by.join(' and ')}`,
      decision,
    },
    columns: {
      who: 'account',
      how: `${identity.kind} ${identity.name}, by ${by.join(' and ')}`,
      open: isSure ? 'yes' : '? (depends on a condition)',
    },
  };
};

/** Roles and users of the function's account that their own policies let invoke it, and how many may but are not known. */
const identityRows = async ({ questions }: Asked, fn: Document): Promise<readonly Row[]> => {
  const { account } = fn;
  const rows: Row[] = [];
  let uncertain = await questions.count({ by: 'invoking', account, known: 'unknown' }, {});
  for (const known of ['whole', 'partial'] as const) {
    for await (const identity of questions.standing({ by: 'invoking', account, known }, {})) {
      const row = identityRow(fn, identity);
      if (row !== undefined) rows.push(row);
      else if (known === 'partial') uncertain += 1;
    }
  }
  if (uncertain === 0) return rows;
  const how = `${uncertain} roles and users whose policies are not all known`;
  return [
    ...rows,
    {
      json: { function: fn.arn, exposure: 'unknown', through: 'identity', by: null, path: how, decision: 'unknown' },
      columns: { who: 'unknown', how, open: '? (not-seen)' },
    },
  ];
};

/**
 * Who can invoke a function: every way that policies, URLs and triggers open, what is missing on those that are shut, and
 * the identities that their own policies let in.
 */
export const invokerRows = async (asked: Asked, of: string | undefined): Promise<readonly Row[]> => {
  const document = await resourceMeant(asked, of);
  return [...wayRows(document), ...(document.kind === 'function' ? await identityRows(asked, document) : [])];
};

const wayRows = (document: Document): readonly Row[] => {
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
export const pastRows = async (asked: Asked, of: string, since: string | undefined): Promise<readonly Row[]> => {
  const document = await resourceMeant(asked, of);
  const entries = await asked.store.history(document.arn, since === undefined ? undefined : { time: since, id: '' });
  // What only follows from a neighbour's change is told with that change, unless it moved a finding.
  return changesOf(document, entries)
    .filter(({ entry }) => entry.change.via === undefined || entry.transitions.length > 0)
    .map(pastRow)
    .reverse();
};

/** Triggers through which nobody can come now: switched off, or something is missing on every way. */
export const unusedTriggerRows = (document: Document): readonly Row[] => {
  const unused = new Set(unusedTriggersOf(document).map(({ arn }) => arn));
  return triggerRows(document).filter(({ json }) => unused.has(String(json['trigger'])));
};
