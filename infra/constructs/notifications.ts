import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Key } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../../shared/config.ts';
import { type Severity, severities } from '../../shared/engine/severity.ts';
import { publisherActions } from '../../shared/notify/publisher.ts';
import type { InventoryTable } from './inventory-table.ts';

/** The filter policy of somebody who wants to hear of this severity and above; digests have the highest they hold. */
export const fromSeverity = (minimum: Severity): Record<string, SubscriptionFilter> | undefined => {
  const wanted = severities.slice(severities.indexOf(minimum));
  if (wanted.length === severities.length) return undefined;
  return { severity: SubscriptionFilter.stringFilter({ allowlist: wanted }) };
};

/** The topic that every step in the life of a finding goes to, and who reads it as an e-mail. */
export class Notifications extends Construct {
  readonly topic: Topic;
  readonly key: Key;

  constructor(scope: Construct, id: string, { key, emails }: { readonly key: Key; readonly emails: Config['emails'] }) {
    super(scope, id);
    this.key = key;
    this.topic = new Topic(this, 'Topic', { displayName: 'Trailwarden', masterKey: key, enforceSSL: true });
    for (const { address, minimumSeverity } of emails) {
      const filterPolicy = fromSeverity(minimumSeverity);
      this.topic.addSubscription(new EmailSubscription(address, filterPolicy === undefined ? {} : { filterPolicy }));
    }
  }

  /** What it takes to put messages on the topic: SNS uses its key in the name of who does. */
  topicStatements(): readonly PolicyStatement[] {
    return [
      new PolicyStatement({ actions: [...publisherActions.topic], resources: [this.topic.topicArn] }),
      new PolicyStatement({ actions: ['kms:Decrypt', 'kms:GenerateDataKey'], resources: [this.key.keyArn] }),
    ];
  }

  /** What it takes to publish steps once: the topic, and claims beside the inventory. */
  publishStatements({ table }: InventoryTable): readonly PolicyStatement[] {
    return [
      ...this.topicStatements(),
      new PolicyStatement({ actions: [...publisherActions.table], resources: [table.tableArn] }),
    ];
  }
}
