import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Arn } from '../../arn.ts';
import { type Document, type HistoryEntry, newestFirst, type ResourceChange, rewind } from '../document.ts';
import { standsUnder } from './index-keys.ts';
import { historyDays, type Item, timeToLiveAttribute } from './schema.ts';
import {
  changeSort,
  collection,
  expiryOf,
  number,
  type Part,
  type StoredState,
  text,
  texts,
  type Written,
} from './table.ts';

/**
 * How resources stood at any time, as items that an index finds. What stood at a time are spans that began before it and
 * end after it, and an index has one order: spans stand in classes by how long they lasted, each in order of when they
 * began, so that of a class only those are read that began so long before the time or later. A class reaches a fifth
 * farther than it begins, so that nearly all that is read was still so at the time.
 */
const shortestSeconds = 60;
const growth = 1.2;
const longestSeconds = historyDays * 24 * 3600;

/** Up to how long, in seconds, the spans of each class last; the last class is of all that lasted longer. */
const lengths: readonly number[] = Array.from(
  { length: 1 + Math.ceil(Math.log(longestSeconds / shortestSeconds) / Math.log(growth)) },
  (_, index) => shortestSeconds * growth ** index,
);

const secondsBetween = (since: string, until: string): number => (Date.parse(until) - Date.parse(since)) / 1000;

/** The class of a span; `now`: it has not ended. */
export const spanClassOf = (since: string, until: string | undefined): string => {
  if (until === undefined) return 'now';
  const seconds = secondsBetween(since, until);
  const index = lengths.findIndex((most) => seconds < most);
  return String(index < 0 ? lengths.length : index);
};

const spanKey = (spanClass: string, key: string): string => `SPAN#${spanClass}#${key}`;

/** The index keys of a resource as it stood from one time to another. */
const spanKeys = (document: Document, since: string, until: string | undefined, ownerTag: string) =>
  Object.fromEntries(
    standsUnder(document, ownerTag).flatMap(({ index, key, prefix = '' }) => [
      [index.partition, spanKey(spanClassOf(since, until), key)],
      [index.sort, `${prefix}${since}#${document.arn}`],
    ]),
  );

const deflated = (document: Document): Item => ({ body: { B: deflateRawSync(JSON.stringify(document)) } });

/** Whether it is asked how something stood: windows are of their time as it is, and what is only named has none. */
const isKept = ({ kind, head }: Document): boolean => kind !== 'activity-window' && head !== null;

const standsSort = 'STANDS';

/** The sort key of how something stood until a change; the same, whoever writes it. */
const stoodSort = ({ time, id, via }: Pick<ResourceChange, 'time' | 'id' | 'via'>): string =>
  `STOOD#${time}#${id}#${via ?? ''}`;

