import {
  apiArn,
  graphqlApiArn,
  identityPoolArn,
  logGroupArn,
  stateMachineArn,
  topicRuleArn,
  userPoolArn,
} from '../../shared/trail/arns.ts';
import { account, functionArn, region, roleArnOf } from './calls.ts';
import { given, type PartialFacets } from './resources.ts';

const here = { partition: 'aws', account, region };

/** How API Gateway writes the function `name`. */
export const uriOf = (name: string, arn = functionArn(name)): string =>
  `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${arn}/invocations`;

const toOrders = { type: 'AWS_PROXY', function: functionArn('orders'), uri: uriOf('orders') } as const;

/** The REST API `rest01`: `GET /orders` behind a custom authorizer, live, known in full. */
export const aRestApi = (facets: PartialFacets<'api'> = {}) =>
  given(
    'api',
    { arn: apiArn(here, 1, 'rest01'), name: 'rest01' },
    {
      title: 'shop',
      protocol: 'REST',
      endpoint: 'REGIONAL',
      defaultEndpointDisabled: false,
      resourcePolicy: null,
      routes: { 'res01 GET': { name: 'GET res01', authorization: 'CUSTOM', authorizerId: 'auth01' } },
      integrations: { 'res01 GET': toOrders },
      authorizers: {
        auth01: { type: 'TOKEN', function: functionArn('who'), identitySource: 'method.request.header.Authorization' },
      },
      paths: { root01: '/', res01: '/orders' },
      stages: { live: { deploymentId: 'dep01', accessLogs: true, webAcl: true, throttled: true } },
      corsOrigins: [],
      tags: {},
      ...facets,
    },
  );

/** The HTTP API `http01`: `GET /orders` behind a JWT authorizer, deployed by itself, known in full. */
export const anHttpApi = (facets: PartialFacets<'api'> = {}) =>
  given(
    'api',
    { arn: apiArn(here, 2, 'http01'), name: 'http01' },
    {
      title: 'shop',
      protocol: 'HTTP',
      endpoint: 'REGIONAL',
      defaultEndpointDisabled: false,
      resourcePolicy: null,
      routes: { r01: { name: 'GET /orders', authorization: 'JWT', authorizerId: 'auth01', integrationId: 'int01' } },
      integrations: { int01: toOrders },
      authorizers: {
        auth01: {
          type: 'JWT',
          identitySource: '$request.header.Authorization',
          issuer: 'https://login.example.com',
          audience: ['shop'],
        },
      },
      paths: {},
      stages: { $default: { autoDeploy: true, accessLogs: true, throttled: true } },
      corsOrigins: [],
      tags: {},
      ...facets,
    },
  );

/** A call of API Gateway about `rest01`. */
export const restCall = (name: string, request: object, response: object | null = null) => ({
  source: 'apigateway',
  name,
  request: { restApiId: 'rest01', template: false, ...request },
  response: response as never,
});

/** A call of API Gateway about `http01`. */
export const httpCall = (name: string, request: object, response: object | null = null) => ({
  source: 'apigateway',
  name,
  request: { apiId: 'http01', ...request },
  response: response as never,
});

/** The GraphQL API `gql01`, which asks IAM and has one function behind it. */
export const aGraphqlApi = (facets: PartialFacets<'graphql-api'> = {}) =>
  given(
    'graphql-api',
    { arn: graphqlApiArn(here, 'gql01'), name: 'gql01' },
    {
      title: 'shop',
      authentication: ['AWS_IAM'],
      introspection: false,
      private: false,
      dataSources: { orders: { type: 'AWS_LAMBDA', function: functionArn('orders'), role: roleArnOf('gql') } },
      apiKeys: {},
      tags: {},
      ...facets,
    },
  );

export const poolId = `${region}_customers`;

/** The user pool of the customers: one trigger, one client that signs in by SRP. */
export const aUserPool = (facets: PartialFacets<'user-pool'> = {}) =>
  given(
    'user-pool',
    { arn: userPoolArn(here, poolId), name: poolId },
    {
      title: 'customers',
      triggers: { PreSignUp: functionArn('check') },
      clients: { cl01: { flows: ['ALLOW_USER_SRP_AUTH'], callbacks: ['https://shop.example.com/in'], secret: true } },
      tags: {},
      ...facets,
    },
  );

export const identityPoolId = `${region}:11111111-2222-4333-8444-555555555555`;

/** The identity pool of the shop, for members only. */
export const anIdentityPool = (facets: PartialFacets<'identity-pool'> = {}) =>
  given(
    'identity-pool',
    { arn: identityPoolArn(here, identityPoolId), name: identityPoolId },
    { title: 'shop', allowsUnauthenticated: false, roles: { authenticated: roleArnOf('members') }, ...facets },
  );

/** The state machine `flow`, which calls one function and logs. */
export const aStateMachine = (facets: PartialFacets<'state-machine'> = {}) =>
  given(
    'state-machine',
    { arn: stateMachineArn(here, 'flow'), name: 'flow' },
    {
      role: roleArnOf('flow'),
      functions: [functionArn('orders')],
      integrations: [],
      logging: 'ALL',
      tags: {},
      ...facets,
    },
  );

/** The IoT rule `meters`, which runs one function. */
export const anIotRule = (facets: PartialFacets<'iot-rule'> = {}) =>
  given(
    'iot-rule',
    { arn: topicRuleArn(here, 'meters'), name: 'meters' },
    {
      sql: "SELECT * FROM 'meters'",
      enabled: true,
      actions: [{ type: 'lambda', target: functionArn('meters') }],
      ...facets,
    },
  );

/** The log group of the function `orders`, without subscriptions. */
export const aLogGroup = (facets: PartialFacets<'log-group'> = {}) =>
  given(
    'log-group',
    { arn: logGroupArn(here, '/aws/lambda/orders'), name: '/aws/lambda/orders' },
    { subscriptions: {}, retentionDays: 30, resourcePolicy: null, ...facets },
  );

export const targetGroupArn = `arn:aws:elasticloadbalancing:${region}:${account}:targetgroup/shop/0123456789abcdef`;

/** The target group `shop` of a load balancer, with one function. */
export const aTargetGroup = (facets: PartialFacets<'invoker'> = {}) =>
  given(
    'invoker',
    { arn: targetGroupArn, name: 'shop' },
    { service: 'elastic-load-balancing', functions: [functionArn('orders')], ...facets },
  );
