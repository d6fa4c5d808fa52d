import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { composeLane, functionReaders, identityReaders } from '../../shared/lane/compose.ts';

const watch = composeLane(process.env, [functionReaders, identityReaders]);

export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => ({
  batchItemFailures: (await watch(Records)).map((itemIdentifier) => ({ itemIdentifier })),
});
