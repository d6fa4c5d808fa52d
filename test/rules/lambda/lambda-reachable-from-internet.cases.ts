import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, withPolicy } from '../../support/resources.ts';

const url = { '': { authType: 'NONE' } };
const urlGrant = allow('*', {
  sid: 'url',
  action: 'lambda:InvokeFunctionUrl',
  conditions: { StringEquals: { 'lambda:FunctionUrlAuthType': 'NONE' } },
});
const callGrant = allow('*', {
  sid: 'call',
  conditions: { Bool: { 'lambda:InvokedViaFunctionUrl': 'true' } },
});
const grants = (...statements: readonly ReturnType<typeof allow>[]) => ({
  '': Object.fromEntries(statements.map((statement) => [String(statement['Sid']), statement])),
});

const uri = `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${functionArn('orders')}/invocations`;
const api = (name: string, request: { readonly [key: string]: unknown }, response: object = {}) => ({
  source: 'apigateway',
  name,
  request: request as never,
  response: response as never,
});
const anApi = (authorizationType: string, ...more: readonly ReturnType<typeof api>[]) => [
  api('CreateApi', { name: 'shop', protocolType: 'HTTP' }, { apiId: 'a1b2c3' }),
  api(
    'CreateIntegration',
    { apiId: 'a1b2c3', integrationType: 'AWS_PROXY', integrationUri: uri },
    { integrationId: 'i1' },
  ),
  api(
    'CreateRoute',
    { apiId: 'a1b2c3', routeKey: 'POST /orders', authorizationType, target: 'integrations/i1' },
    { routeId: 'r1' },
  ),
  ...more,
];
const stage = api('CreateStage', { apiId: 'a1b2c3', stageName: 'live', autoDeploy: true });
const permitted = withPolicy(allow('apigateway.amazonaws.com'));

export default defineCases({
  fail: [
    {
      name: 'a URL without authentication, and the grant for it',
      given: [aFunction({ urls: url, resourcePolicy: grants(urlGrant) })],
      says: 'anybody on the Internet can reach',
      severity: 'critical',
    },
    {
      name: 'a URL without authentication, the grant still missing (nearly)',
      given: [aFunction({ urls: url })],
      says: 'nearly',
      severity: 'low',
    },
    {
      name: 'a URL of today with only one of its two grants (nearly)',
      given: [
        aFunction({
          urls: { '': { authType: 'NONE', created: '2026-01-01T00:00:00Z' } },
          resourcePolicy: grants(urlGrant),
        }),
      ],
      severity: 'low',
    },
    {
      name: 'a URL of today with both grants',
      given: [
        aFunction({
          urls: { '': { authType: 'NONE', created: '2026-01-01T00:00:00Z' } },
          resourcePolicy: grants(urlGrant, callGrant),
        }),
      ],
      says: 'can reach the function by the function URL',
    },
    {
      name: 'a deployed route without an authorizer',
      given: [permitted],
      trail: anApi('NONE', stage),
      says: 'POST /orders',
      severity: 'high',
    },
    {
      name: 'a route without an authorizer that no stage serves (nearly)',
      given: [permitted],
      trail: anApi('NONE'),
      severity: 'low',
      says: 'a stage that serves it',
    },
  ],
  pass: [
    { name: 'a function without any way in', given: [aFunction()] },
    { name: 'a URL that asks for a signature', given: [aFunction({ urls: { '': { authType: 'AWS_IAM' } } })] },
    {
      name: 'a policy that opens the function by itself, which has a rule of its own',
      given: [withPolicy(allow('*'))],
    },
    { name: 'a policy for the own account', given: [withPolicy(allow('111122223333'))] },
    { name: 'a deployed route behind IAM', given: [permitted], trail: anApi('AWS_IAM', stage) },
  ],
});
