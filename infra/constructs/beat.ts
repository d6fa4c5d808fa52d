import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Rule, Schedule } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { beatMetric } from '../../shared/beat/metric.ts';
import { beatActions } from '../../shared/beat/pulses.ts';
import { variables } from '../../shared/lane/environment.ts';
import type { Health } from './health.ts';
import type { InventoryTable } from './inventory-table.ts';
import type { Lane } from './lane.ts';
import { functionAlarms } from './queued-function.ts';
import { SmallFunction } from './small-function.ts';

export interface BeatProps {
  readonly inventory: InventoryTable;
  readonly health: Health;
  /** The lanes that a beat has to come back through; what is tagged are parts of them. */
  readonly functions: Lane;
  readonly identities: Lane;
  readonly triggers: Lane;
}

const every = Duration.minutes(10);

/** A harmless change every few minutes, which has to come back through the lanes; silence rings. */
export class Beat extends Construct {
  constructor(scope: Construct, id: string, props: BeatProps) {
    super(scope, id);
    const { inventory, health, functions, identities, triggers } = props;
    const { table } = inventory;
    const { functionArn } = functions.watcher.function;
    const { roleArn } = identities.watcher.role;
    const { queueArn, queueUrl } = triggers.queue;
    const on = (action: string, resource: string) => new PolicyStatement({ actions: [action], resources: [resource] });
    const sender = new SmallFunction(this, 'Sender', {
      code: 'send-beat',
      description: 'Looks whether the lanes hear, by changes that have to come back',
      timeout: Duration.minutes(1),
      environment: {
        [variables.table]: table.tableName,
        [variables.beatFunction]: functionArn,
        [variables.beatRole]: roleArn,
        [variables.beatQueue]: queueArn,
        [variables.beatQueueUrl]: queueUrl,
      },
      statements: [
        on('dynamodb:BatchGetItem', table.tableArn),
        on(beatActions.function, functionArn),
        on(beatActions.role, roleArn),
        on(beatActions.queue, queueArn),
      ],
    });
    const often = new Rule(this, 'Often', { description: 'Sends a beat', schedule: Schedule.rate(every) });
    often.addTarget({ bind: () => ({ arn: sender.function.functionArn }) });
    sender.function.addPermission('Often', {
      principal: new ServicePrincipal('events.amazonaws.com'),
      sourceArn: often.ruleArn,
    });
    functionAlarms(this, sender, health);
    health.alarm(this, {
      condition: 'Deaf',
      severity: 'critical',
      meaning: 'changes of our own do not come back: what happens in the account is not heard',
      metric: new Metric({
        namespace: beatMetric.namespace,
        metricName: beatMetric.name,
        dimensionsMap: { [beatMetric.dimension]: sender.function.functionName },
        statistic: 'Maximum',
        period: every,
      }),
      above: 0,
      periods: 3,
      silence: 'bad',
    });
  }
}
