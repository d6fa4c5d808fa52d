import { messageOf, TrailwardenError } from '../errors.ts';
import type { ResourceChange } from '../inventory/document.ts';
import type { FoldResult } from '../inventory/fold/fold.ts';
import type { Announcement } from '../inventory/fold/run.ts';
import { type Failure, giveBack, type PutAway } from './dead-letters.ts';
import { intake } from './intake.ts';
import type { Log } from './log.ts';
import { type QueueMessage, readMessage } from './message.ts';

export interface WatchDependencies {
  /** Judges and stores changes, and hands on what is new. */
  apply(changes: readonly ResourceChange[]): Promise<FoldResult>;
  /** Tells the next of those that listen to a resource; what is left of it is handed on. */
  tell(announcement: Announcement): Promise<void>;
  /** Reads from the account what the records did not carry. */
  hydrate(result: FoldResult): Promise<void>;
  /** Puts what can not be processed where a person looks, with the reason. */
  readonly putAway: PutAway;
  readonly log: Log;
}

interface Work {
  readonly message: QueueMessage;
  readonly eventIds: readonly string[];
  readonly changes: readonly ResourceChange[];
}

interface Announced {
  readonly message: QueueMessage;
  readonly announcement: Announcement;
}

const transient = /Throttl|ThroughputExceeded|LimitExceeded|TooManyRequests|Unavailable|InternalServer|Timeout|ECONN/;

/** Others will fare no better when the table or the topic does not answer: they come again together. */
const concernsAll = (thrown: unknown): boolean =>
  thrown instanceof TrailwardenError
    ? thrown.code === 'unavailable'
    : thrown instanceof Error && transient.test(`${thrown.name} ${'code' in thrown ? thrown.code : ''}`);

/**
 * Makes what a lane does with a batch: everything is applied at once; where that fails, message by message, so that
 * one that can not be applied does not hold up its neighbours. Answers the ids of the messages that have to come
 * again; those that never succeed are in the dead-letter queue in the end, with the reason.
 */
export const createWatcher = ({ apply, tell, hydrate, putAway, log }: WatchDependencies) => {
  const applyAll = async (works: readonly Work[]): Promise<void> => {
    const changes = works.flatMap((work) => work.changes);
    if (changes.length > 0) await hydrate(await apply(changes));
  };

  const failureOf = ({ message, eventIds }: Work, thrown: unknown): Failure => {
    const reason = messageOf(thrown);
    log.error('record could not be processed', { messageId: message.messageId, eventIds, reason });
    return { message, reason };
  };

  const applyEach = async (works: readonly Work[]): Promise<readonly Failure[]> => {
    const failures: Failure[] = [];
    for (const work of works) {
      try {
        await applyAll([work]);
      } catch (thrown) {
        failures.push(failureOf(work, thrown));
      }
    }
    return failures;
  };

  const tellEach = async (announced: readonly Announced[]): Promise<readonly Failure[]> => {
    const failures: Failure[] = [];
    for (const { message, announcement } of announced) {
      try {
        await tell(announcement);
      } catch (thrown) {
        failures.push(failureOf({ message, eventIds: [announcement.since.id], changes: [] }, thrown));
      }
    }
    return failures;
  };

  return async (messages: readonly QueueMessage[]): Promise<readonly string[]> => {
    const failures: Failure[] = [];
    const works: Work[] = [];
    const announced: Announced[] = [];
    for (const message of messages) {
      const content = readMessage(message);
      if (content.status === 'poison') {
        const { reason, eventId } = content;
        log.error('record can not be read', { messageId: message.messageId, eventId, reason });
        failures.push({ message, reason, hopeless: true });
      } else if (content.status === 'announced') {
        announced.push({ message, announcement: content.announcement });
      } else {
        const changes = await Promise.all(content.records.map(intake));
        works.push({ message, eventIds: content.records.map(({ id }) => id), changes: changes.flat() });
      }
    }
    try {
      await applyAll(works);
    } catch (thrown) {
      const together = works.length <= 1 || concernsAll(thrown);
      failures.push(...(together ? works.map((work) => failureOf(work, thrown)) : await applyEach(works)));
    }
    failures.push(...(await tellEach(announced)));
    return giveBack(failures, { putAway, log });
  };
};
