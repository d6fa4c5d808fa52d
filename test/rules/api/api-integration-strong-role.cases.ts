import { aRestApi } from '../../support/apis.ts';
import { roleArnOf } from '../../support/calls.ts';
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
  ],
  pass: [
    { name: 'the role may do one thing', given: [api('s3:GetObject'), acting] },
    { name: 'no integration has a role', given: [aRestApi()] },
  ],
  unknown: [{ name: 'the role has not been seen', given: [acting] }],
});
