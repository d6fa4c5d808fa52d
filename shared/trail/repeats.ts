import { createHash } from 'node:crypto';

/** What an item added to the counts of a trail. */
export interface Tally {
  readonly records: number;
  readonly skipped: number;
  readonly others: number;
}

/** Items that were read before, byte for byte. */
export interface Repeats {
  nameOf(bytes: Buffer): string;
  /** What the same bytes added when they were read; `undefined` where they were not, or that is forgotten. */
  before(name: string): Tally | undefined;
  remember(name: string, tally: Tally): void;
}

/** A few tens of megabytes; whoever repeats more than this reads it once more, and is none the worse for it. */
const mostRemembered = 200_000;

export const createRepeats = (most = mostRemembered): Repeats => {
  const seen = new Map<string, Tally>();
  return {
    nameOf: (bytes) => createHash('sha256').update(bytes).digest('base64'),
    before: (name) => seen.get(name),
    remember(name, tally) {
      if (seen.size >= most) seen.clear();
      seen.set(name, tally);
    },
  };
};
