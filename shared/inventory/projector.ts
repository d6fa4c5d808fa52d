import { isArn } from '../arn.ts';
import type { Change } from '../trail/change.ts';
import type { ResourceChange } from './document.ts';
import { accountRef, type Effect, type Projections, toResourceChange } from './projection.ts';

export interface Projector {
  /** Whether anything reads a call: `lambda`, `AddPermission`. */
  isProjected(source: string, call: string): boolean;
  /**
   * What a call did to the inventory. A call whose resource the record does not name (its parameters were too large,
   * say) is kept on the account, so that it is seen and counted.
   */
  project(change: Change): readonly ResourceChange[];
}

const callKey = (source: string, call: string): string => `${source} ${call}`;

/**
 * Whether a record tells of something done. A failed call did nothing, and neither did the copy of a call that a VPC
 * endpoint reports: the call has a record of its own.
 */
export const isDone = ({ outcome, eventType }: Change): boolean =>
  outcome.status !== 'failed' && eventType !== 'AwsVpceEvent';

/** Whether an effect is on something that has a name: records carry empty ones too. */
const isNamed = ({ ref }: Effect): boolean => isArn(ref.arn) && !/[:/]$/.test(ref.arn);

type Read = Projections['calls'][string];

/** Projects the calls of these services. One can stand in several projections: what each of them reads counts. */
export const createProjector = (projections: readonly Projections[]): Projector => {
  const readers = new Map<string, readonly Read[]>();
  const finishers = new Map<string, NonNullable<Projections['finish']>>();
  for (const { source, calls, finish } of projections) {
    if (finish !== undefined) finishers.set(source, finish);
    for (const [call, read] of Object.entries(calls)) {
      const key = callKey(source, call);
      readers.set(key, [...(readers.get(key) ?? []), read]);
    }
  }
  return {
    isProjected: (source, call) => readers.has(callKey(source, call)),
    project: (change) => {
      if (!isDone(change)) return [];
      const found = readers.get(callKey(change.source, change.name));
      if (found === undefined) return [];
      const read = found.flatMap((reader) => reader(change));
      const effects = finishers.get(change.source)?.(change, read) ?? read;
      const placed = effects.filter(isNamed).map((effect) => toResourceChange(change, effect));
      if (change.request.state !== 'omitted') return placed;
      const omitted = { ref: accountRef(change), ops: [], details: { omitted: change.request.reason ?? 'omitted' } };
      return [...placed, toResourceChange(change, omitted)];
    },
  };
};
