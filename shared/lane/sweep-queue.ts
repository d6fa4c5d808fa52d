import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SweepTask } from '../account/sweep-task.ts';
import { TrailwardenError } from '../errors.ts';

/** The permission that handing on takes. */
export const sweepQueueActions = ['sqs:SendMessage'] as const;

const mostInOneCall = 10;
const mostTries = 4;

/**
 * Hands pieces of a sweep on over a queue.
 * @throws TrailwardenError `unavailable` where the queue does not take them
 */
export const createSweepQueue =
  (client: SQSClient, QueueUrl: string) =>
  async (tasks: readonly SweepTask[], DelaySeconds = 0): Promise<void> => {
    for (let from = 0; from < tasks.length; from += mostInOneCall) {
      let left = tasks.slice(from, from + mostInOneCall).map((task, index) => ({
        Id: String(index),
        MessageBody: JSON.stringify(task),
        DelaySeconds,
      }));
      for (let attempt = 0; left.length > 0; attempt += 1) {
        if (attempt === mostTries)
          throw new TrailwardenError('unavailable', `${left.length} pieces were not taken by the queue of the sweep`);
        const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries: left }));
        const failed = new Set(Failed.map(({ Id }) => Id));
        left = left.filter(({ Id }) => failed.has(Id));
      }
    }
  };
