import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../../arn.ts';
import type { Document, HistoryEntry } from '../document.ts';
import type { Relation } from '../edge.ts';
import type { Kind } from '../kinds.ts';
import { destinationsKey, type EdgeEnd, triggersKey } from './index-keys.ts';
import { createQuery, queryAll } from './query.ts';
import { type Item, indexes } from './schema.ts';
import { isQuery, partsOf, type QueryInput, type Standing, timedPartsOf } from './standing-parts.ts';
import {
  changesQueries,
  firstWord,
  nextWordQuery,
  type Part,
  readChange,
  readEdgeEnd,
  readState,
  sourcesQuery,
  standingQuery,
} from './table.ts';
import { readSpan, spanParts, spanQueries, stoodQuery } from './timeline.ts';

interface Where {
  readonly account?: string;
  readonly region?: string;
}

/** Questions to the inventory in DynamoDB. Each is one `Query`, or a few, of an index that holds exactly the answer. */
export interface InventoryQuestions {
  standing(standing: Standing, where: Where): AsyncIterable<Document>;
  /** What stood so at a time, as it stood then, wherever it was; by anything but names, which never change. */
  stood(standing: Standing, at: string): AsyncIterable<Document>;
  /** A resource as it stood at the end of a second (ISO 8601); `undefined` where nothing was known of it yet. */
  asItStood(document: Document, at: string): Promise<Document | undefined>;
  /** How many there are; read, but not sent. */
  count(standing: Standing, where: Where): Promise<number>;
  /** The changes of all resources from one time to another, oldest first. */
  changes(since: string | undefined, until: string): AsyncIterable<HistoryEntry>;
  /** When the newest of the changes happened that a record told of; `undefined` where none did. */
  lastRecorded(until: string): Promise<string | undefined>;
  /** What triggers functions, all or of a kind. */
  triggers(kind: Kind | undefined, where: Where): AsyncIterable<EdgeEnd>;
  /** Where functions send to, anywhere or to a service (`sqs`). */
  destinations(service: string | undefined, where: Where): AsyncIterable<EdgeEnd>;
  /** What points at a resource now, with what it is and what else it points at. */
  pointing(arn: Arn, relation: Relation): Promise<readonly EdgeEnd[]>;
}

export const createQuestions = (client: DynamoDBClient, tableName: string): InventoryQuestions => {
  const query = createQuery(client, tableName);

  /** The first words of the sort keys in a part of an index, from one to the next: an item is read for each. */
  const wordsIn = async function* (part: Part, beginning = ''): AsyncGenerator<string> {
    let word: string | undefined;
    for (;;) {
      const next = nextWordQuery(part, word, beginning);
      const page = await client.send(new QueryCommand({ TableName: tableName, ...next }));
      const [item] = page.Items ?? [];
      if (item === undefined) return;
      word = firstWord(part, item);
      yield word;
    }
  };

  /** Queries for what stands in a part of an index. A Region stands behind an account there: each account is asked. */
  const queriesOf = async function* (part: Part, { account, region }: Where): AsyncGenerator<QueryInput> {
    if (region === undefined || account !== undefined) yield standingQuery(part, account, region);
    else for await (const found of wordsIn(part)) yield standingQuery(part, found, region);
  };

  const itemsOf = async function* (standing: Standing, where: Where): AsyncGenerator<Item> {
    const asked = partsOf(standing);
    if (isQuery(asked)) yield* query(asked);
    else for (const part of asked) for await (const one of queriesOf(part, where)) yield* query(one);
  };

  /** The words that anything has ever stood under in a part of an index. */
  const wordsEver = async (part: Part, beginning: string): Promise<ReadonlySet<string>> => {
    const found = new Set<string>();
    for (const of of spanParts(part)) for await (const word of wordsIn(of, beginning)) found.add(word);
    return found;
  };

  const stood = async function* (standing: Standing, at: string): AsyncGenerator<Document> {
    const { parts, beginning, ...range } = timedPartsOf(standing);
    for (const part of parts) {
      const within =
        beginning === undefined
          ? [part]
          : [...(await wordsEver(part, beginning))].map((word): Part => ({ ...part, prefix: `${word}#` }));
      const asked = within.flatMap((one) => spanQueries(one, { at, ...range }));
      for await (const item of queryAll(query, asked)) {
        const span = readSpan(item);
        if (span !== undefined && (span.until === undefined || span.until > at)) yield span.document;
      }
    }
  };

  /** Edges stand in order of type and place. */
  const ends = async function* (key: string, type: string | undefined, where: Where): AsyncGenerator<EdgeEnd> {
    const all: Part = { index: indexes.byKind, key };
    if (type === undefined && (where.account !== undefined || where.region !== undefined)) {
      for await (const found of wordsIn(all)) yield* ends(key, found, where);
      return;
    }
    const part = type === undefined ? all : { ...all, prefix: `${type}#` };
    for await (const asked of queriesOf(part, where)) {
      for await (const item of query(asked)) {
        const end = readEdgeEnd(item);
        if (end) yield end;
      }
    }
  };

  const countOf = async (asked: QueryInput): Promise<number> => {
    let count = 0;
    let start: Item | undefined;
    do {
      const page = await client.send(
        new QueryCommand({
          TableName: tableName,
          ...asked,
          Select: 'COUNT',
          ...(start === undefined ? {} : { ExclusiveStartKey: start }),
        }),
      );
      count += page.Count ?? 0;
      start = page.LastEvaluatedKey;
    } while (start !== undefined);
    return count;
  };

  return {
    async *standing(standing, where) {
      for await (const item of itemsOf(standing, where)) {
        const state = readState(item);
        if (state) yield state.document;
      }
    },
    stood,
    async asItStood(document, at) {
      if (document.head === null || document.head.time <= at) return document;
      for await (const item of query({ ...stoodQuery(document.arn, at), Limit: 1 })) {
        const found = readSpan(item)?.document;
        if (found !== undefined) return found.head !== null && found.head.time <= at ? found : undefined;
      }
      return undefined;
    },
    async count(standing, where) {
      const asked = partsOf(standing);
      if (isQuery(asked)) return countOf(asked);
      let count = 0;
      for (const part of asked) for await (const one of queriesOf(part, where)) count += await countOf(one);
      return count;
    },
    async *changes(since, until) {
      for (const asked of changesQueries(since, until)) {
        for await (const item of query(asked)) {
          const entry = readChange(item);
          if (entry) yield entry;
        }
      }
    },
    async lastRecorded(until) {
      for (const asked of changesQueries(undefined, until).toReversed()) {
        for await (const item of query({ ...asked, ScanIndexForward: false, Limit: 25 })) {
          const change = readChange(item)?.change;
          // What was read in the account or decided by a person says nothing of what is heard.
          if (change?.eventSource.endsWith('.amazonaws.com')) return change.time;
        }
      }
      return undefined;
    },
    triggers: (kind, where) => ends(triggersKey, kind, where),
    destinations: (service, where) => ends(destinationsKey, service, where),
    async pointing(arn, relation) {
      const found: EdgeEnd[] = [];
      for await (const item of query(sourcesQuery(arn, relation))) {
        const end = readEdgeEnd(item);
        if (end) found.push(end);
      }
      return found;
    },
  };
};
