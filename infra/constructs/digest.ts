import { Duration } from 'aws-cdk-lib';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Context } from '../../shared/engine/context.ts';
import { variables } from '../../shared/lane/environment.ts';
import { sendDigestActions } from '../../shared/notify/send-digest.ts';
import type { Health } from './health.ts';
import type { InventoryTable } from './inventory-table.ts';
import type { Notifications } from './notifications.ts';
import { functionAlarms } from './queued-function.ts';
import { SmallFunction } from './small-function.ts';

export interface DigestProps {
  readonly inventory: InventoryTable;
  readonly notifications: Notifications;
  readonly health: Health;
  readonly context: Context;
}

/**
 * Once a day, everything that was not worth an interruption, and what suppressions that have run out kept quiet. What can
 * not be sent stays for the next day.
 */
export class Digest extends Construct {
  constructor(scope: Construct, id: string, { inventory, notifications, health, context }: DigestProps) {
    super(scope, id);
    const { table } = inventory;
    const sender = new SmallFunction(this, 'Sender', {
      code: 'send-digest',
      description: 'Ends suppressions, and sends what was held back as one message for each owner',
      context,
      timeout: Duration.minutes(1),
      environment: {
        [variables.table]: table.tableName,
        [variables.topic]: notifications.topic.topicArn,
      },
      statements: [
        ...inventory.applyStatements(),
        ...inventory.findingsStatements(),
        ...notifications.publishStatements(inventory),
        new PolicyStatement({ actions: [...sendDigestActions.table], resources: [table.tableArn] }),
      ],
    });
    const daily = new Rule(this, 'Daily', {
      description: 'Sends the digest',
      schedule: Schedule.cron({ hour: '7', minute: '0' }),
    });
    daily.addTarget({ bind: () => ({ arn: sender.function.functionArn }) });
    sender.function.addPermission('Daily', {
      principal: new ServicePrincipal('events.amazonaws.com'),
      sourceArn: daily.ruleArn,
    });
    functionAlarms(this, sender, health);
  }
}
