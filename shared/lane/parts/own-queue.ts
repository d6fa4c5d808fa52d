import { SQSClient } from '@aws-sdk/client-sqs';
import { createOwnQueue, type HandOn } from '../own-queue.ts';

// Bundled apart from the functions, with its SDK client: few changes are news to very many.

export const ownQueueAt = (queueUrl: string): HandOn =>
  createOwnQueue(new SQSClient({ useQueueUrlAsEndpoint: false }), queueUrl);
