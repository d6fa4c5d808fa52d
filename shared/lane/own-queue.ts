import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { TrailwardenError } from '../errors.ts';

/** The permission that handing work on to oneself takes. */
export const ownQueueActions = ['sqs:SendMessage'] as const;

/** Hands further pieces of work to the same function over its own queue. */
export type HandOn = (pieces: readonly object[], delaySeconds?: number) => Promise<void>;

const mostInOneCall = 10;
const mostTries = 4;

/** @throws TrailwardenError `unavailable` where the queue does not take them */
export const createOwnQueue =
  (client: SQSClient, QueueUrl: string): HandOn =>
  async (pieces, DelaySeconds = 0) => {
    for (let from = 0; from < pieces.length; from += mostInOneCall) {
      let left = pieces.slice(from, from + mostInOneCall).map((piece, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(piece),
        DelaySeconds,
      }));
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt === mostTries)
          throw new TrailwardenError('unavailable', `${left.length} pieces of work were not taken by ${QueueUrl}`);
        const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }));
        const failed = new Set(Failed.map(({ Id }) => Id));
        left = left.filter(({ Id }) => failed.has(Id));
      }
    }
  };
