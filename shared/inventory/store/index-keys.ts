import { type Arn, parseArn } from '../../arn.ts';
import { type Facet, knownValue } from '../../engine/facet.ts';
import type { JsonObject } from '../../json.ts';
import { exposures } from '../../policy/exposure-order.ts';
import type { Document, Presence, ResourceRef } from '../document.ts';
import type { Edge, Relation } from '../edge.ts';
import { edgesOf } from '../edges.ts';
import { type IncomingTrigger, incomingTrigger } from '../entrances.ts';
import { facetValue } from '../facet-value.ts';
import { invokesSome } from '../invokers.ts';
import type { Kind } from '../kinds.ts';
import { derivedFacet } from '../links.ts';
import type { Reach } from '../reach.ts';
import { ownerOf, powerBehind } from '../standing.ts';
import { type Index, indexes } from './schema.ts';

interface Place {
  readonly account: string;
  readonly region: string;
  readonly name: string;
}

/** Where a resource is, as the sort keys of indexes say it. */
export const placeOf = ({ account, region, name }: Place): string => `${account}#${region}#${name}`;

/** A value that stands before a place: it must not look like the end of itself. */
const escaped = (value: string): string => value.replaceAll('%', '%25').replaceAll('#', '%23');

/** Everything of a kind that is there, or no more. */
export const kindKey = (kind: Kind, gone: boolean): string => `KIND#${kind}${gone ? '#deleted' : ''}`;
export const nameKey = (kind: Kind, gone: boolean): string => `NAME#${kind}${gone ? '#deleted' : ''}`;
export const namePrefix = (name: string): string => escaped(name);
export const exposureKey = (exposure: string): string => `EXPOSURE#${exposure}`;
export const invokesKey = (account: string): string => `INVOKES#${account}`;
export const powerKey = (kind: Kind, level: string): string => `POWER#${kind}#${level}`;
export const ownerKey = (kind: Kind, owner: string): string => `OWNER#${kind}#${owner}`;
export const runtimeKey = 'RUNTIME';
export const runtimePrefix = (runtime: string): string => escaped(runtime);
export const unusedKey = (kind: Kind): string => `UNUSED#${kind}`;

/** How much of an exposure, or of an identity's policies, is known: the sort key of the index begins so. */
export const wholly = { whole: 'whole#', partial: 'partial#', unknown: 'unknown#' } as const;

/** Exposures under which a resource stands of which not all is known. */
export const knownInPart: readonly string[] = exposures.filter((exposure) => exposure !== 'unknown');

const reachFacet = (document: Document): Facet<Reach> | undefined =>
  derivedFacet(document, 'reach') as Facet<Reach> | undefined;

/** Triggers of a function through which nobody can come now: switched off, or something is missing on every way. */
export const unusedTriggersOf = (document: Document): readonly IncomingTrigger[] => {
  const triggers = Object.values(document.neighbours['triggers'] ?? {}) as unknown as readonly IncomingTrigger[];
  const ways = knownValue(reachFacet(document))?.ways ?? [];
  return triggers.filter(({ arn, enabled }) => {
    const through = ways.filter(({ by }) => by === arn);
    return !enabled || (through.length > 0 && through.every(({ missing }) => missing.length > 0));
  });
};

/** A function with triggers through which nobody comes, or a role that nothing in the inventory runs as. */
export const isWithoutUse = (document: Document): boolean => {
  if (document.kind === 'function') return unusedTriggersOf(document).length > 0;
  if (document.kind !== 'role') return false;
  const users = derivedFacet(document, 'usedBy') as Facet<readonly string[]> | undefined;
  return (knownValue(users) ?? []).length === 0;
};

/** Something that a resource stands under in an index, before its place or, of the past, the time since when. */
export interface Under {
  readonly index: Index;
  readonly key: string;
  readonly prefix?: string;
}

const ofIdentity = (document: Document): readonly Under[] => {
  const invokes = invokesSome(document);
  if (invokes === undefined) return [];
  return [{ index: indexes.byExposure, key: invokesKey(document.account), prefix: wholly[invokes] }];
};

const ofFunction = (document: Document): readonly Under[] => {
  const reach = reachFacet(document);
  if (reach === undefined) return [];
  const runtime = facetValue(document as Document & { readonly kind: 'function' }, 'runtime');
  const exposure = reach.known ? reach.value.exposure : 'unknown';
  const isWhole = !reach.known || reach.partial === undefined;
  return [
    { index: indexes.byExposure, key: exposureKey(exposure), prefix: isWhole ? wholly.whole : wholly.partial },
    ...(typeof runtime === 'string'
      ? [{ index: indexes.byRuntime, key: runtimeKey, prefix: `${runtimePrefix(runtime)}#` }]
      : []),
  ];
};

