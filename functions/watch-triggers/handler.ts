import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeLane } from '../../shared/lane/compose.ts';

const watch = composeLane(process.env, []);

export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => ({
  batchItemFailures: (await watch(Records)).map((itemIdentifier) => ({ itemIdentifier })),
});
