import { messageOf } from '../errors.ts';
import { variable, variables } from './environment.ts';
import type { Log } from './log.ts';
import type { QueueMessage } from './message.ts';

/** How often a queue hands a message out before it gives it up. */
export const mostReceives = 5;

/** The calls on the dead-letter queue, for the policies of the roles of functions that work a queue off. */
export const deadLetterActions = ['sqs:SendMessage'] as const;

/** A message that was not processed, and why. */
export interface Failure {
  readonly message: QueueMessage;
  readonly reason: string;
  /** It can never be processed, so that trying again is of no use. */
  readonly hopeless?: boolean;
}

/** Sends a message to the dead-letter queue, with the reason beside it. */
export type PutAway = (message: QueueMessage, reason: string) => Promise<void>;

const mostReason = 1_000;

/** The reason as SQS takes it: printable, not empty, and short beside the message. */
export const reasonAttributes = (reason: string) => {
  const printable = reason.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, mostReason);
  return { Reason: { DataType: 'String', StringValue: printable || 'no reason given' } };
};

/** Puts messages away as the stack set it up; the SDK client is loaded when the first one is. */
export const putAwayBy = (environment: Readonly<Record<string, string | undefined>>): PutAway => {
  let loaded: PutAway | undefined;
  return async (message, reason) => {
    const { createPutAway } = await import('./parts/dead-letters.ts');
    loaded ??= createPutAway(variable(environment, variables.deadLetters));
    return loaded(message, reason);
  };
};

/**
 * Answers which messages have to come again. One that can not be read, or that is handed out for the last time, is put
 * into the dead-letter queue here and now, because the queue itself would put it there without a reason. Where that
 * fails, and where a function dies, the queue still does.
 */
export const giveBack = async (
  failures: readonly Failure[],
  { putAway, log }: { readonly putAway: PutAway; readonly log: Log },
): Promise<readonly string[]> => {
  const again: string[] = [];
  for (const { message, reason, hopeless = false } of failures) {
    const { messageId, attributes } = message;
    if (!hopeless && Number(attributes?.ApproximateReceiveCount ?? 1) < mostReceives) {
      again.push(messageId);
      continue;
    }
    try {
      await putAway(message, reason);
    } catch (thrown) {
      log.error('message could not be put into the dead-letter queue', { messageId, reason: messageOf(thrown) });
      again.push(messageId);
    }
  }
  return again;
};
