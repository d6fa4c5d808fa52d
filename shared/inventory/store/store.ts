import { randomBytes } from 'node:crypto';
import { ConditionalCheckFailedException, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Arn } from '../../arn.ts';
import type { Context } from '../../engine/context.ts';
import type { Finding, FindingStatus, Transition } from '../../engine/finding.ts';
import type { RuleSet } from '../../engine/judge.ts';
import { severities } from '../../engine/severity.ts';
import { TrailwardenError } from '../../errors.ts';
import type { Document, HistoryEntry, ResourceChange } from '../document.ts';
import type { Edge } from '../edge.ts';
import { type FoldResult, fold, tell, unchanged } from '../fold/fold.ts';
import type { Ledger } from '../fold/ledger.ts';
import { type Announcement, entryKey } from '../fold/run.ts';
import type { Kind } from '../kinds.ts';
import { compareStamps, type Stamp } from '../stamp.ts';
import { type Beside, besideItems, sameEdges, sameFindings } from './beside.ts';
import { begunBy, type Crossing, spokenBy } from './crossing.ts';
import { createHistoryWrites, repeatHistory } from './history-writes.ts';
import { LoadedLedger, owes } from './loaded-ledger.ts';
import {
  besideQuery,
  type Commit,
  changeSort,
  findingsQuery,
  holderOfItem,
  kindQuery,
  namedQuery,
  readEdge,
  readEdgeKey,
  readFinding,
  readState,
  type StoredState,
  sourcesQuery,
  withCommit,
  withWritten,
} from './table.ts';
import { createTableCalls, pause } from './table-calls.ts';
import { byCompany, companyOf, type Writing } from './writing.ts';

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
  /**
   * Sees to it that what too many listen to is told soon (`tell`); kept and asked for again in the same way. Without it
   * everybody is told at once.
   */
  readonly announce?: (announcements: readonly Announcement[]) => Promise<void>;
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
  /**
   * Tells the next of those that point at a resource what it has said. Answers what is left to be told; `undefined`
   * where everybody has heard. Idempotent; throws as `apply` does.
   */
  tell(announcement: Announcement, options: ApplyOptions): Promise<Announcement | undefined>;
  resource(arn: Arn): Promise<Document | undefined>;
  /** Those of these resources that are known. */
  resources(arns: readonly Arn[]): Promise<ReadonlyMap<Arn, Document>>;
  history(arn: Arn, since?: Stamp): Promise<readonly HistoryEntry[]>;
  /** Everything of a kind, what was deleted last; `deleted: false`: only what is there. */
  list(kind: Kind, account?: string, region?: string, deleted?: boolean): AsyncIterable<Document>;
  /** What is there of a kind in an account and Region, by name, from a name on. */
  listFrom(kind: Kind, account: string, region: string, name?: string): AsyncIterable<Document>;
  findings(status: FindingStatus): AsyncIterable<Finding>;
  /** Findings of a status with the ARN of the document that holds each: its resource, or the window of an incident. */
  heldFindings(status: FindingStatus): AsyncIterable<HeldFinding>;
  sources(arn: Arn, relation: string): Promise<readonly Arn[]>;
}

/** How many listeners one write tells; where there are more, they are told in messages of their own. */
const mostListeners = 50;
const mostTries = 8;

/** A piece of work: what is folded. */
interface Work {
  /** What is read before anything else. */
  readonly about: readonly Arn[];
  readonly kinds: readonly Kind[];
  /** Whether an entry of history is what comes of it. */
  readonly isCauseOf: (entry: HistoryEntry) => boolean;
  readonly fold: (ledger: Ledger) => FoldResult;
}

interface Folded {
  readonly ledger: LoadedLedger;
  readonly result: FoldResult;
}

