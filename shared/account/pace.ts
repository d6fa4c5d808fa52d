import { TrailwardenError } from '../errors.ts';
import type { Brake } from './brake.ts';

/** Waits until it is one's turn. */
export type Pace = () => Promise<void>;

export interface PaceOptions {
  readonly perSecond: number;
  /** How much of that is taken now. */
  readonly share?: Brake['share'];
  /** When whoever waits has to be done; who would have its turn later is told at once. */
  readonly until?: () => number;
  readonly now?: () => number;
}

interface Waiting {
  readonly go: () => void;
  readonly giveUp: (why: TrailwardenError) => void;
}

/**
 * Lets so many through in a second, evenly, however many wait; the first few at once. A pace that slows down slows those
 * that wait already.
 * @throws TrailwardenError `unavailable` for who gets no turn in time
 */
export const createPace = ({
  perSecond,
  share = () => 1,
  until = () => Number.POSITIVE_INFINITY,
  now = Date.now,
}: PaceOptions): Pace => {
  const waiting: Waiting[] = [];
  let next = 0;
  let isWaiting = false;
  const serve = (): void => {
    isWaiting = false;
    while (waiting.length > 0) {
      const time = now();
      const gap = 1_000 / (perSecond * share());
      const turn = Math.max(next, time - 1_000 + gap);
      if (turn > until()) {
        const why = new TrailwardenError('unavailable', 'the pace of the account has no turn in time');
        for (const { giveUp } of waiting.splice(0)) giveUp(why);
        return;
      }
      if (turn > time) {
        isWaiting = true;
        setTimeout(serve, turn - time);
        return;
      }
      next = turn + gap;
      waiting.shift()?.go();
    }
  };
  return () =>
    new Promise((go, giveUp) => {
      waiting.push({ go, giveUp });
      if (!isWaiting) serve();
    });
};
