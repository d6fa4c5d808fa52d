import { messageOf, TrailwardenError } from '../errors.ts';
import type { ResourceChange } from '../inventory/document.ts';
import type { FoldResult } from '../inventory/fold.ts';
import type { Log } from './log.ts';
import { type QueueMessage, readMessage } from './message.ts';

export interface WatchDependencies {
  /** Judges and stores changes, and hands on what is new. */
  apply(changes: readonly ResourceChange[]): Promise<FoldResult>;
  /** Reads from the account what the records did not carry. */
  hydrate(result: FoldResult): Promise<void>;
  readonly log: Log;
}

interface Work {
  readonly messageId: string;
  readonly eventIds: readonly string[];
  readonly changes: readonly ResourceChange[];
}

/** Others will fare no better when the table or the topic does not answer: they come again together. */
const concernsAll = (thrown: unknown): boolean => thrown instanceof TrailwardenError && thrown.code === 'unavailable';

/**
 * Makes what a lane does with a batch: everything is applied at once; where that fails, message by message, so that
 * one that can not be applied does not hold up its neighbours. Answers the ids of the messages that have to come
 * again; the queue hands those that never succeed to its dead-letter queue.
 */
export const createWatcher = ({ apply, hydrate, log }: WatchDependencies) => {
  const applyAll = async (works: readonly Work[]): Promise<void> => {
    const changes = works.flatMap((work) => work.changes);
    if (changes.length > 0) await hydrate(await apply(changes));
  };

  const fail = ({ messageId, eventIds }: Work, thrown: unknown): string => {
    log.error('record could not be processed', { messageId, eventIds, reason: messageOf(thrown) });
    return messageId;
  };

  return async (messages: readonly QueueMessage[]): Promise<readonly string[]> => {
    const failed: string[] = [];
    const works: Work[] = [];
    for (const message of messages) {
      const content = readMessage(message);
      const { messageId } = message;
      if (content.status === 'poison') {
        log.error('record can not be read', { messageId, eventId: content.eventId, reason: content.reason });
        failed.push(messageId);
      } else {
        works.push({ messageId, eventIds: content.records.map(({ id }) => id), changes: content.changes });
      }
    }
    try {
      await applyAll(works);
      return failed;
    } catch (thrown) {
      if (works.length <= 1 || concernsAll(thrown)) return [...failed, ...works.map((work) => fail(work, thrown))];
    }
    for (const work of works) {
      try {
        await applyAll([work]);
      } catch (thrown) {
        failed.push(fail(work, thrown));
      }
    }
    return failed;
  };
};
