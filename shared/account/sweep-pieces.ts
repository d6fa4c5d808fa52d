import type { Document, ResourceRef } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import type { Place } from './reading.ts';
import type { BoundCollector } from './service.ts';
import type { ListId, SweepMemory } from './sweep-memory.ts';
import type { SweptInventory } from './sweep-notes.ts';
import type { Piece, SweepTask } from './sweep-task.ts';

export interface SweepDependencies extends SweptInventory {
  /** Every collector by name, and whether its service is read once, whatever the number of Regions. */
  readonly collectors: readonly { readonly name: string; readonly isGlobal: boolean }[];
  /**
   * @throws TrailwardenError `usage` for a name that no collector has
   */
  readonly open: (collector: string, region: string) => Promise<BoundCollector>;
  /** The resources of a kind that the inventory holds in a place, by name, from a name on. */
  readonly known: (kind: Kind, place: Place, from: string | undefined) => AsyncIterable<Document>;
  readonly memory: SweepMemory;
  /** Hands on further pieces; what is handed on twice has the same effect as once. */
  readonly enqueue: (tasks: readonly SweepTask[], delaySeconds?: number) => Promise<void>;
}

/** Few enough to be read within a minute at the pace of the slowest services. */
const readInOneMessage = 10;
/** What the account, the table or the topic kept from being done comes again so often, each time later. */
export const mostTries = 5;
const secondsBetweenTries = 120;

/** How long to wait before what did not answer is tried the next time. */
export const secondsUntilTry = (tries: number): number => secondsBetweenTries * tries;

export const listOf = ({ collector, place, startedAt }: Piece): ListId => ({
  collector,
  region: place.region,
  startedAt,
});

/** The same list, for the next piece of it. */
export const alongside = ({ collector, place, startedAt, isFirst }: Piece) => ({
  collector,
  place,
  startedAt,
  isFirst,
});

/** How much of what a message holds is done by who has only a share of the usual pace. */
export const shareOf = (most: number, share: number): number => Math.max(1, Math.floor(most * share));

/** Resources in parts that fit into a message each. */
export const inMessages = <T>(refs: readonly T[]): readonly (readonly T[])[] =>
  Array.from({ length: Math.ceil(refs.length / readInOneMessage) }, (_, index) =>
    refs.slice(index * readInOneMessage, (index + 1) * readInOneMessage),
  );

/** Those that are looked at now, and those that another message has to hold, where the pace is slower than usual. */
export const nowAndRest = async (
  refs: readonly ResourceRef[],
  collector: BoundCollector,
): Promise<readonly [readonly ResourceRef[], readonly ResourceRef[]]> => {
  const most = shareOf(readInOneMessage, await collector.share());
  return [refs.slice(0, most), refs.slice(most)];
};
