import { describe, expect, it } from 'vitest';
import { account, functionArn, region, roleArnOf } from '../../support/calls.ts';
import { facetsAfter, resourcesAfter } from '../../support/facets.ts';

// Made from the shapes of recorded API responses and of the AWS documentation; no record of an account.

const source = 'apigateway';
const uriOf = (name: string): string =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn(name)}/invocations`;

const rest = (name: string, request: object, response: object | null = null) => ({
  source,
  name,
  request: { restApiId: 'rest01', template: false, ...request },
  response: response as never,
});
const http = (name: string, request: object, response: object | null = null) => ({
  source,
  name,
  request: { apiId: 'http01', ...request },
  response: response as never,
});

const createRest = {
  source,
  name: 'CreateRestApi',
  request: {
    createRestApiInput: {
      name: 'shop',
      disableExecuteApiEndpoint: false,
      endpointConfiguration: { types: ['REGIONAL'] },
    },
    template: false,
  },
  response: { id: 'rest01', name: 'shop', rootResourceId: 'root01', endpointConfiguration: { types: ['REGIONAL'] } },
};
const createHttp = {
  source,
  name: 'CreateApi',
  request: { name: 'shop', protocolType: 'HTTP' },
  response: { apiId: 'http01', name: 'shop', protocolType: 'HTTP', disableExecuteApiEndpoint: false },
};
const putMethod = rest(
  'PutMethod',
  { resourceId: 'res01', httpMethod: 'GET', putMethodInput: { authorizationType: 'NONE', apiKeyRequired: false } },
  { httpMethod: 'GET', authorizationType: 'NONE', apiKeyRequired: false },
);
const patch = (input: string, ...patchOperations: readonly object[]) => ({ [input]: { patchOperations } });

describe('a REST API', () => {
  it('is complete and empty when it is made', () => {
    expect(facetsAfter('api', createRest)).toEqual({
      title: 'shop',
      protocol: 'REST',
      endpoint: 'REGIONAL',
      defaultEndpointDisabled: false,
      resourcePolicy: null,
      routes: {},
      integrations: {},
      authorizers: {},
      paths: { root01: '/' },
      stages: {},
      deployedRoutes: {},
      corsOrigins: [],
      tags: {},
    });
  });

  it('belongs to the account of the record, because its ARN names none', () => {
    const [document] = resourcesAfter(createRest);
    expect(document).toMatchObject({ arn: `arn:aws:apigateway:${region}::/restapis/rest01`, account, region });
  });

  it('learns its policy from the request, and from an answer that escapes its quotes once more', () => {
    const policy = { Version: '2012-10-17', Statement: [] };
    const asked = { ...createRest, request: { createRestApiInput: { name: 'shop', policy: JSON.stringify(policy) } } };
    const answered = {
      ...createRest,
      request: null,
      response: { ...createRest.response, policy: JSON.stringify(policy).replaceAll('"', '\\"') },
    };
    expect(facetsAfter('api', asked)?.['resourcePolicy']).toEqual(policy);
    expect(facetsAfter('api', answered)?.['resourcePolicy']).toEqual(policy);
  });

  it('gets resources, methods and integrations under the same keys', () => {
    const facets = facetsAfter(
      'api',
      createRest,
      rest(
        'CreateResource',
        { parentId: 'root01', createResourceInput: { pathPart: 'orders' } },
        { id: 'res01', path: '/orders' },
      ),
      putMethod,
      rest(
        'PutIntegration',
        {
          resourceId: 'res01',
          httpMethod: 'GET',
          putIntegrationInput: { type: 'AWS_PROXY', httpMethod: 'POST', uri: uriOf('orders') },
        },
        { type: 'AWS_PROXY', httpMethod: 'POST', uri: uriOf('orders') },
      ),
    );
    expect(facets?.['paths']).toEqual({ root01: '/', res01: '/orders' });
    expect(facets?.['routes']).toEqual({
      'res01 GET': { name: 'GET res01', authorization: 'NONE', apiKeyRequired: false },
    });
    expect(facets?.['integrations']).toEqual({
      'res01 GET': { type: 'AWS_PROXY', uri: uriOf('orders'), function: functionArn('orders') },
    });
  });

  it.each(['at the top', 'inside updateMethodInput'])('reads a patched method whose operations stand %s', (place) => {
    const patchOperations = [
      { op: 'replace', path: '/authorizationType', value: 'CUSTOM' },
      { op: 'replace', path: '/authorizerId', value: 'auth01' },
    ];
    const request = place === 'at the top' ? { patchOperations } : { updateMethodInput: { patchOperations } };
    const facets = facetsAfter(
      'api',
      createRest,
      putMethod,
      rest('UpdateMethod', { resourceId: 'res01', httpMethod: 'GET', ...request }),
    );
    expect(facets?.['routes']).toEqual({
      'res01 GET': { name: 'GET res01', authorization: 'CUSTOM', authorizerId: 'auth01', apiKeyRequired: false },
    });
  });

  it('does not know its routes after an update that shows neither patches nor an answer', () => {
    const update = rest('UpdateMethod', { resourceId: 'res01', httpMethod: 'GET' });
    expect(facetsAfter('api', createRest, putMethod, update)?.['routes']).toBe('?not-in-record');
  });

  it('loses the methods of a resource with it', () => {
    const facets = facetsAfter('api', createRest, putMethod, rest('DeleteResource', { resourceId: 'res01' }));
    expect(facets).toMatchObject({ routes: {} });
  });

  it('does not know what an import brought, but what its answer says', () => {
    const facets = facetsAfter(
      'api',
      createRest,
      putMethod,
      rest('PutRestApi', { mode: 'overwrite' }, createRest.response),
    );
    expect(facets).toMatchObject({
      routes: '?not-in-record',
      integrations: '?not-in-record',
      title: 'shop',
      stages: {},
    });
  });

  it('changes endpoint, policy and default endpoint by patch', () => {
    const policy = '{"Version":"2012-10-17","Statement":[]}';
    const update = rest(
      'UpdateRestApi',
      patch(
        'updateRestApiInput',
        { op: 'replace', path: '/endpointConfiguration/types/PRIVATE', value: 'EDGE' },
        { op: 'replace', path: '/policy', value: policy },
        { op: 'replace', path: '/disableExecuteApiEndpoint', value: 'True' },
      ),
    );
    expect(facetsAfter('api', createRest, update)).toMatchObject({
      endpoint: 'EDGE',
      resourcePolicy: JSON.parse(policy),
      defaultEndpointDisabled: true,
    });
    const removed = rest('UpdateRestApi', patch('updateRestApiInput', { op: 'remove', path: '/policy' }));
    expect(facetsAfter('api', createRest, update, removed)?.['resourcePolicy']).toBeNull();
  });

  it('keeps a picture of its routes with each deployment', () => {
    const deploy = rest('CreateDeployment', { createDeploymentInput: { stageName: 'live' } }, { id: 'dep01' });
    const close = rest('PutMethod', {
      resourceId: 'res01',
      httpMethod: 'GET',
      putMethodInput: { authorizationType: 'AWS_IAM' },
    });
    const before = facetsAfter('api', createRest, putMethod, deploy, close);
    expect(before).toMatchObject({
      routes: { 'res01 GET': { authorization: 'AWS_IAM' } },
      deployedRoutes: { 'res01 GET': { authorization: 'NONE' } },
    });
    const after = facetsAfter('api', createRest, putMethod, deploy, close, deploy);
    expect(after?.['deployedRoutes']).toEqual(after?.['routes']);
    expect(facetsAfter('api', deploy)?.['deployedRoutes'], 'of an API not seen before').toBe('?not-seen');
  });

  it('is deployed to the stage that the deployment names', () => {
    const deploy = rest('CreateDeployment', { createDeploymentInput: { stageName: 'live' } }, { id: 'dep01' });
    const facets = facetsAfter('api', createRest, deploy);
    expect(facets?.['stages']).toEqual({ live: { deploymentId: 'dep01' } });
    const plain = rest('CreateDeployment', { createDeploymentInput: {} }, { id: 'dep02' });
    expect(facetsAfter('api', createRest, plain)?.['stages']).toEqual({});
  });

  it('keeps of stage variables their names and fingerprints only', () => {
    const stage = rest('UpdateStage', {
      stageName: 'live',
      ...patch('updateStageInput', { op: 'replace', path: '/variables/fn', value: 'orders' }),
    });
    const facets = facetsAfter('api', createRest, stage);
    expect(JSON.stringify(facets)).not.toContain('orders');
    expect(facets?.['stages']).toMatchObject({ live: { variables: { fn: expect.stringMatching(/^sha256:/) } } });
  });

  it('is told by patch that logging and throttling are off', () => {
    const stage = rest('CreateStage', { createStageInput: { stageName: 'live', deploymentId: 'dep01' } });
    const on = rest('UpdateStage', {
      stageName: 'live',
      ...patch(
        'updateStageInput',
        {
          op: 'replace',
          path: '/accessLogSettings/destinationArn',
          value: 'arn:aws:logs:eu-west-1:111122223333:log-group:a',
        },
        { op: 'replace', path: '/*/*/throttling/rateLimit', value: '10' },
      ),
    });
    const off = rest('UpdateStage', {
      stageName: 'live',
      ...patch('updateStageInput', { op: 'remove', path: '/accessLogSettings' }),
    });
    expect(facetsAfter('api', createRest, stage, on)).toMatchObject({
      stages: { live: { accessLogs: true, throttled: true } },
    });
    expect(facetsAfter('api', createRest, stage, on, off)).toMatchObject({
      stages: { live: { accessLogs: false, throttled: true } },
    });
  });

  it('is throttled where its answer shows a limit, and not where the limit is switched off', () => {
    const answered = (throttlingRateLimit: number) =>
      rest(
        'UpdateStage',
        { stageName: 'live' },
        { stageName: 'live', deploymentId: 'dep01', methodSettings: { '*/*': { throttlingRateLimit } } },
      );
    expect(facetsAfter('api', createRest, answered(10))).toMatchObject({ stages: { live: { throttled: true } } });
    expect(facetsAfter('api', createRest, answered(-1))).toMatchObject({ stages: { live: { throttled: false } } });
  });

  it('is what a usage plan opens, also by patch', () => {
    const plan = {
      source,
      name: 'UpdateUsagePlan',
      request: {
        usagePlanId: 'plan01',
        ...patch('updateUsagePlanInput', { op: 'add', path: '/apiStages', value: 'rest01:live' }),
      },
    };
    expect(resourcesAfter(plan).map(({ arn }) => arn)).toEqual([`arn:aws:apigateway:${region}::/restapis/rest01`]);
  });

  it('knows of a web ACL that WAF puts in front of a stage', () => {
    const associate = {
      source: 'wafv2',
      name: 'AssociateWebACL',
      request: {
        webACLArn: 'arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1',
        resourceArn: `arn:aws:apigateway:${region}::/restapis/rest01/stages/live`,
      },
    };
    const facets = facetsAfter('api', createRest, associate);
    expect(facets).toMatchObject({ stages: { live: { webAcl: true } } });
  });

  it('lets every origin in where a response sets that header', () => {
    const cors = rest('PutIntegrationResponse', {
      resourceId: 'res01',
      httpMethod: 'OPTIONS',
      putIntegrationResponseInput: {
        responseParameters: { 'method.response.header.Access-Control-Allow-Origin': "'*'" },
      },
    });
    expect(facetsAfter('api', createRest, cors)?.['corsOrigins']).toEqual(['*']);
    const patched = rest('UpdateIntegrationResponse', {
      resourceId: 'res01',
      httpMethod: 'OPTIONS',
      ...patch('updateIntegrationResponseInput', {
        op: 'add',
        path: '/responseParameters/method.response.header.Access-Control-Allow-Origin',
        value: "'*'",
      }),
    });
    expect(facetsAfter('api', createRest, patched)?.['corsOrigins']).toEqual(['*']);
  });

  it('has authorizers, by their function', () => {
    const create = rest(
      'CreateAuthorizer',
      {
        createAuthorizerInput: {
          name: 'who',
          type: 'TOKEN',
          authorizerUri: uriOf('who'),
          identitySource: 'method.request.header.Auth',
        },
      },
      {
        id: 'auth01',
        name: 'who',
        type: 'TOKEN',
        authorizerUri: uriOf('who'),
        identitySource: 'method.request.header.Auth',
      },
    );
    const authorizer = { type: 'TOKEN', function: functionArn('who'), identitySource: 'method.request.header.Auth' };
    expect(facetsAfter('api', createRest, create)?.['authorizers']).toEqual({ auth01: authorizer });
    const update = rest('UpdateAuthorizer', {
      authorizerId: 'auth01',
      ...patch('updateAuthorizerInput', { op: 'replace', path: '/authorizerResultTtlInSeconds', value: '3600' }),
    });
    expect(facetsAfter('api', createRest, create, update)?.['authorizers']).toEqual({
      auth01: { ...authorizer, resultTtlSeconds: 3600 },
    });
    const remove = rest('DeleteAuthorizer', { authorizerId: 'auth01' });
    expect(facetsAfter('api', createRest, create, remove)?.['authorizers']).toEqual({});
  });
});

describe('an HTTP API', () => {
  it('is complete and empty when it is made', () => {
    expect(facetsAfter('api', createHttp)).toMatchObject({
      title: 'shop',
      protocol: 'HTTP',
      endpoint: 'REGIONAL',
      resourcePolicy: null,
      routes: {},
      integrations: {},
      authorizers: {},
      stages: {},
      corsOrigins: [],
    });
  });

  it('opens a route to everybody when it is made by quick create', () => {
    const quick = { ...createHttp, request: { ...createHttp.request, target: functionArn('orders') } };
    expect(facetsAfter('api', quick)).toMatchObject({
      routes: { 'quick-create': { name: '$default', authorization: 'NONE', integrationId: 'quick-create' } },
      integrations: { 'quick-create': { type: 'AWS_PROXY', function: functionArn('orders') } },
      stages: { $default: { autoDeploy: true } },
    });
  });

  it('gets the real id of the route of a quick create with its first update', () => {
    const quick = { ...createHttp, request: { ...createHttp.request, target: functionArn('orders') } };
    const update = http(
      'UpdateRoute',
      { routeId: 'r01', authorizationType: 'AWS_IAM' },
      {
        routeId: 'r01',
        routeKey: '$default',
        authorizationType: 'AWS_IAM',
        apiGatewayManaged: true,
        target: 'integrations/int01',
      },
    );
    expect(facetsAfter('api', quick, update)?.['routes']).toEqual({
      r01: { name: '$default', authorization: 'AWS_IAM', integrationId: 'int01' },
    });
  });

  it('gets routes, whose update changes only what it names', () => {
    const create = http(
      'CreateRoute',
      { routeKey: 'GET /orders', target: 'integrations/int01' },
      {
        routeId: 'r01',
        routeKey: 'GET /orders',
        authorizationType: 'NONE',
        apiKeyRequired: false,
        target: 'integrations/int01',
      },
    );
    const update = http('UpdateRoute', { routeId: 'r01', authorizationType: 'AWS_IAM' });
    const before = { name: 'GET /orders', authorization: 'NONE', apiKeyRequired: false, integrationId: 'int01' };
    expect(facetsAfter('api', createHttp, create)?.['routes']).toEqual({ r01: before });
    expect(facetsAfter('api', createHttp, create, update)?.['routes']).toEqual({
      r01: { ...before, authorization: 'AWS_IAM' },
    });
    expect(facetsAfter('api', createHttp, create, http('DeleteRoute', { routeId: 'r01' }))?.['routes']).toEqual({});
  });

  it('lets everybody in by a route that names no authorization, even where the answer is missing', () => {
    const routes = facetsAfter('api', createHttp, http('CreateRoute', { routeKey: 'GET /orders' }))?.['routes'];
    expect(Object.values(routes as object)).toEqual([{ name: 'GET /orders', authorization: 'NONE' }]);
  });

  it('keeps addresses of integrations without their query, which can hold keys', () => {
    const integration = http(
      'CreateIntegration',
      {
        integrationType: 'HTTP_PROXY',
        integrationUri: 'https://example.com/hook?token=t0ps3cret',
        credentialsArn: roleArnOf('caller'),
      },
      { integrationId: 'int01' },
    );
    expect(facetsAfter('api', createHttp, integration)?.['integrations']).toEqual({
      int01: { type: 'HTTP_PROXY', uri: 'https://example.com/hook', credentials: roleArnOf('caller') },
    });
  });

  it('has stages, though the path of a request encodes their name', () => {
    const create = http(
      'CreateStage',
      { stageName: '$default', autoDeploy: true },
      {
        stageName: '$default',
        autoDeploy: true,
        stageVariables: '***',
        defaultRouteSettings: { detailedMetricsEnabled: false },
      },
    );
    const update = http('UpdateStage', { stageName: '%24default', deploymentId: 'dep01' });
    const stage = { autoDeploy: true, accessLogs: false, throttled: false };
    expect(facetsAfter('api', createHttp, create)?.['stages']).toEqual({ $default: stage });
    expect(facetsAfter('api', createHttp, create, update)?.['stages']).toEqual({
      $default: { ...stage, deploymentId: 'dep01' },
    });
  });

  it('has JWT authorizers', () => {
    const create = http(
      'CreateAuthorizer',
      {
        authorizerType: 'JWT',
        identitySource: ['$request.header.Authorization'],
        jwtConfiguration: { issuer: 'https://login.example.com', audience: ['shop'] },
      },
      { authorizerId: 'auth01' },
    );
    expect(facetsAfter('api', createHttp, create)?.['authorizers']).toEqual({
      auth01: {
        type: 'JWT',
        identitySource: '$request.header.Authorization',
        issuer: 'https://login.example.com',
        audience: ['shop'],
      },
    });
  });

  it('does not know what a new import brought', () => {
    expect(facetsAfter('api', createHttp, http('ReimportApi', {}, createHttp.response))).toMatchObject({
      routes: '?not-in-record',
      authorizers: '?not-in-record',
      title: 'shop',
    });
  });

  it('is gone when it is deleted', () => {
    const [document] = resourcesAfter(createHttp, http('DeleteApi', {}));
    expect(document?.presence).toBe('deleted');
  });
});
