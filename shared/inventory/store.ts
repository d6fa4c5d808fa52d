import {
  BatchGetItemCommand,
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  PutItemCommand,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Arn } from '../arn.ts';
import type { Context } from '../engine/context.ts';
import type { Finding, FindingStatus, Transition } from '../engine/finding.ts';
import type { RuleSet } from '../engine/judge.ts';
import { severities } from '../engine/severity.ts';
import { TrailwardenError } from '../errors.ts';
import type { Document, HistoryEntry, ResourceChange } from './document.ts';
import type { Edge } from './edge.ts';
import { edgesOf } from './edges.ts';
import { type FoldResult, fold, type Ledger } from './fold.ts';
import { edgeEndOf } from './index-keys.ts';
import type { Kind } from './kinds.ts';
import { createQuery } from './query.ts';
import type { Stamp } from './stamp.ts';
import {
  changeItem,
  changeKey,
  edgeItem,
  findingItem,
  findingsQuery,
  historyQuery,
  holderOfItem,
  type Item,
  kindQuery,
  nameItem,
  readChange,
  readEdge,
  readFinding,
  readState,
  type StoredState,
  sourcesQuery,
  stateItem,
  stateKey,
} from './table.ts';

/** The calls that the store makes, for the policies of the roles that use it. */
export const storeActions = {
  read: ['dynamodb:BatchGetItem', 'dynamodb:Query'],
  write: ['dynamodb:BatchWriteItem', 'dynamodb:PutItem'],
} as const;

export interface ApplyOptions {
  readonly rules: RuleSet;
  readonly context: Context;
  /** Hands on the steps that are new; they are kept and handed on again until this has succeeded. */
  readonly publish: (transitions: readonly Transition[]) => Promise<void>;
}

export interface HeldFinding {
  readonly holder: Arn;
  readonly finding: Finding;
}

/** The inventory in DynamoDB. Reads are `GetItem`s and `Query`s by key, never a `Scan`. */
export interface InventoryStore {
  /**
   * Applies changes, in any order and however often: what has been applied before has no further effect.
   * @throws TrailwardenError `write-conflict` when others keep writing the same resources, `unavailable` when the
   * table keeps throttling; nothing is lost then: the same changes can be applied again.
   */
  apply(changes: readonly ResourceChange[], options: ApplyOptions): Promise<FoldResult>;
  resource(arn: Arn): Promise<Document | undefined>;
  /** Those of these resources that are known. */
  resources(arns: readonly Arn[]): Promise<ReadonlyMap<Arn, Document>>;
  history(arn: Arn, since?: Stamp): Promise<readonly HistoryEntry[]>;
  /** Everything of a kind, what was deleted last; `deleted: false`: only what is there. */
  list(kind: Kind, account?: string, region?: string, deleted?: boolean): AsyncIterable<Document>;
  findings(status: FindingStatus): AsyncIterable<Finding>;
  /** Findings of a status with the ARN of the document that holds each: its resource, or the window of an incident. */
  heldFindings(status: FindingStatus): AsyncIterable<HeldFinding>;
  sources(arn: Arn, relation: string): Promise<readonly Arn[]>;
}

const mostTries = 8;
const mostKeysRead = 100;
const mostItemsWritten = 25;

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.min(1_000, 10 * 2 ** attempt) * (0.5 + Math.random() / 2)));

const chunks = <T>(items: readonly T[], size: number): readonly T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** What a fold looked at and what it would have liked to look at, but was not loaded. */
class LoadedLedger implements Ledger {
  readonly states = new Map<Arn, StoredState | undefined>();
  readonly histories = new Map<Arn, { since: Stamp; entries: readonly HistoryEntry[] }>();
  readonly pointing = new Map<
    string,
    { arn: Arn; relation: string; sources: readonly { source: Arn; until?: string }[] }
  >();
  readonly wantedStates = new Set<Arn>();
  readonly wantedHistories = new Map<Arn, Stamp>();
  readonly wantedSources = new Map<string, { arn: Arn; relation: string }>();

