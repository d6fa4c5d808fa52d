import type { Arn } from '../arn.ts';
import { emptyContext } from '../engine/context.ts';
import { knownValue } from '../engine/facet.ts';
import { matchesGlob } from '../glob.ts';
import type { Document } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { functionOf, placeOf } from '../inventory/store/index-keys.ts';
import type { Standing } from '../inventory/store/standing-parts.ts';
import { kindMeant, kinds, meant, type View } from './inventory-kinds.ts';
import {
  type Asked,
  invokerRows,
  isNarrowed,
  type Narrowing,
  pastRows,
  pathRows,
  resourceMeant,
  standingFor,
  unusedTriggerRows,
} from './inventory-questions.ts';
import {
  changeRow,
  destinationRow,
  exposureRow,
  type Row,
  resourceRow,
  triggerRow,
  triggerRows,
} from './inventory-rows.ts';

/** What a list can be narrowed by. */
export interface ListOptions extends Narrowing {
  readonly account?: string;
  readonly region?: string;
  readonly name?: string;
  readonly tag?: string;
  readonly deleted: boolean;
  readonly of?: string;
  readonly kind?: string;
  readonly at?: string;
  readonly usedBy?: string;
  readonly direction: 'in' | 'out';
  readonly ownerTag?: string;
}

const tagsOf = (document: Document): { readonly [key: string]: unknown } => {
  const tags = document.facets['tags'];
  return tags?.known && typeof tags.value === 'object' && tags.value !== null ? { ...tags.value } : {};
};

const hasTag = (document: Document, wanted: string): boolean => {
  const [key = '', ...rest] = wanted.split('=');
  const found = tagsOf(document)[key];
  return typeof found === 'string' && (rest.length === 0 || matchesGlob(found, rest.join('=')));
};

const isWanted = (document: Document, { name, tag, deleted }: ListOptions): boolean =>
  (deleted || document.presence !== 'deleted') &&
  (name === undefined || isCalled(document, name)) &&
  (tag === undefined || hasTag(document, tag));

/** Whether a resource has a name, or an ARN, that a pattern stands for. */
const isCalled = ({ name, arn }: { readonly name: string; readonly arn: string }, pattern: string): boolean =>
  matchesGlob(pattern.startsWith('arn:') ? arn : name, pattern);

const placeIn = ({ account, region }: ListOptions) => ({
  ...(account === undefined ? {} : { account }),
  ...(region === undefined ? {} : { region }),
});

/** A resource that may fit, and what has still to be looked at. */
interface Candidate {
  readonly document: Document;
  readonly narrowing: Narrowing;
}

/** What is gone, as far as it may fit. */
const goneOf = (standing: Standing, kind: Kind): Standing =>
  standing.by === 'name' ? { ...standing, gone: true } : { by: 'kind', kind, gone: true };

/** What may fit now, each resource once, read from the index that holds the least beside it. */
const candidatesNow = async function* (
  { questions }: Asked,
  kind: Kind,
  asked: Standing,
  options: ListOptions,
): AsyncGenerator<Candidate> {
  const place = placeIn(options);
  for await (const document of questions.standing(asked, place)) yield { document, narrowing: left(asked, options) };
  if (!options.deleted) return;
  for await (const document of questions.standing(goneOf(asked, kind), place)) yield { document, narrowing: options };
};

/**
 * The same of the past. What a resource is called and in which account it is never changes: what is there and what was
 * deleted since are asked for one by one how they stood. Anything else is asked of how things stood.
 */
const candidatesAt = async function* (
  { questions }: Asked,
  kind: Kind,
  asked: Standing,
  at: string,
  options: ListOptions,
): AsyncGenerator<Candidate> {
  const isTimeless = asked.by === 'name' || (asked.by === 'kind' && options.account !== undefined);
  if (isTimeless) {
    const since = { by: 'change', kind, since: `${at}~`, before: undefined, gone: true } as const;
    const gone = options.deleted || asked.by === 'name' ? goneOf(asked, kind) : since;
    for (const standing of [asked, gone]) {
      for await (const document of questions.standing(standing, placeIn(options))) {
        const stood = await questions.asItStood(document, at);
        if (stood !== undefined) yield { document: stood, narrowing: options };
      }
    }
    return;
  }
  for await (const document of questions.stood(asked, at)) yield { document, narrowing: left(asked, options) };
  if (!options.deleted) return;
  for await (const document of questions.stood(goneOf(asked, kind), at)) yield { document, narrowing: options };
};

/** What has still to be looked at. The index knows owners by the tag that the deployment was told of, whichever that is. */
const left = (asked: Standing, options: ListOptions): Narrowing => {
  const { owner: _, ...others } = options;
  return asked.by === 'owner' ? others : options;
};

const fittingOf = async function* (asked: Asked, kind: Kind, options: ListOptions): AsyncGenerator<Document> {
  const { account, region, ownerTag, at } = options;
  const standing = standingFor(kind, options, ownerTag);
  const candidates =
    at === undefined ? candidatesNow(asked, kind, standing, options) : candidatesAt(asked, kind, standing, at, options);
  for await (const { document, narrowing } of candidates) {
    if (region !== undefined && document.region !== region) continue;
    if (account !== undefined && document.account !== account) continue;
    if (isWanted(document, options) && isNarrowed(document, narrowing, ownerTag ?? emptyContext.ownerTag))
      yield document;
  }
};

