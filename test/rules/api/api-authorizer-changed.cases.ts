import { anHttpApi, aRestApi, httpCall, restCall, uriOf } from '../../support/apis.ts';
import { deployer, functionArn, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const patched = (path: string, value: string) => ({
  ...restCall('UpdateAuthorizer', {
    authorizerId: 'auth01',
    updateAuthorizerInput: { patchOperations: [{ op: 'replace', path, value }] },
  }),
  identity: human,
});
const jwt = (issuer: string, identity = human) => ({
  ...httpCall('UpdateAuthorizer', {
    authorizerId: 'auth01',
    authorizerType: 'JWT',
    jwtConfiguration: { issuer, audience: ['shop'] },
  }),
  identity,
});

export default defineCases({
  fail: [
    {
      name: 'another function decides',
      given: [aRestApi()],
      trail: [patched('/authorizerUri', uriOf('anybody'))],
      keys: ['auth01'],
      says: functionArn('anybody'),
    },
    {
      name: 'nothing identifies the caller any more',
      given: [aRestApi()],
      trail: [patched('/identitySource', '')],
      keys: ['auth01'],
      says: 'to nothing',
    },
    {
      name: 'tokens of another issuer are accepted',
      given: [anHttpApi()],
      trail: [jwt('https://login.example.net')],
      keys: ['auth01'],
      says: 'https://login.example.net',
    },
    {
      name: 'an authorizer that was not seen before is changed',
      trail: [jwt('https://login.example.net')],
      keys: ['auth01'],
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'only the life of answers is changed',
      given: [aRestApi()],
      trail: [patched('/authorizerResultTtlInSeconds', '60')],
    },
    {
      name: 'the declared deployment role changes it',
      given: [anHttpApi()],
      trail: [jwt('https://login.example.net', deployer)],
      context: { deployRoles: ['deploy'] },
    },
  ],
  unknown: [
    {
      name: 'an import after which no authorizer is known',
      given: [aRestApi({})],
      trail: [restCall('PutRestApi', {}, { id: 'rest01' }), restCall('UpdateAuthorizer', { authorizerId: 'auth01' })],
    },
  ],
});
