import { aUserPool, poolId } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const update = (...explicitAuthFlows: readonly string[]) => ({
  source: 'cognito-idp',
  name: 'UpdateUserPoolClient',
  request: { userPoolId: poolId, clientId: 'cl01', explicitAuthFlows, callbackURLs: ['https://shop.example.com/in'] },
});

export default defineCases({
  fail: [
    {
      name: 'users send their password',
      given: [aUserPool()],
      trail: [update('ALLOW_USER_PASSWORD_AUTH')],
      keys: ['cl01'],
    },
    {
      name: 'a server sends it for them',
      given: [aUserPool()],
      trail: [update('ALLOW_ADMIN_USER_PASSWORD_AUTH')],
      keys: ['cl01'],
    },
  ],
  pass: [
    {
      name: 'users prove it without sending it',
      given: [aUserPool()],
      trail: [update('ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH')],
    },
    { name: 'a pool without clients', given: [aUserPool({ clients: {} })] },
  ],
});
