import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../../shared/config.ts';

/** The topic that every step in the life of a finding goes to, and who reads it as an e-mail. */
export class Notifications extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, { key, emails }: { readonly key: Key; readonly emails: Config['emails'] }) {
    super(scope, id);
    this.key = key;
    this.topic = new Topic(this, 'Topic', { displayName: 'Trailwarden', masterKey: key, enforceSSL: true });
    for (const { address } of emails) this.topic.addSubscription(new EmailSubscription(address));
  }

  publishStatements(): readonly PolicyStatement[] {
    return [
      new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topic.topicArn] }),
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] }),
    ];
  }
}
