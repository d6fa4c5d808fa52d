import type { JsonObject } from '../json.ts';
import type { StackResource } from './assembly.ts';
import type { QueuedMessage } from './queue.ts';
import type { Delivery } from './topic.ts';

/** The envelope that SNS puts around a message for a queue or a web hook. */
export const snsNotification = ({ message, protocol }: Delivery): JsonObject => ({
  Type: 'Notification',
  MessageId: message.id,
  TopicArn: message.topicArn,
  Subject: message.subject,
  Message: message.textFor(protocol),
  Timestamp: new Date().toISOString(),
  MessageAttributes: message.attributes,
});

/** What a function that is subscribed to a topic gets. */
export const snsEvent = (delivery: Delivery): JsonObject => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: `${delivery.message.topicArn}:${delivery.subscription.id}`,
      Sns: snsNotification(delivery),
    },
  ],
});

/** What a function that works a queue off gets. */
export const sqsEvent = (batch: readonly QueuedMessage[], queue: StackResource, region: string): JsonObject => ({
  Records: batch.map(({ messageId, body, received }) => ({
    messageId,
    receiptHandle: messageId,
    body,
    attributes: { ApproximateReceiveCount: String(received) },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: queue.arn,
    awsRegion: region,
  })),
});
