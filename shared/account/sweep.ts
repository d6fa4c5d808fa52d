import type { Arn } from '../arn.ts';
import { TrailwardenError } from '../errors.ts';
import type { Document, ResourceRef } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { type Observed, observation, type Page, type Place, reasonOfFailure, refIn } from './reading.ts';
import type { BoundCollector } from './service.ts';
import type { ListId, SweepMemory } from './sweep-memory.ts';
import { accountRef, note, noteBeginning, type SweptInventory } from './sweep-notes.ts';
import type { BeginTask, DescribeTask, ListTask, Piece, ReadTask, RetireTask, SweepTask } from './sweep-task.ts';

export interface SweepDependencies extends SweptInventory {
  /** Every collector by name, and whether its service is read once, whatever the number of Regions. */
  readonly collectors: readonly { readonly name: string; readonly isGlobal: boolean }[];
  /**
   * @throws TrailwardenError `usage` for a name that no collector has
   */
  readonly open: (collector: string, region: string) => Promise<BoundCollector>;
  /** The resources of a kind that the inventory holds in a place. */
  readonly known: (kind: Kind, place: Place) => AsyncIterable<Document>;
  readonly memory: SweepMemory;
  /** Hands on further pieces; what is handed on twice has the same effect as once. */
  readonly enqueue: (tasks: readonly SweepTask[], delaySeconds?: number) => Promise<void>;
}

/** Few enough to be read within a minute at the pace of the slowest services. */
const readInOneMessage = 10;
/** Few enough to be listed and written, or handed out, within a minute. */
const pagesInOneMessage = 20;
/** What the account, the table or the topic kept from being done comes again so often, each time later. */
const mostTries = 5;
const secondsBetweenTries = 120;
const secondsUntilFree = 20;

const listOf = ({ collector, place, startedAt }: Piece): ListId => ({ collector, region: place.region, startedAt });

/** The same list, for the next piece of it. */
const alongside = ({ collector, place, startedAt, isFirst }: Piece) => ({ collector, place, startedAt, isFirst });

const begin = async (task: BeginTask, deps: SweepDependencies): Promise<void> => {
  const { home, collectors, memory } = deps;
  const { startedAt } = task;
  await noteBeginning(task, deps);
  const lists = collectors.flatMap(({ name, isGlobal }) =>
    (isGlobal ? [''] : task.regions).map(async (region): Promise<ListTask> => {
      const last = await memory.lastSweep(name, region);
      const isFirst = last === undefined || last === startedAt;
      return { task: 'list', collector: name, place: { ...home, region }, startedAt, isFirst };
    }),
  );
  await deps.enqueue(await Promise.all(lists));
};

/**
 * One page, or `undefined` where the list ends here for now: refused, which is noted, or not answered, and then it comes
 * again later from this page on.
 */
const pageOf = async (
  task: ListTask,
  collector: BoundCollector,
  deps: SweepDependencies,
): Promise<Page | undefined> => {
  try {
    return await collector.list(task.place, task.token);
  } catch (thrown) {
    const { arn } = accountRef(deps.home);
    const { tries = 0 } = task;
    if (reasonOfFailure(thrown) === 'not-allowed') {
      const denied = collector.actions.map((action) => ({ action, resource: arn }));
      await note(task, { changes: [], denied }, deps);
    } else if (tries < mostTries)
      await deps.enqueue([{ ...task, tries: tries + 1 }], secondsBetweenTries * (tries + 1));
    else throw thrown;
    return undefined;
  }
};

const list = async (task: ListTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  let at = task;
  for (let count = 0; count < pagesInOneMessage; count += 1) {
    const readAt = deps.now();
    const page = await pageOf(at, collector, deps);
    if (page === undefined) return;
    const { found, next } = page;
    const changes = found.map(({ ref, ops }) => observation(ref, ops, readAt, `account#list#${collector.name}`));
    await note(at, { changes, denied: [] }, deps);
    const seen = found.map(({ ref: { arn, name } }) => ({ arn, name }));
    if (seen.length > 0) await deps.memory.addPage(listOf(at), at.token, seen);
    const rest = alongside(task);
    if (next === undefined) {
      const described: readonly SweepTask[] = collector.needsReads ? [{ ...rest, task: 'describe' }] : [];
      return deps.enqueue([{ ...rest, task: 'retire' }, ...described]);
    }
    at = { ...rest, task: 'list', token: next };
  }
  return deps.enqueue([at]);
};

