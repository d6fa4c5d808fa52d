import type { Arn } from '../arn.ts';
import type { Document, ResourceRef } from '../inventory/document.ts';
import { observation } from './reading.ts';
import type { BoundCollector } from './service.ts';
import { note } from './sweep-notes.ts';
import {
  alongside,
  inMessages,
  listOf,
  mostTries,
  nowAndRest,
  type SweepDependencies,
  secondsUntilTry,
} from './sweep-pieces.ts';
import type { ConfirmTask, Piece, ReadTask, RetireTask, SweepTask } from './sweep-task.ts';

/** Few enough to be read from the table within a minute. */
const comparedInOneMessage = 2_000;

/** Whether the inventory holds something that should have been listed, had it still been there when the sweep began. */
const shouldBeListed = (document: Document, { startedAt }: Piece, { finds }: BoundCollector): boolean =>
  document.presence === 'present' &&
  finds(document.arn) &&
  // Made or changed since the sweep began: its own record tells of it.
  (document.head === null || document.head.time < startedAt.slice(0, 19));

/**
 * Compares what the inventory holds with what was listed, so many at a time, and hands out what the list did not have:
 * only a whole list shows what is gone.
 */
export const retire = async (task: RetireTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  const lost = new Map<Arn, ResourceRef>();
  let [compared, last, next]: [number, string?, string?] = [0];
  for await (const document of deps.known(collector.kind, task.place, task.from)) {
    const { kind, arn, name, account, region } = document;
    // Several can have one name, and it is what the next piece begins with.
    if (compared >= comparedInOneMessage && name !== last) {
      next = name;
      break;
    }
    compared += 1;
    last = name;
    if (shouldBeListed(document, task, collector)) lost.set(arn, { kind, arn, name, account, region });
  }
  for await (const { seen } of deps.memory.pages(listOf(task))) for (const { arn } of seen) lost.delete(arn);
  const rest = alongside(task);
  const pieces: SweepTask[] = inMessages([...lost.values()]).map((refs) => ({ ...rest, task: 'confirm', refs }));
  if (next !== undefined) pieces.push({ ...rest, task: 'retire', from: next });
  if (pieces.length > 0) await deps.enqueue(pieces);
  if (next === undefined) await deps.memory.finish(listOf(task));
};

/**
 * Marks as deleted what is not found when it is asked for by name either; what has no name to ask by was in no list, and
 * that is enough. What is there after all is read.
 */
export const confirm = async (task: ConfirmTask, collector: BoundCollector, deps: SweepDependencies): Promise<void> => {
  const { tries = 0 } = task;
  const facets = collector.confirmedBy;
  const [some, later] = await nowAndRest(task.refs, collector);
  const held = await deps.resources(some.map(({ arn }) => arn));
  const lost = some.filter(({ arn }) => {
    const document = held.get(arn);
    return document !== undefined && shouldBeListed(document, task, collector);
  });
  const answers =
    facets === undefined ? [] : await Promise.all(lost.map((ref) => collector.observe(ref, deps.now(), facets)));
  const changes = lost
    .filter((_, index) => answers[index]?.change === undefined)
    .map((ref) => ({
      ...observation(ref, [{ op: 'delete' }], deps.now(), 'account#retire'),
      call: 'Retired',
      eventName: 'Retired',
    }));
  await note(task, { changes, denied: answers.flatMap(({ denied }) => denied) }, deps);

  const isUnanswered = (index: number): boolean => (answers[index]?.failed.length ?? 0) > 0;
  const isThere = (index: number): boolean => answers[index]?.change !== undefined && !isUnanswered(index);
  const unanswered = lost.filter((_, index) => isUnanswered(index));
  const there = lost.filter((_, index) => isThere(index));
  if (unanswered.length > 0 && tries < mostTries)
    await deps.enqueue([{ ...task, refs: unanswered, tries: tries + 1 }], secondsUntilTry(tries + 1));
  const read: ReadTask = { ...alongside(task), task: 'read', refs: there };
  const more: readonly SweepTask[] = [
    ...(there.length > 0 ? [read] : []),
    ...(later.length > 0 ? [{ ...task, refs: later }] : []),
  ];
  if (more.length > 0) await deps.enqueue(more);
};
