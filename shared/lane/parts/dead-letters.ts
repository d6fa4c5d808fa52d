import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type PutAway, reasonAttributes } from '../dead-letters.ts';

// Bundled apart from the functions, with its SDK client: only what can not be processed needs it.

/** Makes what sends to a dead-letter queue. */
export const createPutAway = (queueUrl: string): PutAway => {
  // The Region's endpoint, as for every other client, and not the host that the URL of the queue names.
  const client = new SQSClient({ useQueueUrlAsEndpoint: false });
  return async ({ body }, reason) => {
    await client.send(
      new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: body, MessageAttributes: reasonAttributes(reason) }),
    );
  };
};
