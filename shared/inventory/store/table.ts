import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../../arn.ts';
import type { Finding, Transition } from '../../engine/finding.ts';
import type { Document, HistoryEntry, ResourceChange } from '../document.ts';
import type { Edge, Relation } from '../edge.ts';
import type { Announcement } from '../fold/run.ts';
import type { Kind } from '../kinds.ts';
import type { Stamp } from '../stamp.ts';
import type { Bodies } from './bodies.ts';
import { type EdgeEnd, edgeEndOf, kindKey, standingKeys } from './index-keys.ts';
import { historyDays, type Index, type Item, indexes, timeToLiveAttribute } from './schema.ts';

/** What one write does to history. */
export interface Written {
  readonly commit: Commit;
  readonly entries: readonly HistoryEntry[];
  /** Sort keys of the entries that they replace. */
  readonly replaced: readonly string[];
}

/** What a write is called: the version that it makes, and a word that tells it from others who tried to make that. */
export type Commit = `${number}#${string}`;

const commitsRemembered = 16;

/** The version that a write made. */
export const versionOf = (commit: Commit): number => Number(commit.slice(0, commit.indexOf('#')));

/** The last writes with one more. */
export const withCommit = (commits: readonly Commit[], commit: Commit): readonly Commit[] =>
  [...commits, commit].slice(-commitsRemembered);

const writesInTail = 2;

/** The last writes with one more, of those whose part in history is kept beside the state. */
export const withWritten = (tail: readonly Written[], written: Written): readonly Written[] =>
  [...tail, written].slice(-writesInTail);

/**
 * Whether a write is one of those that made the state. State and history are written side by side: who loses a race has
 * left entries that never held. Of writes that are no longer remembered all losers have long tried again.
 */
export const isCommitted = (commits: readonly Commit[], commit: Commit): boolean => {
  const [oldest] = commits;
  return oldest === undefined || versionOf(commit) < versionOf(oldest) || commits.includes(commit);
};

/** A document as stored: with the version that guards it and the work that its last write left to do. */
export interface StoredState {
  readonly document: Document;
  /** Counts the writes; a writer that has read another version loses and reads again. */
  readonly version: number;
  /** The last writes, each by a name of its own: an entry of history that came with another one never held. */
  readonly commits: readonly Commit[];
  /** What the last writes did to history: who made them may have died before it was done. */
  readonly tail: readonly Written[];
  /** Steps in the life of findings that have not been published yet. */
  readonly outbox: readonly Transition[];
  /** What is still to be told to others, because there are too many of them for one write. */
  readonly announcements: readonly Announcement[];
  /** Who was written with it because of its change, until all that the write left to do is done. */
  readonly company: readonly Arn[];
  /** Whether others still have to hear of the last write, or edges and findings to be items of their own. */
  readonly unsettled: boolean;
}

export const text = (value: string): AttributeValue => ({ S: value });
export const number = (value: number): AttributeValue => ({ N: String(value) });

export const texts = (keys: { readonly [name: string]: string }): Item =>
  Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, text(value)]));

export const collection = (arn: string): AttributeValue => text(`RESOURCE#${arn}`);

export const stateKey = (arn: Arn): Item => ({ pk: collection(arn), sk: text('STATE') });

/** `ownerTag`: the tag that names the owner of a resource. */
export const stateItem = (
  { document, version, commits, tail, outbox, announcements, company, unsettled }: StoredState,
  ownerTag: string,
): Item => ({
  ...stateKey(document.arn),
  ...texts(standingKeys(document, ownerTag)),
  version: number(version),
  body: text(JSON.stringify(document)),
  ...listed('commits', commits),
  ...listed('tail', tail),
  ...listed('outbox', outbox),
  ...listed('announcements', announcements),
  ...listed('company', company),
  ...(unsettled ? { unsettled: { BOOL: true } } : {}),
});

const listed = (name: string, all: readonly unknown[]): Item =>
  all.length === 0 ? {} : { [name]: text(JSON.stringify(all)) };

const bodyOf = <T>(item: Item, attribute = 'body'): T | undefined => {
  const body = item[attribute]?.S;
  return body === undefined ? undefined : (JSON.parse(body) as T);
};

export const readState = (
  item: Item,
  read: Bodies['read'] = (_, body) => JSON.parse(body),
): StoredState | undefined => {
  const body = item['body']?.S;
  if (body === undefined) return undefined;
  const document = read(holderOfItem(item), body);
  return {
    document,
    version: Number(item['version']?.N ?? 0),
    commits: bodyOf<readonly Commit[]>(item, 'commits') ?? [],
    tail: bodyOf<readonly Written[]>(item, 'tail') ?? [],
    outbox: bodyOf<readonly Transition[]>(item, 'outbox') ?? [],
    announcements: bodyOf<readonly Announcement[]>(item, 'announcements') ?? [],
    company: bodyOf<readonly Arn[]>(item, 'company') ?? [],
    unsettled: item['unsettled']?.BOOL === true,
  };
};

/** Entries of different writes are different items, so that who loses a race destroys nothing. */
export const changeSort = (change: Pick<ResourceChange, 'time' | 'id' | 'via'>, commit: Commit): string =>
  `CHANGE#${change.time}#${change.id}#${change.via ?? ''}#${commit}`;

