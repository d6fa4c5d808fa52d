import { GetItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { type Document, type HistoryEntry, newestFirst, rewind } from '../../shared/inventory/document.ts';
import { stateKey } from '../../shared/inventory/store/table.ts';
import { readSpan } from '../../shared/inventory/store/timeline.ts';
import type { EmbeddedTable } from './embedded.ts';

/** How a resource stood from one second to another; `until` is open where it still stands so. */
export interface Span {
  readonly document: Document;
  readonly until: string | undefined;
}

/** Every way that a resource has stood at the end of a second, newest first, as its history tells. */
export const spansOf = (document: Document, entries: readonly HistoryEntry[]): readonly Span[] => {
  const spans: Span[] = [{ document, until: undefined }];
  let after = document;
  for (const entry of entries.toSorted(newestFirst)) {
    const { time } = entry.change;
    after = rewind(after, [entry]);
    if (after.head !== null && after.head.time < time) spans.push({ document: after, until: time });
  }
  return spans;
};

/** A resource as it stood at the end of a second (ISO 8601); `undefined` where nothing was known of it yet. */
export const documentAt = (
  document: Document,
  entries: readonly HistoryEntry[],
  time: string,
): Document | undefined => {
  const later = entries.filter(({ change }) => change.time > time);
  const then = rewind(document, later);
  return then.head === null ? undefined : then;
};

/** The same as a table holds it. */
export const spansIn = async ({ client, tableName }: EmbeddedTable, { arn }: Document): Promise<readonly Span[]> => {
  const { Items = [] } = await client.send(
    new QueryCommand({
      TableName: tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :st)',
      ExpressionAttributeValues: { ':pk': { S: `RESOURCE#${arn}` }, ':st': { S: 'ST' } },
      ConsistentRead: true,
    }),
  );
  const spans = Items.filter(({ sk }) => sk?.S !== 'STATE')
    .map(readSpan)
    .filter((span) => span !== undefined);
  return spans.sort((a, b) => ((a.until ?? '~') < (b.until ?? '~') ? 1 : -1));
};

/** What the last writes of a resource have left to be done. */
export const owedBy = async ({ client, tableName }: EmbeddedTable, { arn }: Document): Promise<readonly string[]> => {
  const { Item = {} } = await client.send(new GetItemCommand({ TableName: tableName, Key: stateKey(arn) }));
  return ['outbox', 'announcements', 'company', 'unsettled'].filter((name) => name in Item);
};