/** Reads resources; those of which something did not answer come again for that, and the others do not. */
const observeAll = async (
  task: Piece,
  refs: readonly ResourceRef[],
  facets: readonly string[] | undefined,
  collector: BoundCollector,
  deps: SweepDependencies,
): Promise<readonly Observed[]> => {
  const observed = await Promise.all(refs.map((ref) => collector.observe(ref, deps.now(), facets)));
  const changes = observed.flatMap(({ change }) => (change === undefined ? [] : [change]));
  await note(task, { changes, denied: observed.flatMap(({ denied }) => denied) }, deps);
  return observed;
};

/** Only a whole list shows what is gone. What can be read by itself is asked for once more before it is given up. */
const retire = async (task: RetireTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  const listed = new Set<Arn>();
  for await (const { seen } of deps.memory.pages(listOf(task))) for (const { arn } of seen) listed.add(arn);
  const lost: Document[] = [];
  for await (const document of deps.known(collector.kind, task.place)) {
    if (document.presence !== 'present' || listed.has(document.arn) || !collector.finds(document.arn)) continue;
    // Made or changed since the sweep began: its own record tells of it.
    if (document.head !== null && document.head.time >= task.startedAt.slice(0, 19)) continue;
    lost.push(document);
  }
  for (let from = 0; from < lost.length; from += readInOneMessage) {
    const some = lost.slice(from, from + readInOneMessage);
    const again = collector.needsReads ? await observeAll(task, some, undefined, collector, deps) : [];
    const changes = some
      .filter((_, index) => again[index]?.change === undefined)
      .map((document) => ({
        ...observation(document, [{ op: 'delete' }], deps.now(), 'account#retire'),
        call: 'Retired',
        eventName: 'Retired',
      }));
    await note(task, { changes, denied: [] }, deps);
  }
  await deps.memory.finish(listOf(task));
};

const describe = async (task: DescribeTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  const { kind } = collector;
  const rest = alongside(task);
  const reads: ReadTask[] = [];
  let pages = 0;
  for await (const { id, seen } of deps.memory.pages(listOf(task), task.after)) {
    for (let from = 0; from < seen.length; from += readInOneMessage) {
      const some = seen.slice(from, from + readInOneMessage);
      reads.push({ ...rest, task: 'read', refs: some.map(({ arn, name }) => refIn(task.place, kind, arn, name)) });
    }
    pages += 1;
    if (pages < pagesInOneMessage) continue;
    // Behind its reads: the queue never holds a whole account, and what is behind it does not wait for one.
    return deps.enqueue([...reads, { ...rest, task: 'describe', after: id }]);
  }
  return deps.enqueue(reads);
};

const read = async (task: ReadTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  const { refs, tries = 0 } = task;
  const observed = await observeAll(task, refs, task.facets, collector, deps);
  const failed = observed.flatMap((each) => each.failed);
  if (failed.length === 0 || tries === mostTries) return;
  const again = refs.filter((_, index) => (observed[index]?.failed.length ?? 0) > 0);
  const piece: ReadTask = { ...task, refs: again, facets: [...new Set(failed)], tries: tries + 1 };
  await deps.enqueue([piece], secondsBetweenTries * (tries + 1));
};

const run = async (task: Piece, deps: SweepDependencies): Promise<void> => {
  const collector = await deps.open(task.collector, task.place.region || deps.home.region);
  switch (task.task) {
    case 'list':
      return list(task, collector, deps);
    case 'retire':
      return retire(task, collector, deps);
    case 'describe':
      return describe(task, collector, deps);
    case 'read':
      return read(task, collector, deps);
  }
};

/** Another writer was at the same resources, or is telling of them: done a little later, it is done. */
const isInTheWay = (thrown: unknown): boolean =>
  thrown instanceof TrailwardenError && (thrown.code === 'write-conflict' || thrown.code === 'unavailable');

/**
 * Runs one piece of a sweep. Idempotent: a piece that is delivered again observes again, and loses and doubles nothing.
 * A list that is refused is noted on the account and ends there: nothing is retired by it. One that the account does
 * not answer for now (throttled, not available) comes again later, from the page where it stopped.
 */
export const runSweepTask = async (task: SweepTask, deps: SweepDependencies): Promise<void> => {
  if (task.task === 'begin') return begin(task, deps);
  const { tries = 0 } = task;
  try {
    await run(task, deps);
  } catch (thrown) {
    if (!isInTheWay(thrown) || tries === mostTries) throw thrown;
    await deps.enqueue([{ ...task, tries: tries + 1 }], secondsUntilFree);
  }
};
