import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { deadLetterActions, mostReceives } from '../../shared/lane/dead-letters.ts';
import { variables } from '../../shared/lane/environment.ts';
import { ownQueueActions } from '../../shared/lane/own-queue.ts';
import { alarmPeriod, type Health } from './health.ts';
import { SmallFunction, type SmallFunctionProps } from './small-function.ts';

export interface QueuedFunctionProps extends Omit<SmallFunctionProps, 'timeout'> {
  /** A minute, unless it is said. */
  readonly timeout?: Duration;
  /** The id of the function, below the scope. */
  readonly id: string;
  /** What waits in the queue, for the alarms: `records`. */
  readonly what: string;
  /** How many batches may be worked on at once. */
  readonly maxConcurrency: number;
  /** Messages of one batch: ten, unless it is said. */
  readonly batchSize?: number;
  /** How old a message may become before it is alarming: five minutes, unless it is said. */
  readonly patience?: Duration;
  /** Whether the function hands further work to itself over the queue. */
  readonly feedsItself?: boolean;
  readonly health: Health;
}

export interface QueuedFunction {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly worker: SmallFunction;
}

/** What Lambda calls on behalf of the function that works a queue off. */
export const consumerActions = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];

/** A queue as all are here: encrypted, in transit too, and patient. */
export const safeQueue = (scope: Construct, id: string, more: ConstructorParameters<typeof Queue>[2] = {}): Queue =>
  new Queue(scope, id, {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
    ...more,
  });

/** A queue, its dead-letter queue, the function that works it off and the alarms of all three. */
export const queuedFunction = (scope: Construct, props: QueuedFunctionProps): QueuedFunction => {
  const {
    id,
    what,
    maxConcurrency,
    batchSize = 10,
    feedsItself = false,
    health,
    statements,
    environment,
    ...of
  } = props;
  const { timeout = Duration.minutes(1), patience = Duration.minutes(5) } = props;
  const deadLetters = safeQueue(scope, 'DeadLetters');
  const queue = safeQueue(scope, 'Queue', {
    visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: mostReceives },
  });
  const worker = new SmallFunction(scope, id, {
    ...of,
    timeout,
    environment: {
      ...environment,
      [variables.deadLetters]: deadLetters.queueUrl,
      ...(feedsItself ? { [variables.queue]: queue.queueUrl } : {}),
    },
    statements: [
      new PolicyStatement({
        actions: feedsItself ? [...consumerActions, ...ownQueueActions] : consumerActions,
        resources: [queue.queueArn],
      }),
      new PolicyStatement({ actions: [...deadLetterActions], resources: [deadLetters.queueArn] }),
      ...statements,
    ],
  });
  new EventSourceMapping(scope, 'Source', {
    target: worker.function,
    eventSourceArn: queue.queueArn,
    batchSize,
    reportBatchItemFailures: true,
    maxConcurrency,
  });
  const period = alarmPeriod;
  health.alarm(scope, {
    condition: 'DeadLetters',
    severity: 'high',
    meaning: `${what} could not be processed and wait in the dead-letter queue`,
    metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
    above: 0,
  });
  health.alarm(scope, {
    condition: 'OldestMessage',
    severity: 'high',
    meaning: `the oldest of the ${what} has waited for more than ${patience.toMinutes()} minutes`,
    metric: queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
    above: patience.toSeconds(),
  });
  functionAlarms(scope, worker, health);
  return { queue, deadLetters, worker };
};

/** The alarms that every function has. */
export const functionAlarms = (scope: Construct, { function: watched }: SmallFunction, health: Health): void => {
  const period = alarmPeriod;
  health.alarm(scope, {
    condition: 'FunctionErrors',
    severity: 'medium',
    meaning: 'the function fails as a whole',
    metric: watched.metricErrors({ period, statistic: 'Sum' }),
    above: 0,
  });
  health.alarm(scope, {
    condition: 'FunctionThrottles',
    severity: 'medium',
    meaning: 'the function is kept from running',
    metric: watched.metricThrottles({ period, statistic: 'Sum' }),
    above: 0,
    periods: 3,
  });
};
