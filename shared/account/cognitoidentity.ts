import {
  CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  ListIdentityPoolsCommand,
} from '@aws-sdk/client-cognito-identity';
import { identityPools } from '../inventory/projections/cognito.ts';
import { asCalled, foundAs } from './as-called.ts';
import { type Collector, placeOf } from './reading.ts';
import { defineService } from './service.ts';

const pools: Collector<CognitoIdentityClient> = {
  kind: 'identity-pool',
  actions: ['cognito-identity:ListIdentityPools'],
  list: async (client, place, NextToken) => {
    const answer = await client.send(new ListIdentityPoolsCommand({ MaxResults: 60, NextToken }));
    const found = (answer.IdentityPools ?? []).flatMap(({ IdentityPoolId }) =>
      foundAs(place, identityPools, { call: 'UpdateIdentityPool', request: { identityPoolId: IdentityPoolId } }, []),
    );
    return { found, next: answer.NextToken };
  },
  reads: [
    {
      facets: ['title', 'allowsUnauthenticated'],
      actions: ['cognito-identity:DescribeIdentityPool'],
      read: async (client, ref) => {
        const request = await client.send(new DescribeIdentityPoolCommand({ IdentityPoolId: ref.name }));
        const called = { call: 'UpdateIdentityPool', request };
        return asCalled(placeOf(ref), identityPools, [called], ['title', 'allowsUnauthenticated']);
      },
    },
    {
      facets: ['roles'],
      actions: ['cognito-identity:GetIdentityPoolRoles'],
      read: async (client, ref) => {
        const answer = await client.send(new GetIdentityPoolRolesCommand({ IdentityPoolId: ref.name }));
        const { Roles = {}, RoleMappings = {} } = answer;
        const request = { identityPoolId: ref.name, roles: Roles, roleMappings: RoleMappings };
        return asCalled(placeOf(ref), identityPools, [{ call: 'SetIdentityPoolRoles', request }], ['roles']);
      },
    },
  ],
};

export const service = defineService({
  client: (options) => new CognitoIdentityClient(options),
  collectors: [pools],
  perSecond: 3,
});
