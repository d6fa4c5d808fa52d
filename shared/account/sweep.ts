import type { AccountId, Arn } from '../arn.ts';
import { knownValue } from '../engine/facet.ts';
import { TrailwardenError } from '../errors.ts';
import type { Document, Op, ResourceChange, ResourceRef } from '../inventory/document.ts';
import type { FoldResult } from '../inventory/fold.ts';
import type { Kind } from '../inventory/kinds.ts';
import { type Collector, type Denied, observation, observe, type Place, reasonOfFailure } from './reading.ts';

/** A collector with the client that it reads through, whatever type that is. */
export interface BoundCollector {
  readonly kind: Kind;
  /** Global services are read once, whatever the number of Regions. */
  readonly isGlobal: boolean;
  readonly list: (place: Place) => AsyncIterable<Found>;
  readonly observe: (ref: ResourceRef, listed: readonly Op[], readAt: Date) => ReturnType<typeof observe>;
  readonly actions: readonly string[];
  readonly needsReads: boolean;
}

export const bind = <C>(collector: Collector<C>, client: C, isGlobal = false): BoundCollector => ({
  kind: collector.kind,
  isGlobal,
  list: (place) => collector.list(client, place),
  observe: (ref, listed, readAt) => observe(client, ref, collector.reads, readAt, listed),
  actions: collector.actions,
  needsReads: collector.reads.length > 0,
});

/** Every IAM action that a collector calls. */
export const actionsOf = <C>({ actions, reads }: Collector<C>): readonly string[] => [
  ...new Set([...actions, ...reads.flatMap((read) => read.actions)]),
];

/**
 * One piece of a sweep, small enough for one message: find the resources of a kind, read some of them, or retire what
 * was not found. All pieces of a sweep carry the time it began.
 */
export type SweepTask =
  | { readonly task: 'begin'; readonly regions: readonly string[]; readonly startedAt: string }
  | (Piece & { readonly task: 'list'; readonly place: Place })
  | (Piece & { readonly task: 'retire'; readonly place: Place })
  | (Piece & { readonly task: 'read'; readonly found: readonly Found[] });

interface Found {
  readonly ref: ResourceRef;
  readonly ops: readonly Op[];
}

interface Piece {
  readonly kind: Kind;
  /** ISO 8601, when the whole sweep began. */
  readonly startedAt: string;
  /** Nothing has been missed before there was anything to compare with. */
  readonly isFirst: boolean;
}

export interface SweepDependencies {
  readonly collectors: readonly BoundCollector[];
  readonly place: Place;
  /** Applies steps to the inventory, as a lane does. */
  readonly apply: (changes: readonly ResourceChange[]) => Promise<FoldResult>;
  readonly resource: (arn: Arn) => Promise<Document | undefined>;
  /** The resources of a kind that the inventory holds in a place. */
  readonly known: (kind: Kind, place: Place) => AsyncIterable<Document>;
  /** Hands on further pieces; what is handed on twice has the same effect as once. */
  readonly enqueue: (tasks: readonly SweepTask[]) => Promise<void>;
  readonly now: () => Date;
}

/** Small enough for a message of 256 KB, with what the list told of each. */
const foundInOneMessage = 10;
/** What is only listed can be written in larger pieces. */
const appliedAtOnce = 25;

const accountRef = ({ partition, account }: Place): ResourceRef => ({
  kind: 'account',
  arn: `arn:${partition}:iam::${account}:root` as Arn,
  name: account,
  account: account as AccountId,
  region: '',
});

const isKnownWhole = (facet: { known: boolean; partial?: unknown } | null | undefined): boolean =>
  facet?.known === true && facet.partial === undefined;

/**
 * What an observation showed that no record had announced: a resource that should have been heard of, or a facet that
 * was known to be otherwise. What was not known before was not missed, only not seen yet.
 */
export const missedBy = (
  result: FoldResult,
  isFirst: boolean,
): readonly { readonly arn: Arn; readonly facet: string }[] => {
  if (isFirst) return [];
  return result.entries
    .filter(({ change }) => change.source === 'account' && change.via === undefined && change.kind !== 'account')
    .flatMap(({ change, before }) =>
      before.presence === 'present'
        ? Object.entries(before.facets)
            .filter(([, facet]) => isKnownWhole(facet))
            .map(([facet]) => ({ arn: change.arn, facet }))
        : [{ arn: change.arn, facet: 'existence' }],
    );
};

