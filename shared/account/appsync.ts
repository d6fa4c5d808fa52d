import {
  AppSyncClient,
  ListApiKeysCommand,
  ListDataSourcesCommand,
  ListGraphqlApisCommand,
} from '@aws-sdk/client-appsync';
import { appsync } from '../inventory/projections/appsync.ts';
import { asCalled, foundAs } from './as-called.ts';
import { allPages, type Collector, placeOf } from './reading.ts';
import { defineService } from './service.ts';

const apis: Collector<AppSyncClient> = {
  kind: 'graphql-api',
  actions: ['appsync:ListGraphqlApis'],
  list: async (client, place, nextToken) => {
    const answer = await client.send(new ListGraphqlApisCommand({ nextToken }));
    const found = (answer.graphqlApis ?? []).flatMap((graphqlApi) =>
      foundAs(place, appsync, { call: 'CreateGraphqlApi', request: graphqlApi, response: { graphqlApi } }, [
        'title',
        'authentication',
        'introspection',
        'private',
        'tags',
      ]),
    );
    return { found, next: answer.nextToken };
  },
  reads: [
    {
      facets: ['dataSources'],
      actions: ['appsync:ListDataSources'],
      decides: true,
      read: async (client, { name: apiId, ...ref }) => {
        const sources = await allPages(async (nextToken) => {
          const answer = await client.send(new ListDataSourcesCommand({ apiId, nextToken }));
          return { items: answer.dataSources, next: answer.nextToken };
        });
        const calls = sources.map((source) => ({ call: 'CreateDataSource', request: { ...source, apiId } }));
        return asCalled(placeOf({ ...ref, name: apiId }), appsync, calls, ['dataSources'], { dataSources: {} });
      },
    },
    {
      facets: ['apiKeys'],
      actions: ['appsync:ListApiKeys'],
      read: async (client, { name: apiId, ...ref }) => {
        const keys = await allPages(async (nextToken) => {
          const answer = await client.send(new ListApiKeysCommand({ apiId, nextToken }));
          return { items: answer.apiKeys, next: answer.nextToken };
        });
        const calls = keys.map((apiKey) => ({ call: 'CreateApiKey', request: { apiId }, response: { apiKey } }));
        return asCalled(placeOf({ ...ref, name: apiId }), appsync, calls, ['apiKeys'], { apiKeys: {} });
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new AppSyncClient(options),
  collectors: [apis],
  perSecond: 5,
});