/** The same by the sort key of the change's entry of history. */
const stoodSortOf = (changeSort: string): string => changeSort.replace(/^CHANGE#/, 'STOOD#').replace(/#\d+#[^#]*$/, '');

/** Who writes a span: the one with the highest version is right. */
const writtenBy = ({ document, version, commits }: StoredState, sort: string): Item => ({
  pk: collection(document.arn),
  sk: text(sort),
  version: number(version),
  commit: text(commits.at(-1) ?? ''),
});

/** How something does not stand any more, as whoever else writes the same has to know for a while. */
export const spanGone = (item: Item): Item => {
  const { pk, sk, version, commit } = item;
  const expires = Math.floor(Date.now() / 1000) + 24 * 3600;
  return { ...{ pk, sk, version, commit }, [timeToLiveAttribute]: number(expires) } as Item;
};

/** A document as it stands since its last change. */
const standsItem = (state: StoredState, ownerTag: string): Item => {
  const { document } = state;
  const { head } = document;
  return {
    ...writtenBy(state, standsSort),
    ...(isKept(document) && head !== null
      ? { ...texts(spanKeys(document, head.time, undefined, ownerTag)), ...deflated(document) }
      : {}),
  };
};

/** A document as it stood until a change; `undefined` where that was in the same second, or before anything was known. */
const stoodItem = (state: StoredState, before: Document, entry: HistoryEntry, ownerTag: string): Item | undefined => {
  const { change } = entry;
  if (!isKept(before) || before.head === null || before.head.time >= change.time) return undefined;
  return {
    ...writtenBy(state, stoodSort(change)),
    ...texts(spanKeys(before, before.head.time, change.time, ownerTag)),
    ...deflated(before),
    until: text(change.time),
    [timeToLiveAttribute]: expiryOf(entry),
  };
};

/** A span to be written; `replaces`: it may stand where another one does that was right so far. */
export interface WrittenSpan {
  readonly item: Item;
  readonly replaces: boolean;
}

/** How a document stands, how it stood before each of the changes of some of its last writes, and what they replaced. */
export const spanItems = (state: StoredState, writes: readonly Written[], ownerTag: string): readonly WrittenSpan[] => {
  const { document, tail } = state;
  if (document.kind === 'activity-window') return [];
  // Also what the write before replaced: who made it may have died.
  const gone = new Set(tail.flatMap(({ replaced }) => replaced));
  const replaced = new Set([...gone].map(stoodSortOf));
  const entries = tail
    .flatMap(({ commit, entries }) => entries.map((entry) => ({ entry, commit })))
    .filter(({ entry, commit }) => !gone.has(changeSort(entry.change, commit)))
    .sort((a, b) => newestFirst(a.entry, b.entry));
  const wanted = new Set(writes.map(({ commit }) => commit));
  const spans: WrittenSpan[] = [{ item: standsItem(state, ownerTag), replaces: false }];
  const held = new Set<string>();
  let after = document;
  for (const { entry, commit } of entries) {
    const before = rewind(after, [entry]);
    const item = stoodItem(state, before, entry, ownerTag);
    const sort = stoodSort(entry.change);
    if (item !== undefined) held.add(sort);
    if (item !== undefined && wanted.has(commit)) spans.push({ item, replaces: replaced.has(sort) });
    after = before;
  }
  const left = [...replaced].filter((sort) => !held.has(sort));
  return [...spans, ...left.map((sort) => ({ item: spanGone(writtenBy(state, sort)), replaces: true }))];
};

export const readSpan = (
  item: Item,
): { readonly document: Document; readonly until: string | undefined } | undefined => {
  const body = item['body']?.B;
  if (body === undefined) return undefined;
  return { document: JSON.parse(inflateRawSync(body).toString()) as Document, until: item['until']?.S };
};

/** The query for how a resource stood at the end of a second, where it has changed since. */
export const stoodQuery = (arn: Arn, at: string) => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':pk': collection(arn), ':from': text(`STOOD#${at}~`), ':to': text('STOOD#~') },
});

/** What stood at the end of a second; `since` and `before`: only what changed last then. */
export interface Moment {
  readonly at: string;
  readonly since?: string | undefined;
  readonly before?: string | undefined;
}

const isoBefore = (time: string, seconds: number): string => new Date(Date.parse(time) - seconds * 1000).toISOString();

/** The queries for what may have stood under a part of an index: one for each class of spans. */
export const spanQueries = ({ index, key, prefix = '' }: Part, { at, since = '', before = '~' }: Moment) => {
  const end = `${at}~`;
  const last = before < end ? before : end;
  const spanClasses = [...lengths.map((most, number) => [String(number), isoBefore(at, most)] as const)];
  return [...spanClasses, [String(lengths.length), ''] as const, ['now', ''] as const]
    .map(([spanClass, earliest]) => ({ spanClass, first: since > earliest ? since : earliest }))
    .filter(({ first }) => first <= last)
    .map(({ spanClass, first }) => ({
      IndexName: index.name,
      KeyConditionExpression: `${index.partition} = :key AND ${index.sort} BETWEEN :first AND :last`,
      ExpressionAttributeValues: {
        ':key': text(spanKey(spanClass, key)),
        ':first': text(`${prefix}${first}`),
        ':last': text(`${prefix}${last}`),
      },
    }));
};

/** The classes of a part of an index as parts themselves. */
export const spanParts = (part: Part): readonly Part[] =>
  ['now', ...Array.from({ length: lengths.length + 1 }, (_, index) => String(index))].map((spanClass) => ({
    ...part,
    key: spanKey(spanClass, part.key),
  }));
