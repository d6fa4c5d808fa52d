import { anHttpApi, aRestApi, httpCall, restCall } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const allowOrigins = (...origins: readonly string[]) =>
  httpCall('UpdateApi', { corsConfiguration: { allowOrigins: origins, allowMethods: ['GET'] } });

export default defineCases({
  fail: [
    { name: 'an HTTP API allows every origin', given: [anHttpApi()], trail: [allowOrigins('*')], keys: ['cors'] },
    {
      name: 'a REST API answers that every origin is welcome',
      given: [aRestApi()],
      trail: [
        restCall('PutIntegrationResponse', {
          resourceId: 'res01',
          httpMethod: 'OPTIONS',
          statusCode: '200',
          putIntegrationResponseInput: {
            responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
          },
        }),
      ],
      keys: ['cors'],
    },
  ],
  pass: [
    { name: 'own origins are listed', given: [anHttpApi()], trail: [allowOrigins('https://shop.example.com')] },
    {
      name: 'cross-origin rules were removed again',
      given: [anHttpApi()],
      trail: [allowOrigins('*'), httpCall('DeleteCorsConfiguration', {})],
    },
    { name: 'an API without cross-origin rules', given: [aRestApi()] },
  ],
});
