import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { logs } from '../inventory/projections/logs.ts';
import { asCalled, foundAs } from './as-called.ts';
import { allPages, type Collector, placeOf } from './reading.ts';
import { defineService } from './service.ts';

const groups: Collector<CloudWatchLogsClient> = {
  kind: 'log-group',
  actions: ['logs:DescribeLogGroups'],
  list: async (client, place, nextToken) => {
    const answer = await client.send(new DescribeLogGroupsCommand({ nextToken, limit: 50 }));
    const found = (answer.logGroups ?? []).flatMap((group) =>
      group.retentionInDays === undefined
        ? foundAs(place, logs, { call: 'DeleteRetentionPolicy', request: group }, ['retentionDays'])
        : foundAs(place, logs, { call: 'PutRetentionPolicy', request: group }, ['retentionDays']),
    );
    return { found, next: answer.nextToken };
  },
  reads: [
    {
      facets: ['subscriptions'],
      actions: ['logs:DescribeSubscriptionFilters'],
      read: async (client, { name: logGroupName, ...ref }) => {
        const filters = await allPages(async (nextToken) => {
          const answer = await client.send(new DescribeSubscriptionFiltersCommand({ logGroupName, nextToken }));
          return { items: answer.subscriptionFilters, next: answer.nextToken };
        });
        const calls = filters.map((filter) => ({
          call: 'PutSubscriptionFilter',
          request: { ...filter, logGroupName },
        }));
        const place = placeOf({ ...ref, name: logGroupName });
        return asCalled(place, logs, calls, ['subscriptions'], { subscriptions: {} });
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new CloudWatchLogsClient(options),
  collectors: [groups],
  perSecond: 2,
});
