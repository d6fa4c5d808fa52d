/** Waits until it is one's turn. */
export type Pace = () => Promise<void>;

/** Lets so many through in a second, evenly, however many wait; the first few at once. */
export const createPace = (perSecond: number, now: () => number = performance.now.bind(performance)): Pace => {
  const gap = 1_000 / perSecond;
  let next = 0;
  return async () => {
    const time = now();
    const turn = Math.max(next, time - 1_000 + gap);
    next = turn + gap;
    if (turn > time) await new Promise((resolve) => setTimeout(resolve, turn - time));
  };
};