  get complete(): boolean {
    return this.wantedStates.size + this.wantedHistories.size + this.wantedSources.size === 0;
  }

  document(arn: Arn): Document | undefined {
    if (!this.states.has(arn)) this.wantedStates.add(arn);
    return this.states.get(arn)?.document;
  }

  history(arn: Arn, since: Stamp): readonly HistoryEntry[] {
    const loaded = this.histories.get(arn);
    if (loaded !== undefined && earlierOrSame(loaded.since, since)) {
      return loaded.entries.filter(({ change }) => earlierOrSame(since, change));
    }
    const wanted = this.wantedHistories.get(arn);
    if (wanted === undefined || earlierOrSame(since, wanted)) this.wantedHistories.set(arn, since);
    return [];
  }

  sources(arn: Arn, relation: string, since: Stamp): readonly Arn[] {
    const key = `${relation} ${arn}`;
    const loaded = this.pointing.get(key);
    if (loaded === undefined) {
      this.wantedSources.set(key, { arn, relation });
      return [];
    }
    return loaded.sources.filter(({ until }) => until === undefined || until >= since.time).map(({ source }) => source);
  }
}

const earlierOrSame = (a: Stamp, b: Stamp): boolean => a.time < b.time || (a.time === b.time && a.id <= b.id);

