import { Aws } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { CfnSubscription } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { type Severity, severities } from '../../shared/engine/severity.ts';
import type { Notifications } from './notifications.ts';
import type { QueuedFunction } from './queued-function.ts';

export interface SubscriptionProps extends Pick<QueuedFunction, 'queue' | 'deadLetters'> {
  readonly notifications: Notifications;
  readonly minimumSeverity: Severity;
}

/** Has the topic fill a queue with what is grave enough, and lets it; what it could not hand over is kept, too. */
export const subscribeQueue = (
  scope: Construct,
  { notifications, queue, deadLetters, minimumSeverity }: SubscriptionProps,
): void => {
  const wanted = severities.slice(severities.indexOf(minimumSeverity));
  new CfnSubscription(scope, 'Subscription', {
    topicArn: notifications.topic.topicArn,
    protocol: 'sqs',
    endpoint: queue.queueArn,
    ...(wanted.length === severities.length ? {} : { filterPolicy: { severity: wanted } }),
    redrivePolicy: { deadLetterTargetArn: deadLetters.queueArn },
  });
  for (const fed of [queue, deadLetters]) {
    fed.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [fed.queueArn],
        conditions: {
          ArnEquals: { 'aws:SourceArn': notifications.topic.topicArn },
          StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID },
        },
      }),
    );
  }
};
