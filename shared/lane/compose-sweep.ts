import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { BoundCollector, Pacing } from '../account/service.ts';
import { collectors, serviceOf } from '../account/services.ts';
import { runSweepTask } from '../account/sweep.ts';
import { createBrakeMemory, createSweepMemory } from '../account/sweep-memory.ts';
import type { SweepDependencies } from '../account/sweep-pieces.ts';
import type { SweepTask } from '../account/sweep-task.ts';
import { type AccountId, partitionOf } from '../arn.ts';
import { messageOf, TrailwardenError } from '../errors.ts';
import { createStore } from '../inventory/store/store.ts';
import { createPublisher } from '../notify/publisher.ts';
import { announceOver, readAnnouncement } from './announcements.ts';
import { loadCollectors } from './collectors.ts';
import { type Failure, giveBack, putAwayBy } from './dead-letters.ts';
import { deployedContext, variable, variables } from './environment.ts';
import { jsonLog } from './log.ts';
import type { QueueMessage } from './message.ts';
import { createOwnQueue } from './own-queue.ts';
import { createRuleLoader } from './rules.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** So long calls are begun: what was read is written before the function is stopped. */
const secondsOfCalls = 200;

/** Opens collectors with their clients, each service once a Region. */
const createOpener = (pacing: Pacing): SweepDependencies['open'] => {
  const opened = new Map<string, readonly BoundCollector[]>();
  return async (name, region) => {
    const service = serviceOf(name);
    const key = `${service} ${region}`;
    const bound =
      opened.get(key) ?? (service === undefined ? [] : (await loadCollectors[service]()).service.open(region, pacing));
    opened.set(key, bound);
    const found = bound.find((collector) => collector.name === name);
    if (found !== undefined) return found;
    const known = collectors.map((each) => each.name).join(', ');
    throw new TrailwardenError('usage', `collector: expected one of ${known}, got ${name}`);
  };
};

const summaryOf = (task: SweepTask) =>
  task.task === 'begin'
    ? { task: task.task, regions: task.regions }
    : { task: task.task, collector: task.collector, region: task.place.region, tries: task.tries };

/**
 * What the sweep does with a batch of pieces, wired from the environment that the stack gives its function; answers the
 * ids of the messages that have to come again.
 */
export const composeSweep = (
  environment: Environment,
): ((messages: readonly QueueMessage[]) => Promise<readonly string[]>) => {
  const log = jsonLog((line) => process.stdout.write(`${line}\n`));
  const now = () => new Date();
  const dynamo = new DynamoDBClient({});
  const tableName = variable(environment, variables.table);
  const region = variable(environment, 'AWS_REGION');
  const store = createStore(dynamo, tableName);
  const topicArn = variable(environment, variables.topic);
  const publish = createPublisher({ sns: new SNSClient({}), dynamo, tableName, topicArn, now });
  const enqueue = createOwnQueue(
    new SQSClient({ useQueueUrlAsEndpoint: false }),
    variable(environment, variables.queue),
  );
  const announce = announceOver(enqueue);
  const options = { rules: createRuleLoader(), context: deployedContext(environment), publish, announce };
  const account = variable(environment, variables.account) as AccountId;
  let until = Number.POSITIVE_INFINITY;
  const dependencies: SweepDependencies = {
    collectors,
    open: createOpener({
      times: Number(variable(environment, variables.pace)),
      memory: createBrakeMemory(dynamo, tableName),
      until: () => until,
    }),
    home: { partition: partitionOf(region), account, region },
    apply: (changes) => store.apply(changes, options),
    resources: store.resources,
    known: (kind, place, from) => store.listFrom(kind, place.account, place.region, from),
    memory: createSweepMemory(dynamo, tableName, now),
    enqueue,
    now,
  };

  const run = async (message: QueueMessage): Promise<readonly Failure[]> => {
    const { messageId, body } = message;
    let summary = {};
    try {
      const content: unknown = JSON.parse(body);
      const announcement = readAnnouncement(content);
      if (announcement !== undefined) {
        summary = { task: 'tell', speaker: announcement.speaker };
        const left = await store.tell(announcement, options);
        if (left !== undefined) await announce([left]);
      } else {
        const task = content as SweepTask;
        summary = summaryOf(task);
        await runSweepTask(task, dependencies);
      }
      log.info('piece of the sweep done', summary);
      return [];
    } catch (thrown) {
      const reason = messageOf(thrown);
      log.error('piece of the sweep failed', { messageId, ...summary, reason });
      return [{ message, reason, hopeless: thrown instanceof SyntaxError }];
    }
  };
  const putAway = putAwayBy(environment);
  return async (messages) => {
    until = Date.now() + 1_000 * secondsOfCalls;
    return giveBack((await Promise.all(messages.map(run))).flat(), { putAway, log });
  };
};
