import type { AttributeValue, CreateTableCommandInput } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../arn.ts';
import type { Finding, Transition } from '../engine/finding.ts';
import type { Document, HistoryEntry, ResourceChange } from './document.ts';
import type { Edge } from './edge.ts';
import type { Kind } from './kinds.ts';
import type { Stamp } from './stamp.ts';

/**
 * The one table. Everything about a resource is one item collection (`pk` = `RESOURCE#<arn>`):
 *
 * | sk | what | index |
 * |---|---|---|
 * | `STATE` | the document, with what still has to be done about it | 1: by kind, account, Region |
 * | `EDGE#<relation>#<target>` | what it points at | 2: who points at a target |
 * | `CHANGE#<time>#<id>#<via>` | its history | |
 * | `FINDING#<id>` | its findings | 3: by status and severity |
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

const collection = (arn: string): AttributeValue => text(`RESOURCE#${arn}`);

export const stateKey = (arn: Arn): Item => ({ pk: collection(arn), sk: text('STATE') });

export const stateItem = ({ document, version, outbox, unprojected }: StoredState): Item => ({
  ...stateKey(document.arn),
  [indexes.byKind.partition]: text(`KIND#${document.kind}`),
  [indexes.byKind.sort]: text(`${document.account}#${document.region}#${document.name}`),
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

const changeSort = (change: Pick<ResourceChange, 'time' | 'id' | 'via'>): string =>
  `CHANGE#${change.time}#${change.id}#${change.via ?? ''}`;

export const changeKey = (change: ResourceChange): Item => ({
  pk: collection(change.arn),
  sk: text(changeSort(change)),
});

export const changeItem = (entry: HistoryEntry): Item => ({
  ...changeKey(entry.change),
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

/** An edge stays as an item after its end, with the time it ended: a late record may have to know who pointed here. */
export const edgeItem = (source: Document, edge: Edge, until: string | undefined): Item => ({
  pk: collection(source.arn),
  sk: text(`EDGE#${edge.relation}#${edge.target}`),
  [indexes.byTarget.partition]: text(targetKey(edge.target, edge.relation)),
  [indexes.byTarget.sort]: text(source.arn),
  ...(until === undefined ? {} : { until: text(until) }),
});

export const sourcesQuery = (target: Arn, relation: string) => ({
  IndexName: indexes.byTarget.name,
  KeyConditionExpression: `${indexes.byTarget.partition} = :target`,
  ExpressionAttributeValues: { ':target': text(targetKey(target, relation)) },
});

export const readEdge = (item: Item): { readonly source: Arn; readonly until: string | undefined } => ({
  source: (item[indexes.byTarget.sort]?.S ?? '') as Arn,
  until: item['until']?.S,
});

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

/** The query for resources of a kind, of one account or one account and Region where given. */
export const kindQuery = (kind: Kind, account?: string, region?: string) => ({
  IndexName: indexes.byKind.name,
  KeyConditionExpression:
    account === undefined
      ? `${indexes.byKind.partition} = :kind`
      : `${indexes.byKind.partition} = :kind AND begins_with(${indexes.byKind.sort}, :prefix)`,
  ExpressionAttributeValues: {
    ':kind': text(`KIND#${kind}`),
    ...(account === undefined ? {} : { ':prefix': text(`${account}#${region === undefined ? '' : `${region}#`}`) }),
  },
});