export const createStore = (client: DynamoDBClient, tableName: string): InventoryStore => {
  const calls = createTableCalls(client, tableName);
  const { query, readStates, writeAll, history, sourcesAfter, putState } = calls;

  /** Folds until nothing that the fold asked for was missing. */
  const foldLoaded = async (work: Work, { rules }: ApplyOptions): Promise<Folded> => {
    const ledger = new LoadedLedger({
      states: readStates,
      history,
      sources: (arn, relation, after) => sourcesAfter(arn, relation, after, mostListeners),
    });
    for (const arn of work.about) ledger.document(arn);
    for (const kind of work.kinds) rules.get(kind);
    for (;;) {
      await Promise.all([ledger.load(), rules.load()]);
      const result = work.fold(ledger);
      if (ledger.complete && rules.complete) return { ledger, result };
    }
  };

  /** What stands beside a state that whoever wrote it may have left as it was. */
  const leftBeside = async ({ stored }: Writing): Promise<Beside> => {
    const edges: Edge[] = [];
    const findings: string[] = [];
    if (stored?.unsettled !== true) return { edges, findings };
    for await (const item of query({ ...besideQuery(stored.document.arn), ConsistentRead: true })) {
      const edge = item['until'] === undefined ? readEdgeKey(item) : undefined;
      const finding = readFinding(item);
      if (edge !== undefined) edges.push(edge);
      else if (finding !== undefined) findings.push(finding.id);
    }
    return { edges, findings };
  };

  /** Edges and findings as items of their own, the steps that are new, and what is to be announced. */
  const settle = async (
    owing: readonly Writing[],
    edges: FoldResult['edges'],
    options: ApplyOptions,
  ): Promise<void> => {
    const { publish, context } = options;
    const beside = await Promise.all(
      owing.map(async (one) => besideItems(one, edges.get(one.state.document.arn) ?? [], await leftBeside(one))),
    );
    await writeAll(beside.flat());
    const pending = owing
      .flatMap(({ state }) => state.outbox)
      .sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0));
    if (pending.length > 0) await publish(pending);
    const announcements = owing.flatMap(({ state }) => state.announcements);
    if (announcements.length > 0) await (options.announce ?? tellAll(options))(announcements);
    const done = { outbox: [], announcements: [], company: [], unsettled: false };
    // Those with company last: who dies before that is asked for it again.
    for (const group of byCompany(owing).toReversed()) {
      await Promise.all(
        group.map(({ state }) =>
          putState({ ...state, ...done, version: state.version + 1 }, state.version, context.ownerTag),
        ),
      );
    }
  };

  /** What a fold leaves to be written of one resource, and what the last write of it left to do. */
  const stateAfter = (
    { ledger, result }: Folded,
    document: Document,
    heard: ReadonlySet<Arn>,
    isProjected: boolean,
    company: readonly Arn[],
    word: string,
  ): Writing => {
    const { arn } = document;
    const stored = ledger.states.get(arn);
    const edgesMoved = !sameEdges(stored?.document, document, result.edges.get(arn) ?? []);
    const findingsMoved =
      (stored?.document.findings ?? {}) !== document.findings && !sameFindings(stored?.document, document);
    const version = (stored?.version ?? 0) + 1;
    const gone = new Set(result.replaced.filter((change) => change.arn === arn).map(entryKey));
    const commit: Commit = `${version}#${word}`;
    const state: StoredState = {
      document,
      version,
      commits: withCommit(stored?.commits ?? [], commit),
      tail: withWritten(stored?.tail ?? [], {
        commit,
        entries: result.entries.filter(({ change }) => change.arn === arn),
        replaced: (gone.size === 0 ? [] : ledger.entriesOf(arn))
          .filter(({ entry }) => gone.has(entryKey(entry.change)))
          .map(({ entry, commit: by }) => changeSort(entry.change, by)),
      }),
      outbox: [...(stored?.outbox ?? []), ...result.transitions.filter(({ holder }) => holder === arn)],
      announcements: [
        ...(stored?.announcements ?? []),
        ...result.announcements.filter(({ speaker }) => speaker === arn),
      ],
      company,
      unsettled:
        isProjected ||
        edgesMoved ||
        findingsMoved ||
        heard.has(arn) ||
        company.length > 0 ||
        (stored?.unsettled ?? false),
    };
    return { stored, state };
  };

  /** Finds whom another writer changed or made a listener at the same time, and lets them hear of each other. */
  const lookAgain = async (
    { ledger, result }: Folded,
    states: readonly Writing[],
    options: ApplyOptions,
  ): Promise<void> => {
    const written = states.map(({ stored, state: { document, tail } }): Crossing => {
      // What was left half done may have begun anything.
      const before = stored?.unsettled === true ? undefined : stored?.document;
      const edges = result.edges.get(document.arn) ?? [];
      return { before, after: document, entries: tail.at(-1)?.entries ?? [], edges };
    });
    const begun = written.flatMap(begunBy).filter(({ speaker }) => !result.documents.has(speaker));
    const speakers = await readStates([...new Set(begun.map(({ speaker }) => speaker))]);
    for (const { listener, ...announcement } of begun) {
      const { speaker } = announcement;
      const isSame = (speakers.get(speaker)?.version ?? 0) === (ledger.states.get(speaker)?.version ?? 0);
      if (!isSame) await tellThese(announcement, [listener], options);
    }
    const spoken = written.flatMap((one) => spokenBy(one, (relation) => ledger.loadedSources(one.after.arn, relation)));
    for (const { announcement, told } of spoken) {
      const known = new Set(told);
      const listeners = (await sourcesAfter(announcement.speaker, announcement.relation, '', mostListeners))
        .filter(({ until }) => until === undefined || until >= announcement.since.time)
        .filter(({ source }) => !known.has(source) && !result.documents.has(source))
        .map(({ source }) => source);
      if (listeners.length > 0) await tellThese(announcement, listeners, options);
    }
  };

  /**
   * Does once more what comes with states that this work has made before, and with those of their company: who made them
   * may have died half way.
   */
  const writeAgain = async ({ ledger, result }: Folded, work: Work, options: ApplyOptions): Promise<void> => {
    const isOurs = ({ document, tail, company }: StoredState): boolean =>
      tail.some(({ entries }) => entries.some(work.isCauseOf)) ||
      (company.length > 0 && result.documents.has(document.arn));
    const loaded = [...ledger.states.values()].filter((state) => state !== undefined).filter(isOurs);
    const company = await readStates([...new Set(loaded.flatMap((state) => state.company))]);
    const again = new Map([...loaded.map((state) => [state.document.arn, state] as const), ...company]);
    const states = [...again.values()].filter(({ document }) => !result.documents.has(document.arn));
    if (states.length === 0) return;
    await repeatHistory(calls, states, options.context.ownerTag);
    const owing = states.filter((state) => owes(state) && company.has(state.document.arn));
    if (owing.length > 0)
      await settle(
        owing.map((state) => ({ stored: state, state })),
        result.edges,
        options,
      );
  };

  /**
   * Writes states, those with company first: whoever dies leaves behind who else is to be asked for. Answers those that
   * were written, and why others were not.
   */
  const putStates = async (states: readonly Writing[], ownerTag: string) => {
    const won = new Set<Writing>();
    const put = async (one: Writing): Promise<void> => {
      await putState(one.state, one.stored?.version ?? 0, ownerTag);
      won.add(one);
    };
    for (const group of byCompany(states)) {
      const failure = (await Promise.allSettled(group.map(put))).find(isRejected);
      if (failure !== undefined) return { won, failure };
    }
    return { won, failure: undefined };
  };

  /** `ours.projected`: edges and findings have been written before a conflict, maybe over newer ones: they are again. */
  const commit = async (
    folded: Folded,
    work: Work,
    options: ApplyOptions,
    ours: { projected: boolean },
  ): Promise<void> => {
    const { result } = folded;
    const word = randomBytes(6).toString('base64url');
    const heard = new Set(result.entries.flatMap(({ change: { via } }) => (via === undefined ? [] : [via])));
    const company = companyOf(work.about, result, heard);
    const states = [...result.documents.values()].map((document) =>
      stateAfter(folded, document, heard, ours.projected, company.get(document.arn) ?? [], word),
    );
    const history = createHistoryWrites(calls, options.context.ownerTag);
    const accompanied = Promise.allSettled([history.accompany(states)]);
    const { won, ...put } = await putStates(states, options.context.ownerTag);
    const failure = put.failure ?? (await accompanied).find(isRejected);
    if (failure !== undefined) {
      await accompanied;
      await history.withdraw(states.filter((one) => !won.has(one))).catch(() => {});
      // What was written holds, though it may not be looked at again when the work is.
      await history.follow([...won]).catch(() => {});
      throw failure.reason;
    }
    await history.follow(states);
    const owing = states.filter(({ state }) => owes(state));
    if (owing.length > 0) {
      ours.projected = true;
      await settle(owing, result.edges, options);
    }
    await lookAgain(folded, states, options);
  };

  /** Reads, folds and writes until nobody else has written in between. */
  const applyWork = async (work: Work, options: ApplyOptions): Promise<FoldResult> => {
    const ours = { projected: false };
    for (let attempt = 0; ; attempt += 1) {
      const folded = await foldLoaded(work, options);
      try {
        await writeAgain(folded, work, options);
        await commit(folded, work, options, ours);
        return folded.result;
      } catch (cause) {
        if (!(cause instanceof ConditionalCheckFailedException)) throw cause;
        if (attempt === mostTries) {
          const { length } = work.about;
          const what = `${length === 1 ? 'a resource' : `${length} resources`} met other writers ${mostTries} times`;
          throw new TrailwardenError('write-conflict', what, { cause });
        }
        await pause(attempt);
      }
    }
  };

  const tellThese = (announcement: Announcement, listeners: readonly Arn[], options: ApplyOptions) => {
    const { rules, context } = options;
    const about = [announcement.speaker, ...listeners];
    const work = (ledger: Ledger) => tell(ledger, announcement, listeners, rules, context, mostListeners);
    const isCauseOf = ({ change }: HistoryEntry): boolean =>
      change.via === announcement.speaker && compareStamps(change, announcement.since) >= 0;
    return applyWork({ about, kinds: [], isCauseOf, fold: work }, options);
  };

  const tellNext = async (announcement: Announcement, options: ApplyOptions): Promise<Announcement | undefined> => {
    const { speaker, relation, since, after = '' } = announcement;
    const sources = await sourcesAfter(speaker, relation, after, mostListeners);
    const listeners = sources
      .filter(({ until }) => until === undefined || until >= since.time)
      .map(({ source }) => source);
    const some = listeners.slice(0, mostListeners);
    const last = some.at(-1);
    if (last === undefined) return undefined;
    await tellThese(announcement, some, options);
    return listeners.length > some.length ? { ...announcement, after: last } : undefined;
  };

  const tellAll = (options: ApplyOptions) => async (announcements: readonly Announcement[]) => {
    for (const announcement of announcements) {
      let left: Announcement | undefined = announcement;
      while (left !== undefined) left = await tellNext(left, options);
    }
  };

  const heldFindings = async function* (status: FindingStatus): AsyncGenerator<HeldFinding> {
    for (const severity of severities.toReversed()) {
      for await (const item of query(findingsQuery(status, severity))) {
        const finding = readFinding(item);
        if (finding) yield { holder: holderOfItem(item), finding };
      }
    }
  };

  return {
    async apply(changes, options) {
      if (changes.length === 0) return unchanged;
      const { rules, context } = options;
      const about = [...new Set(changes.map(({ arn }) => arn))];
      const kinds = [...new Set(changes.map(({ kind }) => kind))];
      const stamps = new Set(changes.map(({ time, id }) => `${time} ${id}`));
      return applyWork(
        {
          about,
          kinds,
          isCauseOf: ({ change: { time, id } }) => stamps.has(`${time} ${id}`),
          fold: (ledger) => fold(ledger, changes, rules, context, mostListeners),
        },
        options,
      );
    },
    tell: tellNext,
    async resource(arn) {
      return (await readStates([arn])).get(arn)?.document;
    },
    async resources(arns) {
      const states = await readStates(arns);
      return new Map([...states].map(([arn, { document }]) => [arn, document]));
    },
    history: async (arn, since) => (await history(arn, since)).map(({ entry }) => entry),
    async *list(kind, account, region, deleted = true) {
      for (const gone of deleted ? [false, true] : [false]) {
        for await (const item of query(kindQuery(kind, account, region, gone))) {
          const state = readState(item);
          if (state) yield state.document;
        }
      }
    },
    async *listFrom(kind, account, region, name) {
      for await (const item of query(namedQuery(kind, account, region, name))) {
        const state = readState(item);
        if (state) yield state.document;
      }
    },
    async *findings(status) {
      for await (const { finding } of heldFindings(status)) yield finding;
    },
    heldFindings,
    async sources(arn, relation) {
      const found: Arn[] = [];
      for await (const item of query(sourcesQuery(arn, relation))) {
        const { source, until } = readEdge(item);
        if (until === undefined) found.push(source);
      }
      return found;
    },
  };
};

const isRejected = (result: PromiseSettledResult<void>): result is PromiseRejectedResult =>
  result.status === 'rejected';
