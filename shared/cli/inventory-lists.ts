import { type Arn, isArn, parseArn } from '../arn.ts';
import { emptyContext } from '../engine/context.ts';
import { knownValue } from '../engine/facet.ts';
import { matchesGlob } from '../glob.ts';
import type { Document } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { kindMeant, kinds, meant, type View } from './inventory-kinds.ts';
import {
  type Asked,
  invokerRows,
  isNarrowed,
  type Narrowing,
  pastRows,
  pathRows,
  resourceMeant,
  standing,
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
  (name === undefined || matchesGlob(document.name, name) || matchesGlob(document.arn, name)) &&
  (tag === undefined || hasTag(document, tag));

/** Who asks by a name asks two small items, or all of a kind where it may stand for several. */
const isExactName = (name: string | undefined): name is string =>
  name !== undefined && !/[*?]/.test(name) && !isArn(name);

/** What may fit, read from the index that holds the least beside it. */
const candidates = async function* (
  { store, questions }: Asked,
  kind: Kind,
  options: ListOptions,
): AsyncGenerator<Document> {
  const { account, region, name, ownerTag } = options;
  const place = { ...(account === undefined ? {} : { account, ...(region === undefined ? {} : { region }) }) };
  // What stood at a time, and what is gone, stands in no index of what is.
  const isNow = options.at === undefined && !options.deleted;
  const standing = isNow ? standingFor(kind, options, ownerTag) : undefined;
  if (isNow && isExactName(name) && kind !== 'activity-window') {
    for (const arn of await questions.named(kind, name)) {
      const document = await store.resource(arn);
      if (document !== undefined) yield document;
    }
  } else if (standing !== undefined) yield* questions.standing(standing, place);
  // A Region alone can not be asked of the index: it stands behind the account there.
  else yield* store.list(kind, place.account, place.region, !isNow);
};

const documentsOf = async function* (asked: Asked, kind: Kind, options: ListOptions): AsyncGenerator<Document> {
  const { account, region, ownerTag } = options;
  // The index knows owners by the tag that the deployment was told of, whichever that is.
  const byIndex = standingFor(kind, options, ownerTag)?.by === 'owner' && options.at === undefined && !options.deleted;
  const { owner: _, ...others } = options;
  const narrowing = byIndex && !isExactName(options.name) ? others : options;
  for await (const document of candidates(asked, kind, options)) {
    if (region !== undefined && document.region !== region) continue;
    if (account !== undefined && document.account !== account) continue;
    const stood = options.at === undefined ? document : await standing(asked.store, document, options.at);
    if (stood === undefined || !isWanted(stood, options)) continue;
    if (isNarrowed(stood, narrowing, ownerTag ?? emptyContext.ownerTag)) yield stood;
  }
};

const changesOf = async ({ questions }: Asked, options: ListOptions, now: string): Promise<readonly Row[]> => {
  const { account, region, name } = options;
  const rows: Row[] = [];
  for await (const entry of questions.changes(options.since, options.at ?? now)) {
    const { change } = entry;
    const isAsked =
      (account === undefined || change.account === account) &&
      (region === undefined || change.region === region) &&
      (name === undefined || matchesGlob(change.name, name) || matchesGlob(change.arn, name));
    if (isAsked) rows.push(changeRow(entry));
  }
  return rows;
};

/** Whether triggers are asked for by what their functions are, which only the functions tell. */
const isAboutFunctions = ({ exposure, owner, runtime, power, since, before, tag, at, name, deleted }: ListOptions) =>
  deleted || [exposure, owner, runtime, power, since, before, tag, at, name].some((given) => given !== undefined);

const functionOf = (arn: string) => {
  const { account = '', region = '', resource = '' } = parseArn(arn) ?? {};
  return { arn, account, region, name: resource.split(':').at(-1) ?? resource };
};

const triggersOf = async (asked: Asked, options: ListOptions): Promise<readonly Row[]> => {
  const { account, region, kind, direction, unused } = options;
  const place = { ...(account === undefined ? {} : { account, ...(region === undefined ? {} : { region }) }) };
  const isHere = (row: Row): boolean =>
    (account === undefined || row.json['account'] === account) &&
    (region === undefined || row.json['region'] === region);
  const rows: Row[] = [];
  if (direction === 'out') {
    for await (const end of asked.questions.destinations(kind, place)) rows.push(destinationRow(end));
  } else if (unused || isAboutFunctions(options)) {
    for await (const document of documentsOf(asked, 'function', options)) {
      const found = unused ? unusedTriggerRows(document) : triggerRows(document);
      rows.push(...found.filter(({ json }) => kind === undefined || json['kind'] === kind));
    }
  } else {
    const only = kind === undefined ? undefined : kindMeant(kind);
    for await (const { target, trigger } of asked.questions.triggers(only, {})) {
      if (trigger !== undefined) rows.push(triggerRow(functionOf(target), trigger));
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
  const { account, region } = options;
  const isPlain = !options.deleted && narrowings.every((name) => options[name] === undefined);
  const rows: Row[] = [];
  for (const kind of kinds) {
    let count = 0;
    if (isPlain && (region === undefined || account !== undefined)) count = await asked.questions.count(kind, options);
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
