import { anHttpApi, aRestApi, httpCall, restCall, uriOf } from '../../support/apis.ts';
import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { policyOf } from '../../support/resources.ts';

// Made from the API model and the shapes of recorded API responses.

const guarded = { 'res01 GET': { name: 'GET res01', authorization: 'CUSTOM' } } as const;
const openRoute = { r01: { name: 'GET /orders', authorization: 'NONE' } } as const;
const open = { name: 'GET res01', authorization: 'NONE' } as const;
const putMethod = (authorizationType: string, more = {}, httpMethod = 'GET') =>
  restCall('PutMethod', {
    resourceId: 'res01',
    httpMethod,
    putMethodInput: { authorizationType, apiKeyRequired: false, ...more },
  });
const from = (conditions: object) =>
  policyOf({
    Effect: 'Allow',
    Principal: '*',
    Action: 'execute-api:Invoke',
    Resource: 'execute-api:/*',
    Condition: conditions as never,
  });
const createHttp = (more: object) => ({
  source: 'apigateway',
  name: 'CreateApi',
  request: { name: 'shop', protocolType: 'HTTP', ...more },
  response: { apiId: 'http01', name: 'shop', protocolType: 'HTTP' },
});

export default defineCases({
  fail: [
    {
      name: 'a method of a live REST API is put with authorization NONE',
      given: [aRestApi()],
      trail: [putMethod('NONE')],
      keys: ['res01 GET'],
      severity: 'high',
      says: 'GET /orders',
    },
    {
      name: 'the authorization of a method is removed by a patch',
      given: [aRestApi()],
      trail: [
        restCall('UpdateMethod', {
          resourceId: 'res01',
          httpMethod: 'GET',
          updateMethodInput: { patchOperations: [{ op: 'replace', path: '/authorizationType', value: 'NONE' }] },
        }),
      ],
      keys: ['res01 GET'],
      severity: 'high',
    },
    {
      name: 'an API key is all that a method asks for, because keys are no authentication',
      given: [aRestApi()],
      trail: [putMethod('NONE', { apiKeyRequired: true })],
      keys: ['res01 GET'],
      severity: 'medium',
      says: 'no authentication',
    },
    {
      name: 'an open method that no stage serves yet',
      given: [aRestApi({ routes: { 'res01 GET': open }, stages: {} })],
      keys: ['res01 GET'],
      severity: 'informational',
      says: 'no stage serves it yet',
    },
    {
      name: 'a deployment puts an open method live',
      given: [aRestApi({ routes: { 'res01 GET': open }, stages: {} })],
      trail: [restCall('CreateDeployment', { createDeploymentInput: { stageName: 'live' } }, { id: 'dep01' })],
      keys: ['res01 GET'],
      severity: 'high',
      says: 'stage live',
    },
    {
      name: 'a method that was opened since the last deployment',
      given: [aRestApi({ deployedRoutes: guarded })],
      trail: [putMethod('NONE')],
      keys: ['res01 GET'],
      severity: 'informational',
      says: 'the next deployment',
    },
    {
      name: 'a method that was closed, while the deployment before is still served',
      given: [aRestApi({ routes: { 'res01 GET': open }, deployedRoutes: { 'res01 GET': open } })],
      trail: [putMethod('AWS_IAM')],
      keys: ['res01 GET'],
      severity: 'high',
      says: 'not deployed yet',
    },
    {
      name: 'an open method of a private API, which the network still guards',
      given: [aRestApi({ routes: { 'res01 GET': open }, endpoint: 'PRIVATE' })],
      severity: 'low',
    },
    {
      name: 'an open method of an API whose policy lets certain addresses through',
      given: [
        aRestApi({
          routes: { 'res01 GET': open },
          resourcePolicy: from({ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }),
        }),
      ],
      severity: 'low',
      says: 'certain networks',
    },
    {
      name: 'an open method of an API whose policy denies all other addresses',
      given: [
        aRestApi({
          routes: { 'res01 GET': open },
          resourcePolicy: policyOf(
            { Effect: 'Allow', Principal: '*', Action: 'execute-api:Invoke', Resource: 'execute-api:/*' },
            {
              Effect: 'Deny',
              Principal: '*',
              Action: 'execute-api:Invoke',
              Resource: 'execute-api:/*',
              Condition: { NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } },
            },
          ),
        }),
      ],
      severity: 'low',
    },
    {
      name: 'an open method of an API whose policy names every address there is',
      given: [
        aRestApi({
          routes: { 'res01 GET': open },
          resourcePolicy: from({ IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } }),
        }),
      ],
      severity: 'high',
    },
    {
      name: 'an open method of an API whose policy asks for an organization',
      given: [
        aRestApi({
          routes: { 'res01 GET': open },
          resourcePolicy: from({ StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } }),
        }),
      ],
      severity: 'low',
      says: 'leaves strangers out',
    },
    {
      name: 'an open method that answers by itself',
      given: [aRestApi({ routes: { 'res01 GET': open }, integrations: { 'res01 GET': { type: 'MOCK' } } })],
      severity: 'low',
    },
    {
      name: 'a route of an HTTP API is made without an authorizer',
      given: [anHttpApi()],
      trail: [
        httpCall(
          'CreateRoute',
          { routeKey: 'POST /orders', authorizationType: 'NONE', apiKeyRequired: false, target: 'integrations/int01' },
          { routeId: 'r02', routeKey: 'POST /orders', authorizationType: 'NONE', target: 'integrations/int01' },
        ),
      ],
      keys: ['r02'],
      severity: 'high',
      says: functionArn('orders'),
    },
    {
      name: 'a route without an authorizer is made in an API that nothing else is known of',
      trail: [
        httpCall(
          'CreateRoute',
          { routeKey: 'GET /orders', authorizationType: 'NONE' },
          { routeId: 'r01', routeKey: 'GET /orders', authorizationType: 'NONE' },
        ),
      ],
      keys: ['r01'],
      severity: 'high',
      says: 'has not been seen',
    },
    {
      name: 'the authorizer of a route of an HTTP API is taken off',
      given: [anHttpApi()],
      trail: [httpCall('UpdateRoute', { routeId: 'r01', authorizationType: 'NONE' })],
      keys: ['r01'],
    },
    {
      name: 'an HTTP API is made by quick create, which opens its default route at once',
      trail: [createHttp({ target: functionArn('orders') })],
      keys: ['quick-create'],
      severity: 'high',
    },
    {
      name: 'an HTTP API whose open route waits for a stage',
      given: [
        anHttpApi({
          routes: { r01: { name: 'GET /orders', authorization: 'NONE' } },
          stages: { $default: { autoDeploy: false } },
        }),
      ],
      severity: 'informational',
    },
  ],
  pass: [
    { name: 'a method behind a custom authorizer', given: [aRestApi()] },
    { name: 'a method that IAM guards', given: [aRestApi()], trail: [putMethod('AWS_IAM')] },
    {
      name: 'a preflight method, which browsers call without credentials',
      given: [aRestApi()],
      trail: [putMethod('NONE', {}, 'OPTIONS')],
    },
    { name: 'a route behind a JWT authorizer', given: [anHttpApi()] },
    {
      name: 'a route for OPTIONS of an HTTP API',
      given: [anHttpApi({ routes: { r01: { name: 'OPTIONS /{proxy+}', authorization: 'NONE' } } })],
    },
    { name: 'an HTTP API that is made without routes', trail: [createHttp({})] },
    {
      name: 'an open method that was closed, and the API deployed again',
      given: [aRestApi({ routes: { 'res01 GET': open }, deployedRoutes: { 'res01 GET': open } })],
      trail: [putMethod('AWS_IAM'), restCall('CreateDeployment', { createDeploymentInput: { stageName: 'live' } })],
    },
    {
      name: 'a route of an HTTP API that deploys by itself is closed',
      given: [anHttpApi({ routes: openRoute, deployedRoutes: openRoute })],
      trail: [httpCall('UpdateRoute', { routeId: 'r01', authorizationType: 'AWS_IAM' })],
    },
    {
      name: 'an open method that was deleted again',
      given: [aRestApi()],
      trail: [putMethod('NONE'), restCall('DeleteMethod', { resourceId: 'res01', httpMethod: 'GET' })],
    },
    {
      name: 'routes of a WebSocket API, where only the handshake can ask who somebody is',
      given: [anHttpApi({ protocol: 'WEBSOCKET', routes: { r01: { name: '$default', authorization: 'NONE' } } })],
    },
  ],
  unknown: [
    {
      name: 'a method with authorization in an API that nothing else is known of',
      trail: [putMethod('AWS_IAM')],
    },
    {
      name: 'an import, whose document the record does not carry',
      given: [aRestApi({ integrations: { 'res01 GET': { type: 'AWS_PROXY', uri: uriOf('orders') } } })],
      trail: [restCall('PutRestApi', { mode: 'overwrite' }, { id: 'rest01', name: 'shop' })],
    },
  ],
});