export const changeKey = (arn: Arn, sort: string): Item => ({ pk: collection(arn), sk: text(sort) });

/** What only follows from a neighbour's change is told with that one, and windows only repeat what happened. */
const isOwn = ({ change }: HistoryEntry): boolean => change.via === undefined && change.kind !== 'activity-window';

/** `2026-03`: the changes of a month stand together. */
const monthOf = (time: string): string => time.slice(0, 7);

const timeKeys = ({ time, id, arn }: ResourceChange): { readonly [name: string]: string } => ({
  [indexes.byTime.partition]: `CHANGES#${monthOf(time)}`,
  [indexes.byTime.sort]: `${time}#${id}#${arn}`,
});

/** The queries for all changes from one time to another, oldest first: one for each month, back to where history ends. */
export const changesQueries = (since: string | undefined, until: string) => {
  const oldest = new Date(Date.parse(until) - historyDays * 24 * 3600 * 1000).toISOString();
  const from = since === undefined || since < oldest ? oldest : since;
  const months: string[] = [];
  for (let month = monthOf(from); month <= monthOf(until); month = monthAfter(month)) months.push(month);
  return months.map((month) => ({
    IndexName: indexes.byTime.name,
    KeyConditionExpression: `${indexes.byTime.partition} = :month AND ${indexes.byTime.sort} BETWEEN :from AND :to`,
    ExpressionAttributeValues: { ':month': text(`CHANGES#${month}`), ':from': text(from), ':to': text(`${until}~`) },
  }));
};

const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split('-').map(Number);
  return monthOf(new Date(Date.UTC(year, number, 1)).toISOString());
};

/** When what a change has ended, and the change itself, are forgotten. */
export const expiryOf = ({ change }: HistoryEntry): AttributeValue =>
  number(Math.floor(Date.parse(change.time) / 1000) + historyDays * 24 * 3600);

export const changeItem = (entry: HistoryEntry, commit: Commit): Item => ({
  ...changeKey(entry.change.arn, changeSort(entry.change, commit)),
  commit: text(commit),
  ...(isOwn(entry) ? texts(timeKeys(entry.change)) : {}),
  body: text(JSON.stringify(entry)),
  [timeToLiveAttribute]: expiryOf(entry),
});

export const readChange = (item: Item): HistoryEntry | undefined => bodyOf<HistoryEntry>(item);

/** The write that an entry came with. */
export const readCommit = (item: Item): Commit => (item['commit']?.S ?? '0#') as Commit;

/** The query for a resource's history at or after a stamp (`undefined`: all of it). */
export const historyQuery = (arn: Arn, since?: Stamp) => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: {
    ':pk': collection(arn),
    ':from': text(since === undefined ? 'CHANGE#' : `CHANGE#${since.time}#${since.id}`),
    ':to': text('CHANGE#~'),
  },
});

/** The query for what one change did to its resource. */
export const arrivalQuery = ({ arn, time, id, via }: ResourceChange) => ({
  KeyConditionExpression: 'pk = :pk AND begins_with(sk, :change)',
  ExpressionAttributeValues: { ':pk': collection(arn), ':change': text(`CHANGE#${time}#${id}#${via ?? ''}#`) },
});

const targetKey = (target: string, relation: string): string => `TARGET#${target}#${relation}`;

/**
 * An edge stays as an item after its end, with the time it ended: a late record may have to know who pointed here. While
 * it lasts it tells what stands at its near end, so that who follows it need not read that.
 */
export const edgeItem = (source: Document, edge: Edge, until: string | undefined): Item => {
  const item: Item = {
    pk: collection(source.arn),
    sk: text(`EDGE#${edge.relation}#${edge.target}`),
    [indexes.byTarget.partition]: text(targetKey(edge.target, edge.relation)),
    [indexes.byTarget.sort]: text(source.arn),
  };
  if (until !== undefined) return { ...item, until: text(until) };
  const { end, listed } = edgeEndOf(source, edge);
  return {
    ...item,
    ...(end === undefined ? {} : { body: text(JSON.stringify(end)) }),
    ...(listed === undefined
      ? {}
      : { [indexes.byKind.partition]: text(listed.key), [indexes.byKind.sort]: text(listed.sort) }),
  };
};

/** The query for edges to a resource by the ARN that they begin at, after one. */
export const sourcesQuery = (target: Arn, relation: string, after = '') => ({
  IndexName: indexes.byTarget.name,
  KeyConditionExpression: `${indexes.byTarget.partition} = :target AND ${indexes.byTarget.sort} > :after`,
  ExpressionAttributeValues: { ':target': text(targetKey(target, relation)), ':after': text(after || ' ') },
});

export const readEdge = (item: Item): { readonly source: Arn; readonly until: string | undefined } => ({
  source: (item[indexes.byTarget.sort]?.S ?? '') as Arn,
  until: item['until']?.S,
});

/** What an edge that lasts tells of its near end; `undefined` for one that has ended or carries nothing. */
export const readEdgeEnd = (item: Item): EdgeEnd | undefined =>
  item['until'] === undefined ? bodyOf<EdgeEnd>(item) : undefined;

