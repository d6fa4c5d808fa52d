import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { putAwayBy } from '../../shared/lane/dead-letters.ts';
import { variable, variables } from '../../shared/lane/environment.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import { createSecretReader } from '../../shared/notify/secret.ts';
import { createSlackSubscriber } from '../../shared/notify/slack.ts';
import { parseSlackSecret } from '../../shared/notify/slack-secret.ts';
import { tellEach } from '../../shared/notify/tell-each.ts';

const { env } = process;
const now = () => new Date();
const dynamo = new DynamoDBClient({});
const tableName = variable(env, variables.table);
const log = jsonLog((line) => process.stdout.write(`${line}\n`));
const parameter = env[variables.slackParameter];
const readSecret = createSecretReader(
  parameter === undefined ? { secret: variable(env, variables.slackSecret) } : { parameter },
  now,
);

export const handler = async ({ Records }: SQSEvent): Promise<SQSBatchResponse> => {
  const tell = async (message: Parameters<ReturnType<typeof createSlackSubscriber>>[0]): Promise<void> => {
    const target = parseSlackSecret(await readSecret(), env[variables.slackChannel]);
    await createSlackSubscriber({ target, dynamo, tableName, now })(message);
  };
  const failed = await tellEach(Records, { tell, putAway: putAwayBy(env), log });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
};
