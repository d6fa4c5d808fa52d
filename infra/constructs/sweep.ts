import { Aws, Duration, Stack } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSchedule } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { sweepMemoryActions } from '../../shared/account/sweep-memory.ts';
import type { BeginTask } from '../../shared/account/sweep-task.ts';
import type { Config } from '../../shared/config.ts';
import type { Context } from '../../shared/engine/context.ts';
import { indexes } from '../../shared/inventory/store/schema.ts';
import { variables } from '../../shared/lane/environment.ts';
import { readEverything } from '../reads.ts';
import type { Health } from './health.ts';
import type { InventoryTable } from './inventory-table.ts';
import type { Notifications } from './notifications.ts';
import { queuedFunction } from './queued-function.ts';

export interface SweepProps {
  readonly config: Config['sweep'];
  readonly inventory: InventoryTable;
  readonly notifications: Notifications;
  readonly health: Health;
  readonly context: Context;
}

/**
 * Reads what stands in the account, at installation and once a day. The function hands pieces to itself over its queue;
 * how many run at once, and the pace of each, keep it from using up what the account may call.
 */
export class Sweep extends Construct {
  constructor(scope: Construct, id: string, props: SweepProps) {
    super(scope, id);
    const { config, inventory, notifications, health, context } = props;
    const regions = config.regions.length > 0 ? config.regions : [Stack.of(this).region];
    const { table } = inventory;
    const { queue, deadLetters } = queuedFunction(this, {
      id: 'Sweeper',
      what: 'pieces of a sweep',
      // The fewest that a mapping can have; the pace of the collectors counts on it.
      maxConcurrency: 2,
      batchSize: 4,
      timeout: Duration.minutes(5),
      patience: Duration.hours(6),
      feedsItself: true,
      code: 'sweep-account',
      description: 'Reads what stands in the account, and tells what no record had announced',
      context,
      health,
      environment: {
        [variables.table]: table.tableName,
        [variables.topic]: notifications.topic.topicArn,
        [variables.account]: Aws.ACCOUNT_ID,
        [variables.pace]: String(config.pace),
      },
      statements: [
        ...inventory.applyStatements(),
        ...notifications.publishStatements(inventory),
        new PolicyStatement({ actions: [...sweepMemoryActions], resources: [table.tableArn] }),
        new PolicyStatement({
          actions: ['dynamodb:Query'],
          resources: [`${table.tableArn}/index/${indexes.byKind.name}`],
        }),
        ...readEverything(regions),
      ],
    });
    const role = new Role(this, 'ScheduleRole', {
      description: 'Begins sweeps',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Begin: new PolicyDocument({
          statements: [
            new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn, deadLetters.queueArn] }),
          ],
        }),
      },
    });
    const begin: BeginTask = { task: 'begin', regions, startedAt: '<aws.scheduler.scheduled-time>' };
    // Without a start date a rate begins at once: the first sweep is at installation.
    new CfnSchedule(this, 'Schedule', {
      description: 'Begins a sweep of the account',
      scheduleExpression: 'rate(1 day)',
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: queue.queueArn,
        roleArn: role.roleArn,
        input: JSON.stringify(begin),
        deadLetterConfig: { arn: deadLetters.queueArn },
      },
    });
  }
}
