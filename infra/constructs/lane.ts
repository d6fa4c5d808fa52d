import { Aws, Duration } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { EventSourceMapping } from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Context } from '../../shared/engine/context.ts';
import type { JsonObject } from '../../shared/json.ts';
import { variables } from '../../shared/lane/environment.ts';
import { alarmPeriod, type Health } from './health.ts';
import type { InventoryTable } from './inventory-table.ts';
import type { Notifications } from './notifications.ts';
import { SmallFunction } from './small-function.ts';

export interface LaneProps {
  /** Its folder in `functions/`. */
  readonly code: string;
  readonly description: string;
  readonly eventPatterns: readonly JsonObject[];
  readonly inventory: InventoryTable;
  readonly notifications: Notifications;
  readonly health: Health;
  readonly context: Context;
  /** The calls of its readers, and on what. */
  readonly reads: readonly PolicyStatement[];
}

/** A pattern as the CDK takes it. */
export const patternOf = (pattern: JsonObject): EventPattern => ({
  source: pattern['source'] as string[],
  detailType: pattern['detail-type'] as string[],
  detail: pattern['detail'] as JsonObject,
});

const timeout = Duration.minutes(1);
const triesBeforeDeadLetter = 5;

/** What a queue's consumer calls on its behalf. */
const consumerActions = ['sqs:DeleteMessage', 'sqs:GetQueueAttributes', 'sqs:ReceiveMessage'];

/** EventBridge rules → queue → function: the calls of one domain, none of which gets lost. */
export class Lane extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly rules: readonly Rule[];
  readonly watcher: SmallFunction;

  constructor(scope: Construct, id: string, props: LaneProps) {
    super(scope, id);
    const { inventory, notifications } = props;
    this.deadLetters = new Queue(this, 'DeadLetters', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
    });
    this.queue = new Queue(this, 'Queue', {
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(14),
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: triesBeforeDeadLetter },
    });
    this.rules = props.eventPatterns.map((eventPattern, index) => this.#rule(eventPattern, index));
    this.#admitRules();
    this.watcher = new SmallFunction(this, 'Watcher', {
      code: props.code,
      description: props.description,
      timeout,
      context: props.context,
      environment: {
        [variables.table]: inventory.table.tableName,
        [variables.topic]: notifications.topic.topicArn,
      },
      statements: [
        new PolicyStatement({ actions: consumerActions, resources: [this.queue.queueArn] }),
        ...inventory.applyStatements(),
        ...notifications.publishStatements(),
        ...props.reads,
      ],
    });
    new EventSourceMapping(this, 'Source', {
      target: this.watcher.function,
      eventSourceArn: this.queue.queueArn,
      batchSize: 10,
      reportBatchItemFailures: true,
      // More writers at once would only meet on the same resources.
      maxConcurrency: 5,
    });
    this.#watch(props.health);
  }

  #rule(eventPattern: JsonObject, index: number): Rule {
    const rule = new Rule(this, `Rule${index + 1}`, {
      description: `What ${this.node.id} consumes (${index + 1})`,
      eventPattern: patternOf(eventPattern),
    });
    rule.addTarget({
      bind: () => ({
        arn: this.queue.queueArn,
        deadLetterConfig: { arn: this.deadLetters.queueArn },
      }),
    });
    return rule;
  }

  /** One statement for all rules: a queue policy has no room for one each. */
  #admitRules(): void {
    for (const queue of [this.queue, this.deadLetters]) {
      queue.addToResourcePolicy(
        new PolicyStatement({
          principals: [new ServicePrincipal('events.amazonaws.com')],
          actions: ['sqs:SendMessage'],
          resources: [queue.queueArn],
          conditions: {
            ArnEquals: { 'aws:SourceArn': this.rules.map(({ ruleArn }) => ruleArn) },
            StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
          },
        }),
      );
    }
  }

  #watch(health: Health): void {
    const period = alarmPeriod;
    health.alarm(this, {
      condition: 'DeadLetters',
      severity: 'high',
      meaning: 'records could not be processed and wait in the dead-letter queue',
      metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({ period, statistic: 'Maximum' }),
      above: 0,
    });
    health.alarm(this, {
      condition: 'OldestMessage',
      severity: 'high',
      meaning: 'the oldest record has waited for more than five minutes',
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' }),
      above: 300,
    });
    health.alarm(this, {
      condition: 'FunctionErrors',
      severity: 'medium',
      meaning: 'the function fails as a whole',
      metric: this.watcher.function.metricErrors({ period, statistic: 'Sum' }),
      above: 0,
      periods: 2,
    });
    health.alarm(this, {
      condition: 'FunctionThrottles',
      severity: 'medium',
      meaning: 'the function is kept from running',
      metric: this.watcher.function.metricThrottles({ period, statistic: 'Sum' }),
      above: 0,
      periods: 3,
    });
  }
}
