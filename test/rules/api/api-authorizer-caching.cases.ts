import { anHttpApi, aRestApi, restCall } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

export default defineCases({
  fail: [
    {
      name: 'answers live as long as API Gateway allows',
      given: [aRestApi()],
      trail: [
        restCall('UpdateAuthorizer', {
          authorizerId: 'auth01',
          patchOperations: [{ op: 'replace', path: '/authorizerResultTtlInSeconds', value: '3600' }],
        }),
      ],
      keys: ['auth01'],
    },
    {
      name: 'an authorizer of an HTTP API that keeps answers for an hour',
      given: [anHttpApi({ authorizers: { auth02: { type: 'REQUEST', resultTtlSeconds: 3600 } } })],
      keys: ['auth02'],
      says: '3600',
    },
  ],
  pass: [
    {
      name: 'answers live for five minutes',
      given: [aRestApi({ authorizers: { auth01: { type: 'TOKEN', resultTtlSeconds: 300 } } })],
    },
    { name: 'an authorizer without a cache', given: [anHttpApi()] },
  ],
});
