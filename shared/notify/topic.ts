import { PublishBatchCommand, type SNSClient } from '@aws-sdk/client-sns';
import { type ErrorCode, messageOf, TrailwardenError } from '../errors.ts';
import { messageBytes, mostMessageBytes, type TopicMessage } from './message.ts';

/** The calls that publishing makes, for the policies of the roles that use it. */
export const topicActions = ['sns:Publish'] as const;

/** Why a message was not taken. */
export interface Refusal {
  readonly id: string;
  readonly code: ErrorCode;
  readonly reason: string;
}

export interface Topic {
  readonly arn: string;
  /** Publishes messages, and answers which of them were not taken. Never throws. */
  publish(messages: readonly TopicMessage[]): Promise<readonly Refusal[]>;
}

const mostInBatch = 10;

/** Batches of at most ten messages that fit into one request together. */
export const batchesOf = (messages: readonly TopicMessage[]): readonly (readonly TopicMessage[])[] => {
  const batches: TopicMessage[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = messageBytes(message);
    const last = batches.at(-1);
    if (last === undefined || last.length === mostInBatch || bytes + size > mostMessageBytes) {
      batches.push([message]);
      bytes = size;
    } else {
      last.push(message);
      bytes += size;
    }
  }
  return batches;
};

const codeOf = (name: string): ErrorCode => {
  if (/Authorization|AccessDenied/i.test(name)) return 'access-denied';
  if (/NotFound/i.test(name)) return 'not-found';
  return 'unavailable';
};

export const createTopic = (client: SNSClient, arn: string): Topic => ({
  arn,
  async publish(messages) {
    const refusals: Refusal[] = [];
    for (const batch of batchesOf(messages)) {
      try {
        const { Failed } = await client.send(
          new PublishBatchCommand({ TopicArn: arn, PublishBatchRequestEntries: [...batch] }),
        );
        for (const { Id, Code, Message } of Failed ?? []) {
          refusals.push({ id: Id ?? '', code: codeOf(Code ?? ''), reason: `${Code}: ${Message ?? 'no reason given'}` });
        }
      } catch (thrown) {
        const code = codeOf(thrown instanceof Error ? thrown.name : '');
        refusals.push(...batch.map(({ Id }) => ({ id: Id, code, reason: messageOf(thrown) })));
      }
    }
    return refusals;
  },
});

/** @throws TrailwardenError where anything was refused */
export const assertTaken = (topic: string, asked: number, refusals: readonly Refusal[]): void => {
  const [first] = refusals;
  if (first === undefined) return;
  throw new TrailwardenError(
    first.code,
    `the topic ${topic} did not take ${refusals.length} of ${asked} notifications: ${first.reason}`,
  );
};
