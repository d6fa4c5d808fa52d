import { aRestApi, restCall, uriOf } from '../../support/apis.ts';
import { stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const abroad = `arn:aws:lambda:eu-west-1:${stranger}:function:who`;
const create = (arn: string) =>
  restCall(
    'CreateAuthorizer',
    { createAuthorizerInput: { name: 'who', type: 'TOKEN', authorizerUri: uriOf('who', arn) } },
    { id: 'auth02', name: 'who', type: 'TOKEN', authorizerUri: uriOf('who', arn) },
  );

export default defineCases({
  fail: [
    {
      name: 'the function belongs to another account',
      given: [aRestApi()],
      trail: [create(abroad)],
      keys: ['auth02'],
      says: stranger,
    },
  ],
  pass: [
    { name: 'the function belongs to the account of the API', given: [aRestApi()] },
    {
      name: 'the function belongs to a trusted account',
      given: [aRestApi()],
      trail: [create(abroad)],
      context: { trustedAccounts: [stranger as never] },
    },
    {
      name: 'the authorizer was deleted again',
      given: [aRestApi()],
      trail: [create(abroad), restCall('DeleteAuthorizer', { authorizerId: 'auth02' })],
    },
  ],
});
