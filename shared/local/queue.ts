import type { QueueMessage } from '../lane/message.ts';

/** What EventBridge put into a queue, and how often it was handed out. */
export interface QueuedMessage extends QueueMessage {
  received: number;
}

/** What nobody works on any more. The reason is there where a function put it away itself. */
export interface DeadLetter extends QueueMessage {
  readonly reason?: string;
}

/** A batch's answer: the ids that have to come again, or why the function failed as a whole. */
export type BatchOutcome = { readonly failures: readonly string[] } | { readonly error: string };

export interface LocalQueueOptions {
  readonly batchSize: number;
  readonly maxReceiveCount: number;
  /** Whether the mapping takes back single records; without, a batch succeeds or fails as a whole. */
  readonly reportsFailures: boolean;
  readonly consume: (batch: readonly QueuedMessage[]) => Promise<BatchOutcome>;
}

/** A queue with its consumer and its dead-letter queue. What fails is handed out again at once: nobody waits here. */
export interface LocalQueue {
  readonly deadLetters: readonly DeadLetter[];
  /** Puts a message straight into the dead-letter queue. */
  putAway(message: DeadLetter): void;
  /** Hands the dead letters out again, as a message move task would. */
  redrive(): void;
  send(message: QueueMessage): Promise<void>;
  /** Takes a message without handing anything out: what a consumer sends to itself has to wait for its turn. */
  add(message: QueueMessage): void;
  /** Hands everything out until it is either done or dead. */
  drain(): Promise<void>;
}

export const createQueue = ({
  batchSize,
  maxReceiveCount,
  reportsFailures,
  consume,
}: LocalQueueOptions): LocalQueue => {
  let deadLetters: DeadLetter[] = [];
  let waiting: QueuedMessage[] = [];

  const handOut = async (): Promise<void> => {
    const batch = waiting.slice(0, batchSize);
    waiting = waiting.slice(batchSize);
    for (const message of batch) message.received += 1;
    const outcome = await consume(batch);
    // Without single failures in its answer, a batch that did not throw is done.
    const failed = new Set('error' in outcome || !reportsFailures ? [] : outcome.failures);
    for (const message of batch) {
      if (!('error' in outcome) && !failed.has(message.messageId)) continue;
      if (message.received >= maxReceiveCount) deadLetters.push(message);
      else waiting.push(message);
    }
  };

  return {
    get deadLetters() {
      return deadLetters;
    },
    putAway: (message) => {
      deadLetters.push(message);
    },
    redrive() {
      waiting.push(...deadLetters.map(({ messageId, body }) => ({ messageId, body, received: 0 })));
      deadLetters = [];
    },
    add(message) {
      waiting.push({ ...message, received: 0 });
    },
    async send(message) {
      waiting.push({ ...message, received: 0 });
      if (waiting.length >= batchSize) await handOut();
    },
    async drain() {
      while (waiting.length > 0) await handOut();
    },
  };
};
