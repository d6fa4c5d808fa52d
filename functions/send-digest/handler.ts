import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { expireSuppressions } from '../../shared/expire.ts';
import { createStore } from '../../shared/inventory/store/store.ts';
import { deployedContext, variable, variables } from '../../shared/lane/environment.ts';
import { jsonLog } from '../../shared/lane/log.ts';
import { createRuleLoader } from '../../shared/lane/rules.ts';
import { createPublisher } from '../../shared/notify/publisher.ts';
import { createDigestSender } from '../../shared/notify/send-digest.ts';

const { env } = process;
const log = jsonLog((line) => process.stdout.write(`${line}\n`));
const topic = {
  sns: new SNSClient({}),
  dynamo: new DynamoDBClient({}),
  tableName: variable(env, variables.table),
  topicArn: variable(env, variables.topic),
  now: () => new Date(),
};
const store = createStore(topic.dynamo, topic.tableName);
const options = { rules: createRuleLoader(), context: deployedContext(env), publish: createPublisher(topic) };
const sendDigests = createDigestSender(topic);

/**
 * Runs on a schedule: ends the suppressions that have run out, then tells what was held back. What throws is tried again
 * by Lambda, and nothing is done twice by that.
 */
export const handler = async (): Promise<void> => {
  const { now } = topic;
  const expired = await expireSuppressions({ store, now, apply: (changes) => store.apply(changes, options) });
  const { digests, transitions } = await sendDigests();
  log.info('digests sent', { expired, digests, transitions });
};
