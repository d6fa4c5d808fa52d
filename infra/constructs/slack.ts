import { Arn, ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../shared/config.ts';
import { variables } from '../../shared/lane/environment.ts';
import { secretActions } from '../../shared/notify/secret.ts';
import { slackTableActions } from '../../shared/notify/slack.ts';
import type { Health } from './health.ts';
import type { InventoryTable } from './inventory-table.ts';
import type { Notifications } from './notifications.ts';
import { queuedFunction } from './queued-function.ts';
import { subscribeQueue } from './subscription.ts';

export interface SlackProps {
  readonly config: NonNullable<Config['slack']>;
  readonly inventory: InventoryTable;
  readonly notifications: Notifications;
  readonly health: Health;
}

/** Reading the one secret; a name of a secret stands for its ARN with the six characters that AWS adds. */
const secretStatements = (scope: Construct, { parameter, secret, key }: SlackProps['config']): PolicyStatement[] => {
  const stack = Stack.of(scope);
  const ofSecret = (name: string): string =>
    name.startsWith('arn:')
      ? name
      : Arn.format(
          {
            service: 'secretsmanager',
            resource: 'secret',
            resourceName: `${name}-??????`,
            arnFormat: ArnFormat.COLON_RESOURCE_NAME,
          },
          stack,
        );
  const reading =
    parameter === undefined
      ? new PolicyStatement({ actions: [...secretActions.secret], resources: [ofSecret(secret ?? '')] })
      : new PolicyStatement({
          actions: [...secretActions.parameter],
          resources: [Arn.format({ service: 'ssm', resource: `parameter${parameter}` }, stack)],
        });
  if (key === undefined) return [reading];
  return [reading, new PolicyStatement({ actions: [...secretActions.key], resources: [key] })];
};

/** A subscriber of the topic that tells Slack. Its queue keeps what Slack does not take. */
export class Slack extends Construct {
  constructor(scope: Construct, id: string, { config, inventory, notifications, health }: SlackProps) {
    super(scope, id);
    const { parameter, secret, channel, minimumSeverity } = config;
    const { queue, deadLetters } = queuedFunction(this, {
      id: 'Teller',
      what: 'notifications',
      code: 'send-slack',
      description: 'Tells Slack of findings',
      // Slack takes about one message a second into a channel; two is the fewest that a mapping can have.
      maxConcurrency: 2,
      health,
      environment: {
        [variables.table]: inventory.table.tableName,
        ...(parameter === undefined ? {} : { [variables.slackParameter]: parameter }),
        ...(secret === undefined ? {} : { [variables.slackSecret]: secret }),
        ...(channel === undefined ? {} : { [variables.slackChannel]: channel }),
      },
      statements: [
        new PolicyStatement({ actions: slackTableActions, resources: [inventory.table.tableArn] }),
        ...secretStatements(this, config),
      ],
    });
    subscribeQueue(this, { notifications, queue, deadLetters, minimumSeverity });
  }
}