export const createStore = (client: DynamoDBClient, tableName: string): InventoryStore => {
  const queryAll = createQuery(client, tableName);

  const collect = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
    const all: T[] = [];
    for await (const item of items) all.push(item);
    return all;
  };

  const readStates = async (arns: readonly Arn[]): Promise<Map<Arn, StoredState>> => {
    const found = new Map<Arn, StoredState>();
    await Promise.all(
      chunks(arns, mostKeysRead).map(async (some) => {
        let keys: Item[] = some.map(stateKey);
        for (let attempt = 0; keys.length > 0; attempt += 1) {
          if (attempt === mostTries)
            throw new TrailwardenError('unavailable', `the table ${tableName} keeps throttling reads`);
          if (attempt > 0) await pause(attempt);
          const answer = await client.send(
            new BatchGetItemCommand({ RequestItems: { [tableName]: { Keys: keys, ConsistentRead: true } } }),
          );
          for (const item of answer.Responses?.[tableName] ?? []) {
            const state = readState(item);
            if (state) found.set(state.document.arn, state);
          }
          keys = (answer.UnprocessedKeys?.[tableName]?.Keys as Item[] | undefined) ?? [];
        }
      }),
    );
    return found;
  };

  const writeAll = async (requests: readonly WriteRequest[]): Promise<void> => {
    await Promise.all(
      chunks(requests, mostItemsWritten).map(async (some) => {
        let left: WriteRequest[] = some;
        for (let attempt = 0; left.length > 0; attempt += 1) {
          if (attempt === mostTries)
            throw new TrailwardenError('unavailable', `the table ${tableName} keeps throttling writes`);
          if (attempt > 0) await pause(attempt);
          const answer = await client.send(new BatchWriteItemCommand({ RequestItems: { [tableName]: left } }));
          left = answer.UnprocessedItems?.[tableName] ?? [];
        }
      }),
    );
  };

  const history = async (arn: Arn, since?: Stamp): Promise<HistoryEntry[]> => {
    const items = await collect(queryAll({ ...historyQuery(arn, since), ConsistentRead: true }));
    return items.map(readChange).filter((entry) => entry !== undefined);
  };

  const load = async (ledger: LoadedLedger): Promise<void> => {
    const arns = [...ledger.wantedStates];
    const histories = [...ledger.wantedHistories];
    const sources = [...ledger.wantedSources];
    ledger.wantedStates.clear();
    ledger.wantedHistories.clear();
    ledger.wantedSources.clear();
    await Promise.all([
      readStates(arns).then((states) => {
        for (const arn of arns) ledger.states.set(arn, states.get(arn));
      }),
      ...histories.map(async ([arn, since]) => {
        ledger.histories.set(arn, { since, entries: await history(arn, since) });
      }),
      ...sources.map(async ([key, { arn, relation }]) => {
        const items = await collect(queryAll(sourcesQuery(arn, relation)));
        const found = items
          .map(readEdge)
          .map(({ source, until }) => (until === undefined ? { source } : { source, until }));
        ledger.pointing.set(key, { arn, relation, sources: found });
      }),
    ]);
  };

  /** Folds until nothing that the fold asked for was missing. */
  const foldLoaded = async (
    changes: readonly ResourceChange[],
    { rules, context }: ApplyOptions,
  ): Promise<{ readonly ledger: LoadedLedger; readonly result: FoldResult }> => {
    const ledger = new LoadedLedger();
    for (const { arn, kind } of changes) {
      ledger.wantedStates.add(arn);
      rules.get(kind);
    }
    for (;;) {
      await Promise.all([load(ledger), rules.load()]);
      const result = fold(ledger, changes, rules, context);
      if (ledger.complete && rules.complete) return { ledger, result };
    }
  };

  const putState = async (state: StoredState, expected: number, ownerTag: string): Promise<void> => {
    await client.send(
      new PutItemCommand({
        TableName: tableName,
        Item: stateItem(state, ownerTag),
        ...(expected === 0
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : {
              ConditionExpression: '#version = :version',
              ExpressionAttributeNames: { '#version': 'version' },
              ExpressionAttributeValues: { ':version': { N: String(expected) } },
            }),
      }),
    );
  };

  /** Writes edges and findings of a document out as the items that the indexes show. */
  const projectionsOf = (
    before: Document | undefined,
    after: Document,
    between: readonly Edge[],
  ): readonly WriteRequest[] => {
    const current = after.presence === 'deleted' ? [] : edgesOf(after);
    const kept = new Set(current.map(({ relation, target }) => `${relation} ${target}`));
    const ended = new Map(
      [...(before === undefined ? [] : edgesOf(before)), ...between]
        .map((edge) => [`${edge.relation} ${edge.target}`, edge] as const)
        .filter(([key]) => !kept.has(key)),
    );
    const until = after.head?.time;
    const items = [
      ...current.map((edge) => edgeItem(after, edge, undefined)),
      ...[...ended.values()].map((edge) => edgeItem(after, edge, until)),
      ...Object.values(after.findings).map((finding) => findingItem(after.arn, finding)),
    ];
    return items.map((Item) => ({ PutRequest: { Item } }));
  };

  /** `ours.projected`: edges and findings have been written before a conflict, maybe over newer ones: they are again. */
  const commit = async (
    ledger: LoadedLedger,
    result: FoldResult,
    { publish, context }: ApplyOptions,
    ours: { projected: boolean },
  ): Promise<void> => {
    const { ownerTag } = context;
    const mine = (arn: Arn, transitions: readonly Transition[]) => transitions.filter(({ holder }) => holder === arn);
    const states = [...result.documents.values()].map(
      (document): { state: StoredState; stored: StoredState | undefined; owes: boolean } => {
        const stored = ledger.states.get(document.arn);
        const outbox = [...(stored?.outbox ?? []), ...mine(document.arn, result.transitions)];
        const edgesMoved = !sameEdges(stored?.document, document, result.edges.get(document.arn) ?? []);
        const findingsMoved =
          (stored?.document.findings ?? {}) !== document.findings && !sameFindings(stored?.document, document);
        const unprojected = ours.projected || edgesMoved || findingsMoved || (stored?.unprojected ?? false);
        return {
          stored,
          owes: unprojected || outbox.length > 0,
          state: { document, version: (stored?.version ?? 0) + 1, outbox, unprojected },
        };
      },
    );
    const rewritten: WriteRequest[] = result.dropped.map((change) => ({ DeleteRequest: { Key: changeKey(change) } }));
    const named: WriteRequest[] = states
      .filter(({ stored, state }) => stored === undefined && state.document.kind !== 'activity-window')
      .map(({ state }) => ({ PutRequest: { Item: nameItem(state.document) } }));
    await Promise.all([
      ...states.map(({ state, stored }) => putState(state, stored?.version ?? 0, ownerTag)),
      writeAll([
        ...rewritten,
        ...named,
        ...result.entries.map((entry) => ({ PutRequest: { Item: changeItem(entry) } })),
      ]),
    ]);

    const owing = states.filter(({ owes }) => owes);
    if (owing.length === 0) return;
    ours.projected = true;
    await writeAll(
      owing.flatMap(({ stored, state }) =>
        projectionsOf(stored?.document, state.document, result.edges.get(state.document.arn) ?? []),
      ),
    );
    const pending = owing
      .flatMap(({ state }) => state.outbox)
      .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    if (pending.length > 0) await publish(pending);
    await Promise.all(
      owing.map(({ state }) =>
        putState({ ...state, version: state.version + 1, outbox: [], unprojected: false }, state.version, ownerTag),
      ),
    );
  };

  const heldFindings = async function* (status: FindingStatus): AsyncGenerator<HeldFinding> {
    for (const severity of severities.toReversed()) {
      for await (const item of queryAll(findingsQuery(status, severity))) {
        const finding = readFinding(item);
        if (finding) yield { holder: holderOfItem(item), finding };
      }
    }
  };

  return {
    async apply(changes, options) {
      if (changes.length === 0)
        return { documents: new Map(), entries: [], dropped: [], edges: new Map(), transitions: [] };
      const ours = { projected: false };
      for (let attempt = 0; ; attempt += 1) {
        const { ledger, result } = await foldLoaded(changes, options);
        try {
          await commit(ledger, result, options, ours);
          return result;
        } catch (cause) {
          if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
          if (attempt === mostTries) {
            throw new TrailwardenError(
              'write-conflict',
              `${changes.length} changes met other writers ${mostTries} times`,
              { cause },
            );
          }
          await pause(attempt);
        }
      }
    },
    async resource(arn) {
      return (await readStates([arn])).get(arn)?.document;
    },
    async resources(arns) {
      const states = await readStates(arns);
      return new Map([...states].map(([arn, { document }]) => [arn, document]));
    },
    history,
    async *list(kind, account, region, deleted = true) {
      for (const gone of deleted ? [false, true] : [false]) {
        for await (const item of queryAll(kindQuery(kind, account, region, gone))) {
          const state = readState(item);
          if (state) yield state.document;
        }
      }
    },
    async *findings(status) {
      for await (const { finding } of heldFindings(status)) yield finding;
    },
    heldFindings,
    async sources(arn, relation) {
      const items = await collect(queryAll(sourcesQuery(arn, relation)));
      return items.map(readEdge).flatMap(({ source, until }) => (until === undefined ? [source] : []));
    },
  };
};

/** The edges of a document as their items would say them, without the items. */
const edgeTexts = (document: Document | undefined): ReadonlyMap<string, string> =>
  new Map(
    document === undefined || document.presence === 'deleted'
      ? []
      : edgesOf(document).map((edge) => [`${edge.relation} ${edge.target}`, JSON.stringify(edgeEndOf(document, edge))]),
  );

const sameEdges = (before: Document | undefined, after: Document, between: readonly Edge[]): boolean => {
  const isTouched =
    before?.facets !== after.facets || before.neighbours !== after.neighbours || before.presence !== after.presence;
  if (!isTouched) return true;
  const [was, is] = [edgeTexts(before), edgeTexts(after)];
  return (
    was.size === is.size &&
    [...is].every(([key, text]) => was.get(key) === text) &&
    between.every(({ relation, target }) => is.has(`${relation} ${target}`))
  );
};

const sameFindings = (before: Document | undefined, after: Document): boolean =>
  JSON.stringify(before?.findings ?? {}) === JSON.stringify(after.findings);
