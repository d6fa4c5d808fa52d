import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../arn.ts';
import type { Exposure } from '../policy/exposure-order.ts';
import type { Document, HistoryEntry } from './document.ts';
import type { Relation } from './edge.ts';
import {
  destinationsKey,
  type EdgeEnd,
  exposureKey,
  invokesKey,
  knownInPart,
  ownerKey,
  powerKey,
  runtimeKey,
  runtimePrefix,
  triggersKey,
  unusedKey,
  wholly,
} from './index-keys.ts';
import type { Kind } from './kinds.ts';
import { createQuery } from './query.ts';
import {
  changedQuery,
  changesQueries,
  type Item,
  indexes,
  kindQuery,
  nameQuery,
  readChange,
  readEdge,
  readEdgeEnd,
  readState,
  sourcesQuery,
  standingQuery,
} from './table.ts';

/** Something that an index knows of resources, so that asking for it reads what fits and nothing else. */
export type Standing =
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
  /** By last change: at or after one time, before another. */
  | {
      readonly by: 'change';
      readonly kind: Kind;
      readonly since: string | undefined;
      readonly before: string | undefined;
    };

interface Where {
  readonly account?: string;
  readonly region?: string;
}

/** Questions to the inventory in DynamoDB. Each is one `Query`, or a few, of an index that holds exactly the answer. */
export interface InventoryQuestions {
  standing(standing: Standing, where: Where): AsyncIterable<Document>;
  /** How many of a kind are there; read, but not sent. */
  count(kind: Kind, where: Where): Promise<number>;
  countOf(standing: Standing): Promise<number>;
  /** The ARNs of what is called so, or was. */
  named(kind: Kind, name: string): Promise<readonly Arn[]>;
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

const queriesOf = (standing: Standing, where: Where): readonly QueryInput[] => {
  switch (standing.by) {
    case 'exposure': {
      const under = (exposure: string, prefix: string) =>
        standingQuery(indexes.byExposure, exposureKey(exposure), { ...where, prefix });
      const own = [under(standing.exposure, wholly.whole), under(standing.exposure, wholly.partial)];
      if (standing.exposure !== 'unknown') return own;
      return [...own, ...knownInPart.map((exposure) => under(exposure, wholly.partial))];
    }
    case 'invoking':
      return [standingQuery(indexes.byExposure, invokesKey(standing.account), { prefix: wholly[standing.known] })];
    case 'power':
      return [standingQuery(indexes.byPower, powerKey(standing.kind, standing.level), where)];
    case 'owner':
      return [standingQuery(indexes.byOwner, ownerKey(standing.kind, standing.owner), where)];
    case 'runtime': {
      const prefix = runtimePrefix(standing.runtime);
      return [
        standing.isBeginning
          ? standingQuery(indexes.byRuntime, runtimeKey, { prefix })
          : standingQuery(indexes.byRuntime, runtimeKey, { ...where, prefix: `${prefix}#` }),
      ];
    }
    case 'use':
      return [standingQuery(indexes.byStatus, unusedKey(standing.kind), where)];
    case 'change':
      return [changedQuery(standing.kind, standing.since, standing.before)];
  }
};

export const createQuestions = (client: DynamoDBClient, tableName: string): InventoryQuestions => {
  const query = createQuery(client, tableName);

  const ends = async function* (key: string, type: string | undefined, where: Where): AsyncGenerator<EdgeEnd> {
    const asked =
      type === undefined
        ? standingQuery(indexes.byKind, key, {})
        : standingQuery(indexes.byKind, key, { ...where, prefix: `${type}#` });
    for await (const item of query(asked)) {
      const end = readEdgeEnd(item);
      if (end) yield end;
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
      for (const asked of queriesOf(standing, where)) {
        for await (const item of query(asked)) {
          const state = readState(item);
          if (state) yield state.document;
        }
      }
    },
    count: (kind, { account, region }) => countOf(kindQuery(kind, account, region)),
    countOf: async (standing) => {
      let count = 0;
      for (const asked of queriesOf(standing, {})) count += await countOf(asked);
      return count;
    },
    async named(kind, name) {
      const arns: Arn[] = [];
      for await (const item of query(nameQuery(kind, name))) arns.push(readEdge(item).source);
      return arns;
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
