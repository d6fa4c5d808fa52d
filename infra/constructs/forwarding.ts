import { Aws } from 'aws-cdk-lib';
import type { Rule } from 'aws-cdk-lib/aws-events';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import type { Listening } from '../../shared/inventory/consumed.ts';
import { alarmPeriod, type Health } from './health.ts';
import { admitRules } from './lane.ts';
import { rulesFor } from './listening.ts';
import { safeQueue } from './queued-function.ts';

export interface ForwardingProps {
  readonly eventPatterns: readonly Listening[];
  /** The bus that gets the events. */
  readonly busArn: string;
  readonly health: Health;
}

/** Rules that hand what a lane consumes to the bus of another Region, and keep what could not be handed over. */
export class Forwarding extends Construct {
  readonly rules: readonly Rule[];

  constructor(scope: Construct, id: string, { eventPatterns, busArn, health }: ForwardingProps) {
    super(scope, id);
    const deadLetters = safeQueue(this, 'DeadLetters');
    const sourceAccount = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com', { conditions: sourceAccount }),
      inlinePolicies: {
        Forward: new PolicyDocument({
          statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [busArn] })],
        }),
      },
    });
    this.rules = rulesFor(this, eventPatterns, 'What the home Region consumes of what is recorded here');
    for (const rule of this.rules)
      rule.addTarget({ bind: () => ({ arn: busArn, role, deadLetterConfig: { arn: deadLetters.queueArn } }) });
    admitRules(this.rules, [deadLetters]);
    health.alarm(this, {
      condition: 'NotForwarded',
      severity: 'high',
      meaning: 'records could not be handed to the home Region and wait in the dead-letter queue',
      metric: deadLetters.metricApproximateNumberOfMessagesVisible({ period: alarmPeriod, statistic: 'Maximum' }),
      above: 0,
    });
  }
}
