import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { ruleSet } from '../engine/judge.ts';
import { catalogue } from '../intake.ts';
import { createStore } from '../inventory/store.ts';
import { createPublisher } from '../notify/publisher.ts';
import { deployedContext, variable, variables } from './environment.ts';
import { jsonLog, type Log } from './log.ts';
import type { QueueMessage } from './message.ts';
import { createWatcher } from './watch.ts';

/** What a lane does with a batch, wired from the environment that the stack gives its function. */
export const composeLane = (
  environment: Readonly<Record<string, string | undefined>>,
): ((messages: readonly QueueMessage[]) => Promise<readonly string[]>) => {
  const log: Log = jsonLog((line) => process.stdout.write(`${line}\n`));
  const dynamo = new DynamoDBClient({});
  const tableName = variable(environment, variables.table);
  const store = createStore(dynamo, tableName);
  const options = {
    rules: ruleSet(catalogue),
    context: deployedContext(environment),
    publish: createPublisher({
      sns: new SNSClient({}),
      dynamo,
      tableName,
      topicArn: variable(environment, variables.topic),
      now: () => new Date(),
    }),
  };
  return createWatcher({ apply: (changes) => store.apply(changes, options), log });
};
