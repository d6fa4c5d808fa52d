/** How slow a service was called when it was last throttled: a share of the usual pace, and the time in milliseconds. */
export interface Slowed {
  readonly share: number;
  readonly at: number;
}

/** Where workers tell each other how slow they have become. */
export interface BrakeMemory {
  read(name: string): Promise<Slowed | undefined>;
  /** Keeps it, unless another worker has kept something since `unlessSince`. */
  keep(name: string, slowed: Slowed, unlessSince: number): Promise<void>;
}

/** How much of its usual pace a service is called with: half of it after being throttled, and slowly more again. */
export interface Brake {
  readonly share: () => number;
  /** A call was throttled. */
  readonly press: () => Promise<void>;
  /** Hears what other workers have found. */
  readonly hear: () => Promise<void>;
}

/** Calls that were on their way when it was pressed say nothing about the pace since. */
const settlingMs = 5_000;
const fromNothingToFullMs = 600_000;
const hearsEveryMs = 10_000;
/** Slower is no help: one resource after the other is still read in time. */
const leastShare = 1 / 16;

/**
 * A brake of one service and Region. What the memory does not answer is not known: each worker finds out by itself then,
 * and is slow alone.
 */
export const createBrake = (name: string, memory?: BrakeMemory, now: () => number = Date.now): Brake => {
  let slowed: Slowed = { share: 1, at: Number.NEGATIVE_INFINITY };
  let heardAt = Number.NEGATIVE_INFINITY;
  const share = (): number => Math.min(1, slowed.share + Math.max(0, now() - slowed.at) / fromNothingToFullMs);
  const ifAnswered = async <T>(answer: Promise<T> | undefined): Promise<T | undefined> => {
    try {
      return await answer;
    } catch {
      return undefined;
    }
  };
  return {
    share,
    async press() {
      const at = now();
      if (at - slowed.at < settlingMs) return;
      slowed = { share: Math.max(leastShare, share() / 2), at };
      await ifAnswered(memory?.keep(name, slowed, at - settlingMs));
    },
    async hear() {
      if (now() - heardAt < hearsEveryMs) return;
      heardAt = now();
      const heard = await ifAnswered(memory?.read(name));
      if (heard !== undefined && heard.at > slowed.at) slowed = heard;
    },
  };
};

const namesOfThrottling = /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|LimitExceeded/i;

/** Whether a service refused a call because there were too many. */
export const isThrottling = (thrown: unknown): boolean => {
  const { name, $metadata } = (thrown ?? {}) as {
    readonly name?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  return $metadata?.httpStatusCode === 429 || (typeof name === 'string' && namesOfThrottling.test(name));
};
