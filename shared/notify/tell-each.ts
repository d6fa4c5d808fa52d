import { messageOf } from '../errors.ts';
import type { Json } from '../json.ts';
import { type Failure, giveBack, type PutAway } from '../lane/dead-letters.ts';
import type { Log } from '../lane/log.ts';
import type { QueueMessage } from '../lane/message.ts';
import { topicMessage } from './delivered.ts';

export interface TellEachDependencies {
  readonly tell: (message: Json) => Promise<void>;
  readonly putAway: PutAway;
  readonly log: Log;
}

/**
 * Tells a subscriber of a batch of the topic's messages, in order, and answers the ids of those that have to come again.
 * Slack takes about one message a second into a channel, so that there is nothing to win by telling several at once.
 */
export const tellEach = async (
  deliveries: readonly QueueMessage[],
  { tell, putAway, log }: TellEachDependencies,
): Promise<readonly string[]> => {
  const failures: Failure[] = [];
  for (const message of deliveries) {
    try {
      await tell(topicMessage(message.body));
    } catch (thrown) {
      const reason = messageOf(thrown);
      log.error('notification could not be told', { messageId: message.messageId, reason });
      failures.push({ message, reason });
    }
  }
  return giveBack(failures, { putAway, log });
};
