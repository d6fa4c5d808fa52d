import { anHttpApi, aRestApi, httpCall, restCall } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const remove = restCall('DeleteAuthorizer', { authorizerId: 'auth01' });

export default defineCases({
  fail: [
    {
      name: 'an authorizer of a REST API that a method uses',
      given: [aRestApi()],
      trail: [remove],
      keys: ['auth01'],
      severity: 'high',
      says: 'GET /orders',
    },
    {
      name: 'an authorizer of an HTTP API that a route uses',
      given: [anHttpApi()],
      trail: [httpCall('DeleteAuthorizer', { authorizerId: 'auth01' })],
      keys: ['auth01'],
    },
    {
      name: 'an authorizer of an API whose routes have not been seen',
      trail: [remove],
      keys: ['auth01'],
      severity: 'medium',
    },
  ],
  pass: [
    {
      name: 'an authorizer that no route uses',
      given: [aRestApi({ routes: { 'res01 GET': { name: 'GET res01', authorization: 'AWS_IAM' } } })],
      trail: [remove],
    },
  ],
});