export const findingItem = (holder: Arn, finding: Finding): Item => ({
  ...findingKey(holder, finding.id),
  [indexes.byStatus.partition]: text(`STATUS#${finding.status}#${finding.severity}`),
  [indexes.byStatus.sort]: text(`${finding.lastSeen ?? ''}#${finding.id}`),
  body: text(JSON.stringify(finding)),
});

/** The query for what a resource points at and the findings about it, as items of their own. */
export const besideQuery = (arn: Arn) => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: { ':pk': collection(arn), ':from': text('EDGE#'), ':to': text('FINDING#~') },
});

/** The edge that an item tells of, also where it has ended; `undefined` for another item. */
export const readEdgeKey = (item: Item): Edge | undefined => {
  const [, relation, target] = /^EDGE#([^#]+)#(.*)$/s.exec(item['sk']?.S ?? '') ?? [];
  if (relation === undefined || target === undefined) return undefined;
  return { relation: relation as Relation, target: target as Arn };
};

/** The key of the item of a finding. */
export const findingKey = (holder: Arn, id: string): Item => ({ pk: collection(holder), sk: text(`FINDING#${id}`) });

/** The resource whose collection an item lies in. */
export const holderOfItem = (item: Item): Arn => (item['pk']?.S ?? '').replace(/^RESOURCE#/, '') as Arn;

export const readFinding = (item: Item): Finding | undefined => bodyOf<Finding>(item);

export const findingsQuery = (status: string, severity: string) => ({
  IndexName: indexes.byStatus.name,
  KeyConditionExpression: `${indexes.byStatus.partition} = :status`,
  ExpressionAttributeValues: { ':status': text(`STATUS#${status}#${severity}`) },
  ScanIndexForward: false,
});

/** An index, and the part of it that is read: everything under a key, or what begins so in the sort key. */
export interface Part {
  readonly index: Index;
  readonly key: string;
  readonly prefix?: string;
}

const placePrefix = (account: string | undefined, region: string | undefined): string =>
  account === undefined ? '' : `${account}#${region === undefined ? '' : `${region}#`}`;

/** The query for a part of an index, of one account or one account and Region where given. */
export const standingQuery = ({ index, key, prefix = '' }: Part, account?: string, region?: string) => {
  const { name, partition, sort } = index;
  const beginning = `${prefix}${placePrefix(account, region)}`;
  return {
    IndexName: name,
    KeyConditionExpression: `${partition} = :key${beginning === '' ? '' : ` AND begins_with(${sort}, :beginning)`}`,
    ExpressionAttributeValues: { ':key': text(key), ...(beginning === '' ? {} : { ':beginning': text(beginning) }) },
  };
};

/**
 * The query for the first item in a part of an index whose sort key goes on with another word than `after`, one that
 * begins so.
 */
export const nextWordQuery = ({ index, key, prefix = '' }: Part, after: string | undefined, beginning = '') => ({
  IndexName: index.name,
  KeyConditionExpression: `${index.partition} = :key AND ${index.sort} BETWEEN :from AND :to`,
  ExpressionAttributeValues: {
    ':key': text(key),
    ':from': text(`${prefix}${after === undefined ? beginning || '#' : `${after}#~`}`),
    ':to': text(`${prefix}${beginning}~`),
  },
  Limit: 1,
});

/** The word that the sort key of an item goes on with: its account, where the order is of place. */
export const firstWord = ({ index, prefix = '' }: Part, item: Item): string =>
  (item[index.sort]?.S ?? '').slice(prefix.length).split('#')[0] ?? '';

/** The query for resources of a kind that are there or, `deleted`, no more. */
export const kindQuery = (kind: Kind, account?: string, region?: string, deleted = false) =>
  standingQuery({ index: indexes.byKind, key: kindKey(kind, deleted) }, account, region);

/** What follows every name in the sort keys of an index. */
const afterNames = '\uffff';

/** The query for resources of a kind in an account and Region that are there, by name from a name on. */
export const namedQuery = (kind: Kind, account: string, region: string, name = '') => {
  const { partition, sort } = indexes.byKind;
  const place = `${account}#${region}#`;
  return {
    IndexName: indexes.byKind.name,
    KeyConditionExpression: `${partition} = :kind AND ${sort} BETWEEN :from AND :to`,
    ExpressionAttributeValues: {
      ':kind': text(kindKey(kind, false)),
      ':from': text(`${place}${name}`),
      ':to': text(`${place}${afterNames}`),
    },
  };
};

/** The query for resources of a kind by when they last changed, or were `deleted`. */
export const changedQuery = (kind: Kind, since: string | undefined, before: string | undefined, deleted: boolean) => ({
  IndexName: indexes.byTime.name,
  KeyConditionExpression: `${indexes.byTime.partition} = :kind AND ${indexes.byTime.sort} BETWEEN :since AND :before`,
  ExpressionAttributeValues: {
    ':kind': text(kindKey(kind, deleted)),
    ':since': text(since ?? '0'),
    ':before': text(before ?? '9'),
  },
});
