import { aRestApi } from '../../support/apis.ts';
import { functionArn, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';

const acting = aRestApi({
  integrations: {
    'res01 GET': { type: 'AWS', uri: 'arn:aws:apigateway:eu-west-1:s3:path/orders', credentials: roleArnOf('api') },
  },
});
const api = (action: string) => aRole({ name: 'api', inline: { it: allowing(action) } });

export default defineCases({
  fail: [
    {
      name: 'the role is an administrator',
      given: [api('*'), acting],
      keys: ['res01 GET'],
      severity: 'high',
      says: 'GET /orders',
    },
    { name: 'the role becomes an administrator later', given: [acting, api('*')], keys: ['res01 GET'] },
    {
      name: 'an authorizer is called with the role of an administrator',
      given: [api('*'), aRestApi()],
      trail: [
        {
          source: 'apigateway',
          name: 'CreateAuthorizer',
          request: {
            restApiId: aRestApi().name,
            createAuthorizerInput: {
              name: 'guard',
              type: 'TOKEN',
              authorizerUri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn('guard')}/invocations`,
              authorizerCredentials: roleArnOf('api'),
              identitySource: 'method.request.header.Authorization',
            },
          },
          response: { id: 'auth01' },
        },
      ],
      keys: ['authorizer auth01'],
    },
  ],
  pass: [
    { name: 'the role may do one thing', given: [api('s3:GetObject'), acting] },
    { name: 'no integration has a role', given: [aRestApi()] },
  ],
  unknown: [{ name: 'the role has not been seen', given: [acting] }],
});
