import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type Config, contextOf } from '../shared/config.ts';
import { consumedCalls, eventPatterns } from '../shared/inventory/consumed.ts';
import { Beat } from './constructs/beat.ts';
import { Digest } from './constructs/digest.ts';
import { FindingsExport } from './constructs/findings-export.ts';
import { Health } from './constructs/health.ts';
import { InventoryTable } from './constructs/inventory-table.ts';
import { Lane } from './constructs/lane.ts';
import { Notifications } from './constructs/notifications.ts';
import { OperatorKey } from './constructs/operator-key.ts';
import { Slack } from './constructs/slack.ts';
import { Sweep } from './constructs/sweep.ts';
import { identitySources, ownResources, triggerSources, watchingSources } from './lanes.ts';
import { readFunctions, readIdentities } from './reads.ts';

/** Everything that runs in the home Region. */
export class TrailwardenStack extends Stack {
  readonly lanes: readonly Lane[];

  constructor(scope: Construct, id: string, { config, ...props }: StackProps & { readonly config: Config }) {
    super(scope, id, { description: 'Trailwarden: explains risky changes of serverless applications', ...props });
    const { key } = new OperatorKey(this, 'Key');
    const inventory = new InventoryTable(this, 'Inventory');
    const notifications = new Notifications(this, 'Notifications', { key, emails: config.emails });
    const health = new Health(this, 'Health', {
      masterKey: key,
      emails: config.emails.map(({ address }) => address),
    });
    const context = { ...contextOf(config), ownResources: [...ownResources(id), ...config.ownResources] };
    const consumed = consumedCalls();
    const shared = { inventory, notifications, health, context };
    const functions = new Lane(this, 'WatchFunctions', {
      ...shared,
      code: 'watch-functions',
      description: 'Judges changes of functions, their triggers by mapping, layers and signing',
      eventPatterns: eventPatterns(['lambda'], consumed),
      reads: [...readFunctions(this), ...readIdentities(this)],
    });
    const identities = new Lane(this, 'WatchIdentities', {
      ...shared,
      code: 'watch-identities',
      description: 'Judges changes of roles, users, policies and identity providers',
      eventPatterns: eventPatterns(identitySources, consumed),
      reads: readIdentities(this),
    });
    const triggers = new Lane(this, 'WatchTriggers', {
      ...shared,
      code: 'watch-triggers',
      description: 'Judges changes of what triggers functions, and of what they depend on',
      eventPatterns: eventPatterns(triggerSources(consumed), consumed),
      reads: [],
    });
    const trail = new Lane(this, 'WatchTrail', {
      ...shared,
      code: 'watch-trail',
      description: 'Judges tampering with what watches, Trailwarden itself included',
      eventPatterns: eventPatterns(watchingSources, consumed),
      reads: [],
    });
    this.lanes = [functions, identities, triggers, trail];
    new Beat(this, 'Beat', { inventory, health, functions, identities, triggers });
    new Sweep(this, 'Sweep', { ...shared, config: config.sweep });
    new Digest(this, 'Digest', shared);
    if (config.slack !== undefined)
      new Slack(this, 'Slack', { config: config.slack, inventory, notifications, health });
    if (config.securityHub || config.ocsf)
      new FindingsExport(this, 'FindingsExport', { config, notifications, health });
    new CfnOutput(this, 'TableName', { value: inventory.table.tableName });
    new CfnOutput(this, 'TopicArn', { value: notifications.topic.topicArn });
  }
}
