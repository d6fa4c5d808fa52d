import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../../arn.ts';
import type { Exposure } from '../../policy/exposure-order.ts';
import type { Document, HistoryEntry } from '../document.ts';
import type { Relation } from '../edge.ts';
import type { Kind } from '../kinds.ts';
import {
  destinationsKey,
  type EdgeEnd,
  exposureKey,
  invokesKey,
  kindKey,
  knownInPart,
  nameKey,
  namePrefix,
  ownerKey,
  powerKey,
  runtimeKey,
  runtimePrefix,
  triggersKey,
  unusedKey,
  wholly,
} from './index-keys.ts';
import { createQuery } from './query.ts';
import {
  changedQuery,
  changesQueries,
  firstWord,
  type Item,
  indexes,
  nextWordQuery,
  type Part,
  readChange,
  readEdgeEnd,
  readState,
  sourcesQuery,
  standingQuery,
} from './table.ts';

/** Something that an index knows of resources, so that asking for it reads what fits and nothing else. */
export type Standing =
  /** Everything of a kind; `gone`: what was deleted. */
  | { readonly by: 'kind'; readonly kind: Kind; readonly gone: boolean }
  /** What is called so, or whose name begins so. */
  | {
      readonly by: 'name';
      readonly kind: Kind;
      readonly name: string;
      readonly isBeginning: boolean;
      readonly gone: boolean;
    }
  /** Functions; `unknown`: of which it can not be told, or not wholly. */
  | { readonly by: 'exposure'; readonly exposure: Exposure }
  | { readonly by: 'power'; readonly kind: Kind; readonly level: string }
  | { readonly by: 'owner'; readonly kind: Kind; readonly owner: string }
  /** Functions, of a runtime or of all whose names begin so. */
  | { readonly by: 'runtime'; readonly runtime: string; readonly isBeginning: boolean }
  /** Identities whose own policies let them invoke functions, or of which that can not be told (`unknown`). */
  | { readonly by: 'invoking'; readonly account: string; readonly known: 'whole' | 'partial' | 'unknown' }
  /** Functions with triggers through which nobody comes, roles that nothing runs as. */
  | { readonly by: 'use'; readonly kind: 'function' | 'role' }
  /** By last change, at or after one time, before another; `gone`: by when it was deleted. */
  | {
      readonly by: 'change';
      readonly kind: Kind;
      readonly since: string | undefined;
      readonly before: string | undefined;
      readonly gone: boolean;
    };

interface Where {
  readonly account?: string;
  readonly region?: string;
}

/** Questions to the inventory in DynamoDB. Each is one `Query`, or a few, of an index that holds exactly the answer. */
export interface InventoryQuestions {
  standing(standing: Standing, where: Where): AsyncIterable<Document>;
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

type QueryInput = Parameters<ReturnType<typeof createQuery>>[0];

/** Where an answer stands: parts of indexes that are in order of place, or what is asked of an index in another order. */
const partsOf = (standing: Standing): readonly Part[] | QueryInput => {
  switch (standing.by) {
    case 'kind':
      return [{ index: indexes.byKind, key: kindKey(standing.kind, standing.gone) }];
    case 'name': {
      const { kind, gone, isBeginning } = standing;
      const part = { index: indexes.byTarget, key: nameKey(kind, gone) };
      const prefix = namePrefix(standing.name);
      return isBeginning ? standingQuery({ ...part, prefix }) : [{ ...part, prefix: `${prefix}#` }];
    }
    case 'exposure': {
      const under = (exposure: string, prefix: string): Part => ({
        index: indexes.byExposure,
        key: exposureKey(exposure),
        prefix,
      });
      const own = [under(standing.exposure, wholly.whole), under(standing.exposure, wholly.partial)];
      if (standing.exposure !== 'unknown') return own;
      return [...own, ...knownInPart.map((exposure) => under(exposure, wholly.partial))];
    }
    case 'invoking':
      return [{ index: indexes.byExposure, key: invokesKey(standing.account), prefix: wholly[standing.known] }];
    case 'power':
      return [{ index: indexes.byPower, key: powerKey(standing.kind, standing.level) }];
    case 'owner':
      return [{ index: indexes.byOwner, key: ownerKey(standing.kind, standing.owner) }];
    case 'runtime': {
      const part = { index: indexes.byRuntime, key: runtimeKey };
      const prefix = runtimePrefix(standing.runtime);
      return standing.isBeginning ? standingQuery({ ...part, prefix }) : [{ ...part, prefix: `${prefix}#` }];
    }
    case 'use':
      return [{ index: indexes.byStatus, key: unusedKey(standing.kind) }];
    case 'change':
      return changedQuery(standing.kind, standing.since, standing.before, standing.gone);
  }
};

const isQuery = (asked: readonly Part[] | QueryInput): asked is QueryInput => !Array.isArray(asked);

export const createQuestions = (client: DynamoDBClient, tableName: string): InventoryQuestions => {
  const query = createQuery(client, tableName);

  /** The first words of the sort keys in a part of an index, from one to the next: an item is read for each. */
  const wordsIn = async function* (part: Part): AsyncGenerator<string> {
    let word: string | undefined;
    for (;;) {
      const page = await client.send(new QueryCommand({ TableName: tableName, ...nextWordQuery(part, word) }));
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
