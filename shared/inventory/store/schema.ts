import type { AttributeValue, CreateTableCommandInput } from '@aws-sdk/client-dynamodb';

/**
 * The one table. Everything about a resource is one item collection (`pk` = `RESOURCE#<arn>`):
 *
 * | sk | what | index |
 * |---|---|---|
 * | `STATE` | the document, with what still has to be done about it | by kind, account, Region; by name and what else is asked of it |
 * | `STANDS` | the document once more, in order of when it last changed | by what is asked of the past |
 * | `STOOD#<until>#<id>#<via>#<commit>` | the document as it stood until a change | by what is asked of the past, in order of since when |
 * | `EDGE#<relation>#<target>` | what it points at | by target; triggers and destinations by kind, too |
 * | `CHANGE#<time>#<id>#<via>#<commit>` | its history | by time |
 * | `FINDING#<id>` | its findings | by status and severity |
 *
 * An index shows what has its key: what stands in no index for a question is not an answer to it, so that each question
 * reads what it shows. The keys are worked out from the document and written with it, in the same conditional put.
 *
 * Bodies are JSON text: nothing inside them is ever asked for by the database, and text is cheaper to read and write
 * than attribute maps. How something stands or stood is deflated (RFC 1951): it is written often and rarely read.
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

export type Index = (typeof indexes)[keyof typeof indexes];

/** How long history is kept, in days; what is older is not needed to judge a late record. */
export const historyDays = 400;

/** What indexes show beside keys; what only a writer has to know is paid for once, in the table. */
export const shown = ['body', 'until'] as const;

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
      Projection: { ProjectionType: 'INCLUDE' as const, NonKeyAttributes: [...shown] },
    })),
  };
};