/** The sweeps that have begun are kept on the account, so that a piece delivered twice comes to the same answer. */
const begin = async (task: SweepTask & { task: 'begin' }, deps: SweepDependencies): Promise<void> => {
  const { place: home, collectors } = deps;
  const account = await deps.resource(accountRef(home).arn);
  const sweeps = Object.keys((knownValue(account?.facets['sweeps']) ?? {}) as object);
  const isFirst = sweeps.every((startedAt) => startedAt === task.startedAt);
  const remember: Op = { op: 'put', facet: 'sweeps', path: [task.startedAt], value: true };
  await deps.apply([observation(accountRef(home), [remember], deps.now())]);
  const regions = task.regions.map((region): Place => ({ ...home, region }));
  await deps.enqueue(
    collectors.flatMap(({ kind, isGlobal }) =>
      (isGlobal ? [{ ...home, region: '' }] : regions).map(
        (place): SweepTask => ({ task: 'list', kind, place, startedAt: task.startedAt, isFirst }),
      ),
    ),
  );
};

const list = async (
  task: SweepTask & { task: 'list' },
  collector: BoundCollector,
  deps: SweepDependencies,
): Promise<void> => {
  const { kind, place, startedAt, isFirst } = task;
  let waiting: Found[] = [];
  const flush = async (): Promise<void> => {
    const found = waiting;
    waiting = [];
    if (found.length === 0) return;
    if (collector.needsReads) await deps.enqueue([{ task: 'read', kind, found, startedAt, isFirst }]);
    else
      await note(
        found.map(({ ref, ops }) => observation(ref, ops, deps.now())),
        [],
        isFirst,
        deps,
      );
  };
  const size = collector.needsReads ? foundInOneMessage : appliedAtOnce;
  try {
    for await (const each of collector.list(place)) {
      waiting.push(each);
      if (waiting.length === size) await flush();
    }
  } catch (thrown) {
    await flush();
    if (reasonOfFailure(thrown) !== 'not-allowed') throw thrown;
    const { arn } = accountRef(place);
    await note(
      [],
      collector.actions.map((action) => ({ action, resource: arn })),
      isFirst,
      deps,
    );
    return;
  }
  await flush();
  // Only a complete list shows what is gone.
  await deps.enqueue([{ task: 'retire', kind, place, startedAt, isFirst }]);
};

const retire = async (
  task: SweepTask & { task: 'retire' },
  collector: BoundCollector,
  deps: SweepDependencies,
): Promise<void> => {
  const listed = new Set<Arn>();
  for await (const { ref } of collector.list(task.place)) listed.add(ref.arn);
  const gone: ResourceChange[] = [];
  for await (const document of deps.known(task.kind, task.place)) {
    if (document.presence !== 'present' || listed.has(document.arn)) continue;
    // Made or changed since the sweep began: its own record tells of it.
    if (document.head !== null && document.head.time >= task.startedAt.slice(0, 19)) continue;
    gone.push({ ...observation(document, [{ op: 'delete' }], deps.now()), call: 'Retired', eventName: 'Retired' });
  }
  for (let from = 0; from < gone.length; from += appliedAtOnce) {
    await note(gone.slice(from, from + appliedAtOnce), [], task.isFirst, deps);
  }
};

/** Runs one piece of a sweep. Idempotent: a piece that is delivered again observes again and loses nothing. */
export const runSweepTask = async (task: SweepTask, deps: SweepDependencies): Promise<void> => {
  if (task.task === 'begin') return begin(task, deps);
  const collector = deps.collectors.find(({ kind }) => kind === task.kind);
  if (collector === undefined) {
    throw new TrailwardenError(
      'usage',
      `kind: expected one of ${deps.collectors.map(({ kind }) => kind).join(', ')}, got ${task.kind}`,
    );
  }
  switch (task.task) {
    case 'list':
      return list(task, collector, deps);
    case 'retire':
      return retire(task, collector, deps);
    case 'read': {
      const observed = await Promise.all(task.found.map(({ ref, ops }) => collector.observe(ref, ops, deps.now())));
      const changes = observed.flatMap(({ change }) => (change === undefined ? [] : [change]));
      return note(
        changes,
        observed.flatMap(({ denied }) => denied),
        task.isFirst,
        deps,
      );
    }
  }
};

/** Applies what was read, and keeps on the account what the events missed and which permissions were missing. */
const note = async (
  changes: readonly ResourceChange[],
  denied: readonly Denied[],
  isFirst: boolean,
  deps: SweepDependencies,
): Promise<void> => {
  const at = deps.now();
  const missed = changes.length === 0 ? [] : missedBy(await deps.apply(changes), isFirst);
  const ops: Op[] = [
    ...missed.map(
      ({ arn, facet }): Op => ({ op: 'put', facet: 'missedByEvents', path: [arn, facet], value: at.toISOString() }),
    ),
    ...[...new Set(denied.map(({ action }) => action))].map(
      (action): Op => ({ op: 'put', facet: 'missingPermissions', path: [action], value: at.toISOString() }),
    ),
  ];
  if (ops.length > 0) await deps.apply([observation(accountRef(deps.place), ops, at)]);
};
