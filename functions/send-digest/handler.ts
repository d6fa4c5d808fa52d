import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { variable, variables } from '../../shared/lane/environment.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import { createDigestSender } from '../../shared/notify/send-digest.ts';

const log = jsonLog((line) => process.stdout.write(`${line}\n`));
const sendDigests = createDigestSender({
  sns: new SNSClient({}),
  dynamo: new DynamoDBClient({}),
  tableName: variable(process.env, variables.table),
  topicArn: variable(process.env, variables.topic),
  now: () => new Date(),
});

/** Runs on a schedule. What throws is tried again by Lambda, and nothing is sent twice by that. */
export const handler = async (): Promise<void> => {
  const { digests, transitions } = await sendDigests();
  log.info('digests sent', { digests, transitions });
};
