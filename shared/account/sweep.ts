import { TrailwardenError } from '../errors.ts';
import type { ResourceRef } from '../inventory/document.ts';
import { type Observed, observation, type Page, reasonOfFailure, refIn } from './reading.ts';
import type { BoundCollector } from './service.ts';
import { accountRef, note, noteBeginning } from './sweep-notes.ts';
import {
  alongside,
  inMessages,
  listOf,
  mostTries,
  nowAndRest,
  type SweepDependencies,
  secondsUntilTry,
  shareOf,
} from './sweep-pieces.ts';
import { confirm, retire } from './sweep-retire.ts';
import type { BeginTask, DescribeTask, ListTask, Piece, ReadTask, SweepTask } from './sweep-task.ts';

/** Few enough to be listed and written, or handed out, within a minute. */
const pagesInOneMessage = 20;
const secondsUntilFree = 20;
/** What has to be known of before anything else is read closely. */
const decidedAbout = 'function';
const secondsUntilDecided = 60;
const mostSecondsUntilDecided = 3_600;

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
      if (collector.kind === decidedAbout) await deps.memory.decide(task.place.region, task.startedAt);
    } else if (tries < mostTries) await deps.enqueue([{ ...task, tries: tries + 1 }], secondsUntilTry(tries + 1));
    else throw thrown;
    return undefined;
  }
};

const list = async (task: ListTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  let at = task;
  const most = shareOf(pagesInOneMessage, await collector.share());
  for (let count = 0; count < most; count += 1) {
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
      const described: readonly SweepTask[] = collector.rounds.length > 0 ? [{ ...rest, task: 'describe' }] : [];
      return deps.enqueue([{ ...rest, task: 'retire' }, ...described]);
    }
    at = { ...rest, task: 'list', token: next };
  }
  return deps.enqueue([at]);
};

/**
 * Whether what does not decide may be read: not before what decides about functions has been handed out in the Region,
 * because workers are few. It does not wait for ever for a list of functions that breaks.
 */
const isDecided = async ({ place, startedAt }: Piece, { memory, now }: SweepDependencies): Promise<boolean> =>
  place.region === '' ||
  now().getTime() > Date.parse(startedAt) + 1_000 * mostSecondsUntilDecided ||
  (await memory.isDecided(place.region, startedAt));

const describe = async (task: DescribeTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  const { kind, rounds } = collector;
  const { round = 0 } = task;
  const facets = rounds[round];
  if (facets === undefined) return;
  const isDeciding = collector.decides && round === 0;
  if (!isDeciding && !(await isDecided(task, deps))) return deps.enqueue([task], secondsUntilDecided);
  const rest = alongside(task);
  const reads: ReadTask[] = [];
  let pages = 0;
  for await (const { id, seen } of deps.memory.pages(listOf(task), task.after)) {
    for (const some of inMessages(seen)) {
      const refs = some.map(({ arn, name }) => refIn(task.place, kind, arn, name));
      reads.push({ ...rest, task: 'read', refs, facets });
    }
    pages += 1;
    if (pages < pagesInOneMessage) continue;
    // Behind its reads: the queue never holds a whole account, and what is behind it does not wait for one.
    return deps.enqueue([...reads, { ...rest, task: 'describe', round, after: id }]);
  }
  if (isDeciding && kind === decidedAbout) await deps.memory.decide(task.place.region, task.startedAt);
  const isLast = round + 1 === rounds.length;
  return deps.enqueue(isLast ? reads : [...reads, { ...rest, task: 'describe', round: round + 1 }]);
};

/** What did not answer, together with what else lacks the same: nothing is asked for a second time that has answered. */
const unanswered = (
  refs: readonly ResourceRef[],
  observed: readonly Observed[],
  task: ReadTask,
): readonly ReadTask[] => {
  const alike = new Map<string, ReadTask>();
  for (const [index, ref] of refs.entries()) {
    const facets = observed[index]?.failed ?? [];
    if (facets.length === 0) continue;
    const key = facets.join();
    const others = alike.get(key)?.refs ?? [];
    alike.set(key, { ...task, refs: [...others, ref], facets, tries: (task.tries ?? 0) + 1 });
  }
  return [...alike.values()];
};

const read = async (task: ReadTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  const { facets, tries = 0 } = task;
  const [refs, later] = await nowAndRest(task.refs, collector);
  const observed = await Promise.all(refs.map((ref) => collector.observe(ref, deps.now(), facets)));
  const changes = observed.flatMap(({ change }) => (change === undefined ? [] : [change]));
  await note(task, { changes, denied: observed.flatMap(({ denied }) => denied) }, deps);
  const again = tries === mostTries ? [] : unanswered(refs, observed, task);
  if (again.length > 0) await deps.enqueue(again, secondsUntilTry(tries + 1));
  if (later.length > 0) await deps.enqueue([{ ...task, refs: later }]);
};

const run = async (task: Piece, deps: SweepDependencies): Promise<void> => {
  const collector = await deps.open(task.collector, task.place.region || deps.home.region);
  switch (task.task) {
    case 'list':
      return list(task, collector, deps);
    case 'retire':
      return retire(task, collector, deps);
    case 'confirm':
      return confirm(task, collector, deps);
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
