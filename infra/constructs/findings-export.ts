import { Arn, Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Config } from '../../shared/config.ts';
import { variables } from '../../shared/lane/environment.ts';
import { eventBusActions } from '../../shared/notify/event-bus.ts';
import { securityHubActions } from '../../shared/notify/security-hub.ts';
import type { Health } from './health.ts';
import type { Notifications } from './notifications.ts';
import { queuedFunction } from './queued-function.ts';
import { subscribeQueue } from './subscription.ts';

export interface FindingsExportProps {
  readonly config: Pick<Config, 'securityHub' | 'ocsf'>;
  readonly notifications: Notifications;
  readonly health: Health;
}

/** A subscriber of the topic that hands findings to other tools: into Security Hub, as OCSF events on the default bus. */
export class FindingsExport extends Construct {
  constructor(scope: Construct, id: string, { config, notifications, health }: FindingsExportProps) {
    super(scope, id);
    const stack = Stack.of(this);
    const bus = Arn.format({ service: 'events', resource: 'event-bus', resourceName: 'default' }, stack);
    const product = Arn.format(
      { service: 'securityhub', resource: 'product', resourceName: `${Aws.ACCOUNT_ID}/default` },
      stack,
    );
    const { queue, deadLetters } = queuedFunction(this, {
      id: 'Sender',
      what: 'findings',
      code: 'send-findings',
      description: 'Hands findings to Security Hub and to the event bus',
      maxConcurrency: 2,
      health,
      environment: {
        [variables.account]: Aws.ACCOUNT_ID,
        ...(config.securityHub
          ? { [variables.securityHub]: `https://securityhub.${Aws.REGION}.${Aws.URL_SUFFIX}` }
          : {}),
        ...(config.ocsf ? { [variables.eventBus]: 'default' } : {}),
      },
      statements: [
        ...(config.securityHub
          ? [new PolicyStatement({ actions: [...securityHubActions], resources: [product] })]
          : []),
        ...(config.ocsf ? [new PolicyStatement({ actions: [...eventBusActions], resources: [bus] })] : []),
      ],
    });
    subscribeQueue(this, { notifications, queue, deadLetters, minimumSeverity: 'informational' });
  }
}
