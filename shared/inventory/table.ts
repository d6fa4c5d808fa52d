import type { AttributeValue, CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../arn.ts';
import type { Finding, Transition } from '../engine/finding.ts';
import type { Document, HistoryEntry, ResourceChange } from './document.ts';
import type { Edge } from './edge.ts';
import { type EdgeEnd, edgeEndOf, placeOf, standingKeys } from './index-keys.ts';
import type { Kind } from './kinds.ts';
import type { Stamp } from './stamp.ts';

/**
 * The one table. Everything about a resource is one item collection (`pk` = `RESOURCE#<arn>`):
 *
 * | sk | what | index |
 * |---|---|---|
 * | `STATE` | the document, with what still has to be done about it | by kind, account, Region; by what is asked of it |
 * | `NAME` | what it is called, for who knows no ARN | by target |
 * | `EDGE#<relation>#<target>` | what it points at | by target; triggers and destinations by kind, too |
 * | `CHANGE#<time>#<id>#<via>` | its history | by time |
 * | `FINDING#<id>` | its findings | by status and severity |
 *
 * An index shows what has its key: what stands in no index for a question is not an answer to it, so that each question
 * reads what it shows. The keys are worked out from the document and written with it, in the same conditional put.
 *
 * Bodies are JSON text: nothing inside them is ever asked for by the database, and text is cheaper to read and write
 * than attribute maps.
 */
export type Item = Record<string, AttributeValue>;

export const keyNames = { partition: 'pk', sort: 'sk' } as const;

/** Names and key attributes of the indexes, for the stack and for queries alike. */
export const indexes = {
  byKind: { name: 'byKind', partition: 'kindKey', sort: 'kindSort' },
  byTarget: { name: 'byTarget', partition: 'targetKey', sort: 'targetSort' },
  byStatus: { name: 'byStatus', partition: 'statusKey', sort: 'statusSort' },
  byExposure: { name: 'byExposure', partition: 'exposureKey', sort: 'exposureSort' },
  byPower: { name: 'byPower', partition: 'powerKey', sort: 'powerSort' },
  byOwner: { name: 'byOwner', partition: 'ownerKey', sort: 'ownerSort' },
  byRuntime: { name: 'byRuntime', partition: 'runtimeKey', sort: 'runtimeSort' },
  byTime: { name: 'byTime', partition: 'timeKey', sort: 'timeSort' },
} as const;

export const timeToLiveAttribute = 'expires';

/** The table as `CreateTable` takes it: what an embedded engine is given. The stack makes the same from the same names. */
export const tableDefinition = (tableName: string): CreateTableCommandInput => {
  const schema = (partition: string, sort: string) => [
    { AttributeName: partition, KeyType: 'HASH' as const },
    { AttributeName: sort, KeyType: 'RANGE' as const },
  ];
  const all = Object.values(indexes);
  const keys = [keyNames, ...all].flatMap(({ partition, sort }) => [partition, sort]);
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: schema(keyNames.partition, keyNames.sort),
    AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    GlobalSecondaryIndexes: all.map(({ name, partition, sort }) => ({
      IndexName: name,
      KeySchema: schema(partition, sort),
      Projection: { ProjectionType: 'ALL' as const },
    })),
  };
};

/** How long history is kept; what is older is not needed to judge a late record. */
const historyDays = 400;

/** A document as stored: with the version that guards it and the work that its last write left to do. */
export interface StoredState {
  readonly document: Document;
  /** Counts the writes; a writer that has read another version loses and reads again. */
  readonly version: number;
  /** Steps in the life of findings that have not been published yet. */
  readonly outbox: readonly Transition[];
  /** Whether edges and findings still have to be written out as items of their own. */
  readonly unprojected: boolean;
}

const text = (value: string): AttributeValue => ({ S: value });
const number = (value: number): AttributeValue => ({ N: String(value) });

const texts = (keys: { readonly [name: string]: string }): Item =>
  Object.fromEntries(Object.entries(keys).map(([name, value]) => [name, text(value)]));

const kindKey = (kind: Kind, deleted: boolean): string => `KIND#${kind}${deleted ? '#deleted' : ''}`;

const collection = (arn: string): AttributeValue => text(`RESOURCE#${arn}`);

export const stateKey = (arn: Arn): Item => ({ pk: collection(arn), sk: text('STATE') });

/** `ownerTag`: the tag that names the owner of a resource. */
export const stateItem = ({ document, version, outbox, unprojected }: StoredState, ownerTag: string): Item => ({
  ...stateKey(document.arn),
  [indexes.byKind.partition]: text(kindKey(document.kind, document.presence === 'deleted')),
  [indexes.byKind.sort]: text(placeOf(document)),
  ...texts(standingKeys(document, ownerTag)),
  version: number(version),
  body: text(JSON.stringify(document)),
  ...(outbox.length === 0 ? {} : { outbox: text(JSON.stringify(outbox)) }),
  ...(unprojected ? { unprojected: { BOOL: true } } : {}),
});

const bodyOf = <T>(item: Item, attribute = 'body'): T | undefined => {
  const body = item[attribute]?.S;
  return body === undefined ? undefined : (JSON.parse(body) as T);
};

export const readState = (item: Item): StoredState | undefined => {
  const document = bodyOf<Document>(item);
  if (document === undefined) return undefined;
  return {
    document,
    version: Number(item['version']?.N ?? 0),
    outbox: bodyOf<readonly Transition[]>(item, 'outbox') ?? [],
    unprojected: item['unprojected']?.BOOL === true,
  };
};

