import type { WindowEvent } from './pattern.ts';

/** What nobody has seen for so long is forgotten, and new when it comes again. */
export const habitMinutes = 90 * 24 * 60;

/** One sighting a week is kept: the last one can be told of by one that is a week older. */
export const habitMemoryMinutes = habitMinutes + 7 * 24 * 60;

const daysOfHabit = 7;

/** A habit that is old enough to be broken, and the event that may break it. */
export interface Habit {
  readonly last: WindowEvent;
  readonly before: readonly WindowEvent[];
}

/**
 * What came before the last event, where that is a habit already: of a resource that was first seen less than a week
 * ago nothing is usual yet.
 */
export const habitOf = (events: readonly WindowEvent[]): Habit | undefined => {
  const first = events[0];
  const last = events.at(-1);
  if (first === undefined || last === undefined) return undefined;
  if ((Date.parse(last.time) - Date.parse(first.time)) / 86_400_000 < daysOfHabit) return undefined;
  return { last, before: events.filter(({ time }) => time < last.time) };
};

/** What is usual, in a sentence: the first few. */
export const usually = (usual: readonly string[]): string =>
  usual.length <= 3 ? usual.join(', ') : `${usual.slice(0, 3).join(', ')} and ${usual.length - 3} more`;
