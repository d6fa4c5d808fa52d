import { anHttpApi, aRestApi, httpCall, restCall, uriOf } from '../../support/apis.ts';
import { stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const abroad = `arn:aws:lambda:eu-west-1:${stranger}:function:orders`;
const update = (arn: string) =>
  restCall('UpdateIntegration', {
    resourceId: 'res01',
    httpMethod: 'GET',
    updateIntegrationInput: { patchOperations: [{ op: 'replace', path: '/uri', value: uriOf('orders', arn) }] },
  });

export default defineCases({
  fail: [
    {
      name: 'a method is pointed at a function of another account',
      given: [aRestApi()],
      trail: [update(abroad)],
      keys: ['res01 GET'],
      says: 'GET /orders',
    },
    {
      name: 'an integration of an HTTP API with a function of another account',
      given: [anHttpApi()],
      trail: [
        httpCall(
          'CreateIntegration',
          { integrationType: 'AWS_PROXY', integrationUri: abroad },
          { integrationId: 'int02' },
        ),
      ],
      keys: ['int02'],
    },
  ],
  pass: [
    { name: 'the function belongs to the account of the API', given: [aRestApi()] },
    {
      name: 'the function belongs to another own account',
      given: [aRestApi()],
      trail: [update(abroad)],
      context: { accounts: [stranger as never] },
    },
  ],
});
