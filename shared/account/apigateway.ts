import {
  APIGatewayClient,
  GetAuthorizersCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
} from '@aws-sdk/client-api-gateway';
import { apiGateway } from '../inventory/projections/apigateway.ts';
import { asCalled, type Called, foundAs } from './as-called.ts';
import { allPages, type Collector, placeOf, type Read } from './reading.ts';
import { defineService } from './service.ts';

const settings = ['title', 'protocol', 'endpoint', 'defaultEndpointDisabled', 'resourcePolicy', 'tags'];

/** One call tells everything of many resources: paths, methods and what is behind each. */
const resources: Read<APIGatewayClient> = {
  facets: ['paths', 'routes', 'integrations'],
  actions: ['apigateway:GET'],
  decides: true,
  read: async (client, ref) => {
    const restApiId = ref.name;
    const found = await allPages(async (position) => {
      const answer = await client.send(
        new GetResourcesCommand({ restApiId, position, limit: 500, embed: ['methods'] }),
      );
      return { items: answer.items, next: answer.position };
    });
    const calls = found.flatMap(({ id, path, resourceMethods = {} }): readonly Called[] => [
      { call: 'CreateResource', request: { restApiId }, response: { id, path } },
      ...Object.entries(resourceMethods).flatMap(
        ([httpMethod, { methodIntegration, ...method }]): readonly Called[] => {
          const request = { restApiId, resourceId: id, httpMethod };
          return [
            { call: 'PutMethod', request, response: method },
            ...(methodIntegration === undefined
              ? []
              : [{ call: 'PutIntegration', request, response: methodIntegration }]),
          ];
        },
      ),
    ]);
    const empty = { paths: {}, routes: {}, integrations: {} };
    return asCalled(placeOf(ref), apiGateway, calls, ['paths', 'routes', 'integrations'], empty);
  },
};

const restApis: Collector<APIGatewayClient> = {
  kind: 'api',
  name: 'rest-api',
  finds: (arn) => arn.includes(':/restapis/'),
  actions: ['apigateway:GET'],
  list: async (client, place, position) => {
    const answer = await client.send(new GetRestApisCommand({ position, limit: 100 }));
    const found = (answer.items ?? []).flatMap((api) =>
      foundAs(place, apiGateway, { call: 'CreateRestApi', request: { restApiId: api.id }, response: api }, settings),
    );
    return { found, next: answer.position };
  },
  reads: [
    resources,
    {
      facets: ['authorizers'],
      actions: ['apigateway:GET'],
      decides: true,
      read: async (client, ref) => {
        const restApiId = ref.name;
        const found = await allPages(async (position) => {
          const answer = await client.send(new GetAuthorizersCommand({ restApiId, position, limit: 500 }));
          return { items: answer.items, next: answer.position };
        });
        const calls = found.map((response) => ({ call: 'CreateAuthorizer', request: { restApiId }, response }));
        return asCalled(placeOf(ref), apiGateway, calls, ['authorizers'], { authorizers: {} });
      },
    },
    {
      facets: ['stages'],
      actions: ['apigateway:GET'],
      decides: true,
      read: async (client, ref) => {
        const restApiId = ref.name;
        const { item = [] } = await client.send(new GetStagesCommand({ restApiId }));
        const calls = item.map((response) => ({ call: 'CreateStage', request: { restApiId }, response }));
        return asCalled(placeOf(ref), apiGateway, calls, ['stages'], { stages: {} });
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new APIGatewayClient(options),
  collectors: [restApis],
  // All calls of an account share ten a second.
  perSecond: 2,
});
