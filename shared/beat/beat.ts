import type { Arn } from '../arn.ts';
import { knownValue } from '../engine/facet.ts';
import { messageOf } from '../errors.ts';
import type { Document } from '../inventory/document.ts';
import type { Log } from '../lane/log.ts';

/** The tag that a beat sets, to the time at which it did. */
export const beatTag = 'trailwarden:beat';

/** How long a beat may take to come back through the trail, a rule, a queue and a lane, in milliseconds. */
export const beatPatience = 25 * 60 * 1000;

/** One harmless change of something of our own, which has to come back through a lane. */
export interface Pulse {
  readonly lane: string;
  /** What is tagged. */
  readonly arn: Arn;
  readonly send: (time: string) => Promise<void>;
}

export interface BeatDependencies {
  readonly pulses: readonly Pulse[];
  readonly resource: (arn: Arn) => Promise<Document | undefined>;
  readonly log: Log;
  /** Says how many lanes are deaf, for the alarm. */
  readonly measure: (deaf: number) => void;
  readonly now: () => Date;
}

/** When the last beat that came back was sent; `undefined` where none ever did. */
export const heardAt = (document: Document | undefined): string | undefined => {
  const tags = knownValue(document?.facets['tags']) as { readonly [name: string]: unknown } | undefined;
  const time = tags?.[beatTag];
  return typeof time === 'string' ? time : undefined;
};

/**
 * Makes what runs every few minutes: looks whether the beats of before have come back, then sends the next ones. A trail
 * that is off, a rule that is gone, a queue that is stuck: whatever makes a lane deaf, its beat stays away.
 */
export const createBeat =
  ({ pulses, resource, log, measure, now }: BeatDependencies) =>
  async (): Promise<void> => {
    const at = now();
    const deaf: string[] = [];
    for (const { lane, arn } of pulses) {
      const heard = heardAt(await resource(arn));
      if (heard !== undefined && at.getTime() - Date.parse(heard) <= beatPatience) continue;
      deaf.push(lane);
      // The first beat of all has had no time to come back yet.
      if (heard === undefined) log.info('no beat has come back yet', { lane });
      else log.warn('a lane is deaf', { lane, heard });
    }
    measure(deaf.length);
    const time = `${at.toISOString().slice(0, 19)}Z`;
    const failures: string[] = [];
    for (const { lane, send } of pulses) {
      try {
        await send(time);
      } catch (thrown) {
        log.error('a beat could not be sent', { lane, reason: messageOf(thrown) });
        failures.push(lane);
      }
    }
    if (failures.length > 0) throw new Error(`beats could not be sent: ${failures.join(', ')}`);
  };
