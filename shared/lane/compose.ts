import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createHydration, type HydrationOptions, hydrating } from '../account/hydrate.ts';
import { ruleSet } from '../engine/judge.ts';
import { catalogue } from '../intake.ts';
import type { ResourceChange } from '../inventory/document.ts';
import { createStore } from '../inventory/store.ts';
import { createPublisher } from '../notify/publisher.ts';
import { deployedContext, variable, variables } from './environment.ts';
import { jsonLog, type Log } from './log.ts';
import type { QueueMessage } from './message.ts';
import { type Readable, whenLacking } from './readable.ts';
import { createWatcher } from './watch.ts';

type Kinds = HydrationOptions['kinds'];

/** Readers of functions; their SDK client is loaded when something is lacking. */
export const functionReaders = (at: Readable): Kinds => ({
  function: whenLacking('function', at, async () => {
    const [{ LambdaClient }, { functionReads }] = await Promise.all([
      import('@aws-sdk/client-lambda'),
      import('../account/lambda.ts'),
    ]);
    return hydrating(functionReads, new LambdaClient({}));
  }),
});

/** Readers of roles and of the policies behind them. */
export const identityReaders = (at: Readable): Kinds => {
  const loadIam = async () => {
    const [{ IAMClient }, reads] = await Promise.all([import('@aws-sdk/client-iam'), import('../account/iam.ts')]);
    return { client: new IAMClient({}), ...reads };
  };
  return {
    role: whenLacking('role', at, async () => {
      const { client, roleReads } = await loadIam();
      return hydrating(roleReads, client);
    }),
    'managed-policy': whenLacking('managed-policy', at, async () => {
      const { client, managedPolicyReads } = await loadIam();
      return hydrating(managedPolicyReads, client);
    }),
  };
};

/** What a lane does with a batch, wired from the environment that the stack gives its function. */
export const composeLane = (
  environment: Readonly<Record<string, string | undefined>>,
  readers: readonly ((at: Readable) => Kinds)[],
): ((messages: readonly QueueMessage[]) => Promise<readonly string[]>) => {
  const log: Log = jsonLog((line) => process.stdout.write(`${line}\n`));
  const now = () => new Date();
  const dynamo = new DynamoDBClient({});
  const tableName = variable(environment, variables.table);
  const store = createStore(dynamo, tableName);
  const publish = createPublisher({
    sns: new SNSClient({}),
    dynamo,
    tableName,
    topicArn: variable(environment, variables.topic),
    now,
  });
  const options = { rules: ruleSet(catalogue), context: deployedContext(environment), publish };
  const apply = (changes: readonly ResourceChange[]) => store.apply(changes, options);
  const at = { account: variable(environment, variables.account), region: variable(environment, 'AWS_REGION') };
  const kinds: Kinds = Object.assign({}, ...readers.map((reader) => reader(at)));
  const hydrate = createHydration({ kinds, rules: catalogue, now, apply, resource: store.resource });
  return createWatcher({ apply, hydrate, log });
};
