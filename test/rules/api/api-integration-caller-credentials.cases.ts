import { aRestApi, restCall } from '../../support/apis.ts';
import { roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const put = (credentials: string) =>
  restCall('PutIntegration', {
    resourceId: 'res01',
    httpMethod: 'GET',
    putIntegrationInput: { type: 'AWS', uri: 'arn:aws:apigateway:eu-west-1:s3:path/orders', credentials },
  });

export default defineCases({
  fail: [
    {
      name: "an integration with the caller's credentials",
      given: [aRestApi()],
      trail: [put('arn:aws:iam::*:user/*')],
      keys: ['res01 GET'],
      says: 'credentials of the caller',
    },
  ],
  pass: [
    { name: 'an integration with a role of its own', given: [aRestApi()], trail: [put(roleArnOf('api'))] },
    { name: 'a function, which permits the API by its policy', given: [aRestApi()] },
  ],
});
