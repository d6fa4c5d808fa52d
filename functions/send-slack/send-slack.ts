import { messageOf } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import { type Failure, giveBack, type PutAway } from '../../shared/lane/dead-letters.ts';
import type { Log } from '../../shared/lane/log.ts';
import type { QueueMessage } from '../../shared/lane/message.ts';
import { topicMessage } from '../../shared/notify/delivered.ts';

export interface SendSlackDependencies {
  readonly tell: (message: Json) => Promise<void>;
  readonly putAway: PutAway;
  readonly log: Log;
}

/**
 * Tells Slack of a batch, in order, and answers the ids of the messages that have to come again. Slack takes about one
 * message a second into a channel, so that there is nothing to win by telling several at once.
 */
export const sendSlack = async (
  deliveries: readonly QueueMessage[],
  { tell, putAway, log }: SendSlackDependencies,
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
