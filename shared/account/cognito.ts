import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import { userPools } from '../inventory/projections/cognito.ts';
import { asCalled, foundAs } from './as-called.ts';
import { allPages, type Collector, placeOf } from './reading.ts';
import { defineService } from './service.ts';

const pools: Collector<CognitoIdentityProviderClient> = {
  kind: 'user-pool',
  actions: ['cognito-idp:ListUserPools'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListUserPoolsCommand({ MaxResults: 60, NextToken }));
    const found = (answer.UserPools ?? []).flatMap(({ Id }) =>
      foundAs(place, userPools, { call: 'UpdateUserPool', request: { userPoolId: Id } }, []),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets: ['title', 'triggers', 'tags'],
      actions: ['cognito-idp:DescribeUserPool'],
      read: async (client, ref) => {
        const { UserPool = {} } = await client.send(new DescribeUserPoolCommand({ UserPoolId: ref.name }));
        const { Name, UserPoolTags, LambdaConfig = {} } = UserPool;
        const request = {
          userPoolId: ref.name,
          poolName: Name,
          userPoolTags: UserPoolTags ?? {},
          lambdaConfig: LambdaConfig,
        };
        return asCalled(placeOf(ref), userPools, [{ call: 'CreateUserPool', request }], ['title', 'triggers', 'tags']);
      },
    },
    {
      facets: ['clients'],
      actions: ['cognito-idp:ListUserPoolClients', 'cognito-idp:DescribeUserPoolClient'],
      read: async (client, ref) => {
        const UserPoolId = ref.name;
        const clients = await allPages(async (NextToken) => {
          const answer = await client.send(new ListUserPoolClientsCommand({ UserPoolId, NextToken }));
          return { items: answer.UserPoolClients, next: answer.NextToken };
        });
        const calls = await Promise.all(
          clients.map(async ({ ClientId }) => {
            const answer = await client.send(new DescribeUserPoolClientCommand({ UserPoolId, ClientId }));
            const { ClientSecret, ...userPoolClient } = answer.UserPoolClient ?? {};
            // Whether there is a secret is all that is kept of it.
            const request = { ...userPoolClient, userPoolId: UserPoolId, generateSecret: ClientSecret !== undefined };
            return { call: 'CreateUserPoolClient', request, response: { userPoolClient } };
          }),
        );
        return asCalled(placeOf(ref), userPools, calls, ['clients'], { clients: {} });
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new CognitoIdentityProviderClient(options),
  collectors: [pools],
  perSecond: 3,
});