/** What is asked of resources, of the past as well: kind, exposure, power, owner, runtime, triggers without use. */
export const standsUnder = (document: Document, ownerTag: string): readonly Under[] => {
  const { kind } = document;
  const gone = document.presence === 'deleted';
  const always = { index: indexes.byKind, key: kindKey(kind, gone) };
  if (gone) return [always];
  const power = powerBehind(document);
  const owner = ownerOf(document, ownerTag);
  return [
    always,
    ...(power === undefined ? [] : [{ index: indexes.byPower, key: powerKey(kind, power) }]),
    ...(owner === null || owner === '' ? [] : [{ index: indexes.byOwner, key: ownerKey(kind, owner) }]),
    ...(isWithoutUse(document) ? [{ index: indexes.byStatus, key: unusedKey(kind) }] : []),
    ...(kind === 'function' ? ofFunction(document) : []),
  ];
};

/** What is asked of the present alone: names, which never change, and which identities can invoke something. */
const standsNowUnder = (document: Document): readonly Under[] => {
  const { kind, name } = document;
  const gone = document.presence === 'deleted';
  return [
    { index: indexes.byTarget, key: nameKey(kind, gone), prefix: `${namePrefix(name)}#` },
    ...(!gone && (kind === 'role' || kind === 'user') ? ofIdentity(document) : []),
  ];
};

/**
 * The index keys of a resource by what is asked of it, and by its last change. What was deleted is asked for by its
 * name and by when that was.
 */
export const standingKeys = (document: Document, ownerTag: string): { readonly [name: string]: string } => {
  const { kind, arn, head } = document;
  const gone = document.presence === 'deleted';
  const place = placeOf(document);
  const keys: Record<string, string> = {};
  const isWindow = kind === 'activity-window';
  const all = isWindow
    ? [{ index: indexes.byKind, key: kindKey(kind, gone) }]
    : [...standsUnder(document, ownerTag), ...standsNowUnder(document)];
  for (const { index, key, prefix = '' } of all as readonly Under[]) {
    keys[index.partition] = key;
    keys[index.sort] = `${prefix}${place}`;
  }
  if (head !== null && !isWindow) {
    keys[indexes.byTime.partition] = kindKey(kind, gone);
    keys[indexes.byTime.sort] = `${head.time}#${arn}`;
  }
  return keys;
};

/** What an edge tells of the resource that it begins at. */
export interface EdgeEnd extends ResourceRef {
  readonly presence: Presence;
  readonly edges: readonly { readonly relation: Relation; readonly target: Arn }[];
  readonly target: Arn;
  /** What a trigger is to the function that it points at. */
  readonly trigger?: IncomingTrigger;
}

/** Relations that are followed against their arrow: who follows meets their near end. */
const followed: ReadonlySet<Relation> = new Set(['triggers', 'sends-to', 'reads-from', 'listens-on', 'authorized-by']);

export const triggersKey = 'EDGE#triggers';
export const destinationsKey = 'EDGE#sends-to';

/** `lambda`, `sqs`: what kind of thing a destination is, as its ARN says. */
export const serviceOf = (arn: string): string => arn.split(':')[2] ?? '';

/** Where a function is and what it is called, as its ARN says. */
export const functionOf = (arn: string): Place => {
  const { account = '', region = '', resource = '' } = parseArn(arn) ?? {};
  return { account, region, name: resource.split(':').at(-1) ?? resource };
};

/** What an edge carries of its near end, and where it is listed beside other edges. */
export const edgeEndOf = (
  source: Document,
  { relation, target }: Edge,
): {
  readonly end?: EdgeEnd & JsonObject;
  readonly listed?: { readonly key: string; readonly sort: string };
} => {
  if (!followed.has(relation)) return {};
  const { kind, arn, name, account, region, presence } = source;
  const trigger = relation === 'triggers' ? incomingTrigger(source, target) : undefined;
  const end = {
    ...{ kind, arn, name, account, region, presence, target },
    edges: edgesOf(source).filter((edge) => followed.has(edge.relation) || edge.relation === 'runs-as'),
    ...(trigger == null ? {} : { trigger }),
  };
  const listed =
    trigger != null
      ? { key: triggersKey, sort: `${kind}#${placeOf(functionOf(target))}#${arn}` }
      : relation === 'sends-to' && kind === 'function'
        ? { key: destinationsKey, sort: `${serviceOf(target)}#${placeOf(source)}#${target}` }
        : undefined;
  return { end: end as unknown as EdgeEnd & JsonObject, ...(listed === undefined ? {} : { listed }) };
};
