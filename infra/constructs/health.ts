import { Aws, Duration } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';

export interface AlarmProps {
  /** PascalCase: the end of the alarm's name, and in kebab-case its place in the runbook. */
  readonly condition: string;
  readonly severity: 'critical' | 'high' | 'medium';
  /** What it means, in a sentence. */
  readonly meaning: string;
  readonly metric: IMetric;
  /** Rings above this. */
  readonly above: number;
  /** In how many periods of the metric in a row. */
  readonly periods?: number;
  /** Whether silence is bad news. */
  readonly silence?: 'good' | 'bad';
}

/** `dead-letters` of `DeadLetters`. */
export const runbookAnchor = (condition: string): string => condition.replace(/(?!^)([A-Z])/g, '-$1').toLowerCase();

/** Where Trailwarden says that it is not well itself; never mixed with findings. */
export class Health extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly masterKey: IKey; readonly emails: readonly string[] }) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      displayName: 'Trailwarden health',
      masterKey: props.masterKey,
      enforceSSL: true,
    });
    for (const address of props.emails) this.topic.addSubscription(new EmailSubscription(address));
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }

  /** Its name is the path of what it watches and the condition, so that it stays the same while the stack changes. */
  alarm(watched: Construct, props: AlarmProps): Alarm {
    const alarm = new Alarm(watched, `${props.condition}Alarm`, {
      alarmName: `${watched.node.path}/${props.condition}`,
      alarmDescription: `${props.severity}: ${props.meaning} (docs/runbook.md#${runbookAnchor(props.condition)})`,
      metric: props.metric,
      threshold: props.above,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: props.silence === 'bad' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction({ bind: () => ({ alarmActionArn: this.topic.topicArn }) });
    return alarm;
  }
}

/** The period that alarms look at. */
export const alarmPeriod = Duration.minutes(5);
