import {
  ApiGatewayV2Client,
  GetApisCommand,
  GetAuthorizersCommand,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand,
} from '@aws-sdk/client-apigatewayv2';
import { apiGateway } from '../inventory/projections/apigateway.ts';
import { asCalled, foundAs } from './as-called.ts';
import { allPages, type Collector, placeOf, type Read } from './reading.ts';
import { defineService } from './service.ts';

const settings = ['title', 'protocol', 'endpoint', 'defaultEndpointDisabled', 'resourcePolicy', 'corsOrigins', 'tags'];

interface Part {
  readonly facet: string;
  /** The call that makes one of them. */
  readonly call: string;
  readonly page: (
    client: ApiGatewayV2Client,
    query: { readonly ApiId: string; readonly NextToken: string | undefined },
  ) => Promise<{ readonly Items?: readonly object[] | undefined; readonly NextToken?: string | undefined }>;
}

const reading = ({ facet, call, page }: Part): Read<ApiGatewayV2Client> => ({
  facets: [facet],
  actions: ['apigateway:GET'],
  decides: true,
  read: async (client, ref) => {
    const found = await allPages(async (NextToken) => {
      const answer = await page(client, { ApiId: ref.name, NextToken });
      return { items: answer.Items, next: answer.NextToken };
    });
    const calls = found.map((response) => ({ call, request: { apiId: ref.name }, response }));
    return asCalled(placeOf(ref), apiGateway, calls, [facet], { [facet]: {} });
  },
});

const parts: readonly Part[] = [
  { facet: 'routes', call: 'CreateRoute', page: (client, query) => client.send(new GetRoutesCommand(query)) },
  {
    facet: 'integrations',
    call: 'CreateIntegration',
    page: (client, query) => client.send(new GetIntegrationsCommand(query)),
  },
  {
    facet: 'authorizers',
    call: 'CreateAuthorizer',
    page: (client, query) => client.send(new GetAuthorizersCommand(query)),
  },
  { facet: 'stages', call: 'CreateStage', page: (client, query) => client.send(new GetStagesCommand(query)) },
];

const httpApis: Collector<ApiGatewayV2Client> = {
  kind: 'api',
  name: 'http-api',
  finds: (arn) => arn.includes(':/apis/'),
  actions: ['apigateway:GET'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new GetApisCommand({ NextToken }));
    const found = (answer.Items ?? []).flatMap((api) =>
      foundAs(place, apiGateway, { call: 'CreateApi', request: {}, response: api }, settings),
    );
    return { found, next: answer.NextToken };
  },
  reads: parts.map(reading),
};

export const service = defineService({
  client: (options) => new ApiGatewayV2Client(options),
  collectors: [httpApis],
  perSecond: 2,
});
