import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Transition } from '../engine/finding.ts';
import { ruleSet } from '../engine/judge.ts';
import { catalogue } from '../intake.ts';
import { createStore } from '../inventory/store.ts';
import { deployedContext, variable, variables } from './environment.ts';
import { jsonLog, type Log } from './log.ts';
import type { QueueMessage } from './message.ts';
import { createWatcher } from './watch.ts';

/** What a lane does with a batch, wired from the environment that the stack gives its function. */
export const composeLane = (
  environment: Readonly<Record<string, string | undefined>>,
): ((messages: readonly QueueMessage[]) => Promise<readonly string[]>) => {
  const log: Log = jsonLog((line) => process.stdout.write(`${line}\n`));
  const store = createStore(new DynamoDBClient({}), variable(environment, variables.table));
  const options = {
    rules: ruleSet(catalogue),
    context: deployedContext(environment),
    publish: publisher(new SNSClient({}), variable(environment, variables.topic)),
  };
  return createWatcher({ apply: (changes) => store.apply(changes, options), log });
};

const publisher =
  (client: SNSClient, topic: string) =>
  async (transitions: readonly Transition[]): Promise<void> => {
    for (const transition of transitions) {
      await client.send(new PublishCommand({ TopicArn: topic, Message: JSON.stringify(transition) }));
    }
  };