const nameKey = (kind: Kind, name: string): string => `NAME#${kind}#${name}`;

/** What a resource is called never changes, and is written when it is first heard of. */
export const nameItem = ({ arn, kind, name }: Document): Item => ({
  pk: collection(arn),
  sk: text('NAME'),
  [indexes.byTarget.partition]: text(nameKey(kind, name)),
  [indexes.byTarget.sort]: text(arn),
});

/** The query for the ARNs of everything of a kind that is called so, or was. */
export const nameQuery = (kind: Kind, name: string) => ({
  IndexName: indexes.byTarget.name,
  KeyConditionExpression: `${indexes.byTarget.partition} = :name`,
  ExpressionAttributeValues: { ':name': text(nameKey(kind, name)) },
});

const changeSort = (change: Pick<ResourceChange, 'time' | 'id' | 'via'>): string =>
  `CHANGE#${change.time}#${change.id}#${change.via ?? ''}`;

export const changeKey = (change: ResourceChange): Item => ({
  pk: collection(change.arn),
  sk: text(changeSort(change)),
});

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

export const changeItem = (entry: HistoryEntry): Item => ({
  ...changeKey(entry.change),
  ...(isOwn(entry) ? texts(timeKeys(entry.change)) : {}),
  body: text(JSON.stringify(entry)),
  [timeToLiveAttribute]: number(Math.floor(Date.parse(entry.change.time) / 1000) + historyDays * 24 * 3600),
});

export const readChange = (item: Item): HistoryEntry | undefined => bodyOf<HistoryEntry>(item);

/** The query for a resource's history at or after a stamp (`undefined`: all of it). */
export const historyQuery = (arn: Arn, since?: Stamp) => ({
  KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
  ExpressionAttributeValues: {
    ':pk': collection(arn),
    ':from': text(since === undefined ? 'CHANGE#' : `CHANGE#${since.time}#${since.id}`),
    ':to': text('CHANGE#~'),
  },
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

export const sourcesQuery = (target: Arn, relation: string) => ({
  IndexName: indexes.byTarget.name,
  KeyConditionExpression: `${indexes.byTarget.partition} = :target`,
  ExpressionAttributeValues: { ':target': text(targetKey(target, relation)) },
});

export const readEdge = (item: Item): { readonly source: Arn; readonly until: string | undefined } => ({
  source: (item[indexes.byTarget.sort]?.S ?? '') as Arn,
  until: item['until']?.S,
});

/** What an edge that lasts tells of its near end; `undefined` for one that has ended or carries nothing. */
export const readEdgeEnd = (item: Item): EdgeEnd | undefined =>
  item['until'] === undefined ? bodyOf<EdgeEnd>(item) : undefined;

export const findingItem = (holder: Arn, finding: Finding): Item => ({
  pk: collection(holder),
  sk: text(`FINDING#${finding.id}`),
  [indexes.byStatus.partition]: text(`STATUS#${finding.status}#${finding.severity}`),
  [indexes.byStatus.sort]: text(`${finding.lastSeen ?? ''}#${finding.id}`),
  body: text(JSON.stringify(finding)),
});

/** The resource whose collection an item lies in. */
export const holderOfItem = (item: Item): Arn => (item['pk']?.S ?? '').replace(/^RESOURCE#/, '') as Arn;

export const readFinding = (item: Item): Finding | undefined => bodyOf<Finding>(item);

export const findingsQuery = (status: string, severity: string) => ({
  IndexName: indexes.byStatus.name,
  KeyConditionExpression: `${indexes.byStatus.partition} = :status`,
  ExpressionAttributeValues: { ':status': text(`STATUS#${status}#${severity}`) },
  ScanIndexForward: false,
});

/** The query for what stands under a key of an index, of one account or one account and Region where given. */
export const standingQuery = (
  { name, partition, sort }: (typeof indexes)[keyof typeof indexes],
  key: string,
  { prefix = '', account, region }: { readonly prefix?: string; readonly account?: string; readonly region?: string },
) => {
  const beginning = `${prefix}${account === undefined ? '' : `${account}#${region === undefined ? '' : `${region}#`}`}`;
  return {
    IndexName: name,
    KeyConditionExpression: `${partition} = :key${beginning === '' ? '' : ` AND begins_with(${sort}, :beginning)`}`,
    ExpressionAttributeValues: { ':key': text(key), ...(beginning === '' ? {} : { ':beginning': text(beginning) }) },
  };
};

/** The query for resources of a kind that are there or, `deleted`, no more. */
export const kindQuery = (kind: Kind, account?: string, region?: string, deleted = false) =>
  standingQuery(indexes.byKind, kindKey(kind, deleted), {
    ...(account === undefined ? {} : { account }),
    ...(region === undefined ? {} : { region }),
  });

/** The query for resources of a kind by when they last changed. */
export const changedQuery = (kind: Kind, since: string | undefined, before: string | undefined) => ({
  IndexName: indexes.byTime.name,
  KeyConditionExpression: `${indexes.byTime.partition} = :kind AND ${indexes.byTime.sort} BETWEEN :since AND :before`,
  ExpressionAttributeValues: {
    ':kind': text(kindKey(kind, false)),
    ':since': text(since ?? '0'),
    ':before': text(before ?? '9'),
  },
});
