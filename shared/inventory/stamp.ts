/**
 * The place of a change in the one order everything is judged in: CloudTrail's `eventTime` (whole seconds), then the
 * event id. Delivery order means nothing; the stamp does.
 */
export interface Stamp {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly id: string;
}

/** Negative where `a` comes first. */
export const compareStamps = (a: Stamp, b: Stamp): number => {
  if (a.time !== b.time) return a.time < b.time ? -1 : 1;
  if (a.id === b.id) return 0;
  return a.id < b.id ? -1 : 1;
};

/** The first of some stamps. */
export const earliest = (stamps: readonly Stamp[]): Stamp | undefined =>
  stamps.length === 0 ? undefined : stamps.reduce((least, stamp) => (compareStamps(stamp, least) < 0 ? stamp : least));

/**
 * The stamp of something that was read by an API rather than announced by a record: after every record of the same
 * second, because what is read shows their effect.
 */
export const observationStamp = (readAt: Date, id: string): Stamp => ({
  time: `${readAt.toISOString().slice(0, 19)}Z`,
  id: `~${id}`,
});

/** Negative where the first of two texts comes first, by code unit and not by the language of anybody. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
