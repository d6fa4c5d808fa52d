import { Aws } from 'aws-cdk-lib';
import type { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Context } from '../../shared/engine/context.ts';
import type { Listening } from '../../shared/inventory/consumed.ts';
import { variables } from '../../shared/lane/environment.ts';
import type { Health } from './health.ts';
import type { InventoryTable } from './inventory-table.ts';
import { rulesFor } from './listening.ts';
import type { Notifications } from './notifications.ts';
import { queuedFunction } from './queued-function.ts';
import type { SmallFunction } from './small-function.ts';

export interface LaneProps {
  /** Its folder in `functions/`. */
  readonly code: string;
  readonly description: string;
  readonly eventPatterns: readonly Listening[];
  readonly inventory: InventoryTable;
  readonly notifications: Notifications;
  readonly health: Health;
  readonly context: Context;
  /** What its readers may call in the account. */
  readonly reads: readonly PolicyStatement[];
}

/** EventBridge rules → queue → function: the calls of one domain, none of which gets lost. */
export class Lane extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly rules: readonly Rule[];
  readonly watcher: SmallFunction;

  constructor(scope: Construct, id: string, props: LaneProps) {
    super(scope, id);
    const { code, description, context, health, inventory, notifications, reads } = props;
    const { queue, deadLetters, worker } = queuedFunction(this, {
      id: 'Watcher',
      what: 'records',
      // More writers at once would only meet on the same resources.
      maxConcurrency: 5,
      // What very many listen to is told piece by piece.
      feedsItself: true,
      code,
      description,
      context,
      health,
      environment: {
        [variables.account]: Aws.ACCOUNT_ID,
        [variables.table]: inventory.table.tableName,
        [variables.topic]: notifications.topic.topicArn,
      },
      statements: [...inventory.applyStatements(), ...notifications.publishStatements(inventory), ...reads],
    });
    this.queue = queue;
    this.deadLetters = deadLetters;
    this.watcher = worker;
    this.rules = rulesFor(this, props.eventPatterns, `What ${id} consumes`);
    for (const rule of this.rules)
      rule.addTarget({ bind: () => ({ arn: queue.queueArn, deadLetterConfig: { arn: deadLetters.queueArn } }) });
    admitRules(this.rules, [queue, deadLetters]);
  }
}

/** Lets rules send, in one statement for all of them: a queue policy has no room for one each. */
export const admitRules = (rules: readonly Rule[], queues: readonly Queue[]): void => {
  for (const queue of queues) {
    queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('events.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': rules.map(({ ruleArn }) => ruleArn) },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      }),
    );
  }
};