const byPlace = (a: Document, b: Document): number => (placeOf(a) < placeOf(b) ? -1 : 1);

/** What fits, in the order of the index that was asked; of the past, which has no such order, by place. */
const documentsOf = async function* (asked: Asked, kind: Kind, options: ListOptions): AsyncGenerator<Document> {
  const fitting = fittingOf(asked, kind, options);
  if (options.at === undefined) {
    yield* fitting;
    return;
  }
  const stood: Document[] = [];
  for await (const document of fitting) stood.push(document);
  yield* stood.sort(byPlace);
};

const changesOf = async ({ questions }: Asked, options: ListOptions, now: string): Promise<readonly Row[]> => {
  const { account, region, name } = options;
  const rows: Row[] = [];
  for await (const entry of questions.changes(options.since, options.at ?? now)) {
    const { change } = entry;
    const isAsked =
      (account === undefined || change.account === account) &&
      (region === undefined || change.region === region) &&
      (name === undefined || isCalled(change, name));
    if (isAsked) rows.push(changeRow(entry));
  }
  return rows;
};

/** Whether triggers are asked for by what their functions are, which only the functions tell. */
const isAboutFunctions = ({ exposure, owner, runtime, power, since, before, tag, at, name, deleted }: ListOptions) =>
  deleted || [exposure, owner, runtime, power, since, before, tag, at, name].some((given) => given !== undefined);

const triggersOf = async (asked: Asked, options: ListOptions): Promise<readonly Row[]> => {
  const { account, region, kind, direction, unused } = options;
  const isHere = (row: Row): boolean =>
    (account === undefined || row.json['account'] === account) &&
    (region === undefined || row.json['region'] === region);
  const rows: Row[] = [];
  if (direction === 'out') {
    for await (const end of asked.questions.destinations(kind, placeIn(options))) rows.push(destinationRow(end));
  } else if (unused || isAboutFunctions(options)) {
    for await (const document of documentsOf(asked, 'function', options)) {
      const found = unused ? unusedTriggerRows(document) : triggerRows(document);
      rows.push(...found.filter(({ json }) => kind === undefined || json['kind'] === kind));
    }
  } else {
    const only = kind === undefined ? undefined : kindMeant(kind);
    for await (const { target, trigger } of asked.questions.triggers(only, placeIn(options))) {
      if (trigger !== undefined) rows.push(triggerRow({ arn: target, ...functionOf(target) }, trigger));
    }
  }
  return rows.filter(isHere);
};

const viewOf = async (asked: Asked, view: View, options: ListOptions): Promise<readonly Row[]> => {
  switch (view) {
    case 'upstream':
    case 'downstream':
      return pathRows(asked, options.of, view);
    case 'invokers':
      return invokerRows(asked, options.of);
    case 'changes':
      if (options.of !== undefined) return pastRows(asked, options.of, options.since);
      return changesOf(asked, options, new Date().toISOString());
    case 'triggers':
      return triggersOf(asked, options);
    case 'exposures': {
      const rows: Row[] = [];
      for await (const document of documentsOf(asked, 'function', options)) rows.push(exposureRow(document));
      return rows;
    }
  }
};

const narrowings = ['name', 'tag', 'exposure', 'owner', 'runtime', 'power', 'since', 'before', 'at'] as const;

const counts = async (asked: Asked, options: ListOptions): Promise<readonly Row[]> => {
  const isPlain = !options.deleted && narrowings.every((name) => options[name] === undefined);
  const rows: Row[] = [];
  for (const kind of kinds) {
    let count = 0;
    if (isPlain) count = await asked.questions.count({ by: 'kind', kind, gone: false }, placeIn(options));
    else for await (const _ of documentsOf(asked, kind, options)) count += 1;
    if (count > 0) rows.push({ json: { kind, count }, columns: { kind, count: String(count) } });
  }
  return rows;
};

/** The rows that a word asks for; without one, how many there are of each kind. */
export const rowsOf = async (asked: Asked, word: string | undefined, options: ListOptions): Promise<readonly Row[]> => {
  if (word === undefined) return counts(asked, options);
  const meaning = meant(word);
  if ('view' in meaning) return viewOf(asked, meaning.view, options);
  const { kind } = meaning;
  if (options.usedBy !== undefined) return rolesOf(asked, options.usedBy);
  const rows: Row[] = [];
  for await (const document of documentsOf(asked, kind, options)) rows.push(resourceRow(document));
  return rows;
};

/** The role that a function runs as: the function and the role are read, whatever the size of the inventory. */
const rolesOf = async (asked: Asked, user: string): Promise<readonly Row[]> => {
  const { facets } = await resourceMeant(asked, user);
  const role = knownValue(facets['role']);
  const document = typeof role === 'string' ? await asked.store.resource(role as Arn) : undefined;
  return document === undefined ? [] : [resourceRow(document)];
};
