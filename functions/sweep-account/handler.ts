import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeSweep } from '../../shared/lane/compose-sweep.ts';

const sweep = composeSweep(process.env);

export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => ({
  batchItemFailures: (await sweep(Records)).map((itemIdentifier) => ({ itemIdentifier })),
});
