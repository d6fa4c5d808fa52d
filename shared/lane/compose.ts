import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { createHydration, type HydrationOptions } from '../account/hydrate.ts';
import type { ResourceChange } from '../inventory/document.ts';
import type { Announcement } from '../inventory/fold/run.ts';
import { createStore } from '../inventory/store/store.ts';
import { createPublisher } from '../notify/publisher.ts';
import { announceBy } from './announcements.ts';
import { putAwayBy } from './dead-letters.ts';
import { deployedContext, variable, variables } from './environment.ts';
import { jsonLog, type Log } from './log.ts';
import type { QueueMessage } from './message.ts';
import { type Readable, whenLacking } from './readable.ts';
import { createRuleLoader } from './rules.ts';
import { createWatcher } from './watch.ts';

type Kinds = HydrationOptions['kinds'];

type Environment = Readonly<Record<string, string | undefined>>;
type Readers = (at: Readable) => Kinds;

/** Readers of functions. Readers are loaded when they are needed, with their SDK clients: most batches lack nothing. */
export const functionReaders: Readers = (at) => ({
  function: whenLacking('function', at, async () => (await import('./parts/function-readers.ts')).functions),
});

/** Readers of roles and of the policies behind them. */
export const identityReaders: Readers = (at) => ({
  role: whenLacking('role', at, async () => (await import('./parts/identity-readers.ts')).roles),
  'managed-policy': whenLacking(
    'managed-policy',
    at,
    async () => (await import('./parts/identity-readers.ts')).managedPolicies,
  ),
});

/** What a lane does with a batch, wired from the environment that the stack gives its function. */
export const composeLane = (
  environment: Environment,
  readers: readonly Readers[],
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
  const rules = createRuleLoader();
  const announce = announceBy(environment);
  const options = { rules, context: deployedContext(environment), publish, announce };
  const apply = (changes: readonly ResourceChange[]) => store.apply(changes, options);
  const tell = async (announcement: Announcement): Promise<void> => {
    const left = await store.tell(announcement, options);
    if (left !== undefined) await announce([left]);
  };
  const at = { account: variable(environment, variables.account), region: variable(environment, 'AWS_REGION') };
  const kinds: Kinds = Object.assign({}, ...readers.map((reader) => reader(at)));
  const hydrate = createHydration({ kinds, rules, now, apply, resource: store.resource });
  return createWatcher({ apply, tell, hydrate, putAway: putAwayBy(environment), log });
};
