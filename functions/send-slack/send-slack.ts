import { messageOf } from '../../shared/errors.ts';
import type { Json } from '../../shared/json.ts';
import type { Log } from '../../shared/lane/log.ts';
import { topicMessage } from '../../shared/notify/delivered.ts';

/** One message of the queue that is subscribed to the topic. */
export interface Delivery {
  readonly messageId: string;
  readonly body: string;
}

export interface SendSlackDependencies {
  readonly tell: (message: Json) => Promise<void>;
  readonly log: Log;
}

/**
 * Tells Slack of a batch, in order, and answers the ids of the messages that have to come again. Slack takes about one
 * message a second into a channel, so that there is nothing to win by telling several at once.
 */
export const sendSlack = async (
  deliveries: readonly Delivery[],
  { tell, log }: SendSlackDependencies,
): Promise<readonly string[]> => {
  const failed: string[] = [];
  for (const { messageId, body } of deliveries) {
    try {
      await tell(topicMessage(body));
    } catch (thrown) {
      log.error('notification could not be told', { messageId, reason: messageOf(thrown) });
      failed.push(messageId);
    }
  }
  return failed;
};
