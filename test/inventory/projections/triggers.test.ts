import { describe, expect, it } from 'vitest';
import { functionArn, region, roleArnOf, stranger } from '../../support/calls.ts';
import { facetsAfter, resourcesAfter } from '../../support/facets.ts';

// Made from the API models and the AWS documentation: no public set holds successful records of most of these calls.

const call = (source: string, name: string, request: object | null, response: object | null = null) => ({
  source,
  name,
  request: request as never,
  response: response as never,
});

describe('a GraphQL API', () => {
  const create = call(
    'appsync',
    'CreateGraphqlApi',
    {
      name: 'shop',
      authenticationType: 'API_KEY',
      additionalAuthenticationProviders: [{ authenticationType: 'AWS_IAM' }],
    },
    { graphqlApi: { apiId: 'gql01', name: 'shop' } },
  );

  it('names every way in, and is introspected unless told not to', () => {
    expect(facetsAfter('graphql-api', create)).toEqual({
      title: 'shop',
      authentication: ['API_KEY', 'AWS_IAM'],
      introspection: true,
      private: false,
      dataSources: {},
      apiKeys: {},
      tags: {},
    });
    const update = call('appsync', 'UpdateGraphqlApi', {
      apiId: 'gql01',
      name: 'shop',
      authenticationType: 'AWS_LAMBDA',
      introspectionConfig: 'DISABLED',
    });
    expect(facetsAfter('graphql-api', create, update)).toMatchObject({
      authentication: ['AWS_LAMBDA'],
      introspection: false,
    });
  });

  it('has data sources, by function and role', () => {
    const source = call('appsync', 'CreateDataSource', {
      apiId: 'gql01',
      name: 'orders',
      type: 'AWS_LAMBDA',
      serviceRoleArn: roleArnOf('gql'),
      lambdaConfig: { lambdaFunctionArn: `${functionArn('orders')}:live` },
    });
    expect(facetsAfter('graphql-api', create, source)?.['dataSources']).toEqual({
      orders: { type: 'AWS_LAMBDA', function: functionArn('orders'), role: roleArnOf('gql') },
    });
    const remove = call('appsync', 'DeleteDataSource', { apiId: 'gql01', name: 'orders' });
    expect(facetsAfter('graphql-api', create, source, remove)?.['dataSources']).toEqual({});
    const tag = call('appsync', 'TagResource', {
      resourceArn: `arn:aws:appsync:${region}:111122223333:apis/gql01`,
      tags: { owner: 'shop' },
    });
    expect(facetsAfter('graphql-api', create, tag)?.['tags']).toEqual({ owner: 'shop' });
  });

  it('never keeps an API key, whose id is the key', () => {
    const key = call('appsync', 'CreateApiKey', { apiId: 'gql01' }, { apiKey: { id: 'da2-made-up-key' } });
    const facets = facetsAfter('graphql-api', create, key);
    expect(Object.keys(facets?.['apiKeys'] as object)).toHaveLength(1);
    expect(JSON.stringify(facets)).not.toContain('da2-');
    const remove = call('appsync', 'DeleteApiKey', { apiId: 'gql01', id: 'da2-made-up-key' });
    expect(facetsAfter('graphql-api', create, key, remove)?.['apiKeys']).toEqual({});
    const masked = call('appsync', 'DeleteApiKey', { apiId: 'gql01', id: '***' });
    expect(facetsAfter('graphql-api', create, key, masked)?.['apiKeys']).toBe('?hidden');
  });
});

describe('a user pool', () => {
  const create = call(
    'cognito-idp',
    'CreateUserPool',
    {
      poolName: 'customers',
      lambdaConfig: {
        preSignUp: functionArn('check'),
        preTokenGenerationConfig: { lambdaVersion: 'V2_0', lambdaArn: functionArn('token') },
      },
    },
    { userPool: { id: 'eu-west-1_abc', name: 'customers' } },
  );

  it('has its triggers under the names of the console', () => {
    expect(facetsAfter('user-pool', create)).toEqual({
      title: 'customers',
      triggers: { PreSignUp: functionArn('check'), PreTokenGeneration: functionArn('token') },
      clients: {},
      tags: {},
    });
  });

  it('loses a trigger that an update leaves out', () => {
    const update = call('cognito-idp', 'UpdateUserPool', {
      userPoolId: 'eu-west-1_abc',
      lambdaConfig: { preSignUp: functionArn('check') },
    });
    expect(facetsAfter('user-pool', create, update)?.['triggers']).toEqual({ PreSignUp: functionArn('check') });
    expect(
      facetsAfter('user-pool', create, call('cognito-idp', 'UpdateUserPool', { userPoolId: 'eu-west-1_abc' }))?.[
        'triggers'
      ],
    ).toEqual({});
  });

  it('has clients with their flows, but not their secret', () => {
    const client = call(
      'cognito-idp',
      'CreateUserPoolClient',
      {
        userPoolId: 'eu-west-1_abc',
        clientName: 'web',
        explicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH'],
        callbackURLs: ['https://shop.example'],
      },
      { userPoolClient: { clientId: 'cl01', clientSecret: 'made-up' } },
    );
    const facets = facetsAfter('user-pool', create, client);
    expect(facets?.['clients']).toEqual({
      cl01: { flows: ['ALLOW_USER_PASSWORD_AUTH'], callbacks: ['https://shop.example'], secret: true },
    });
    expect(JSON.stringify(facets)).not.toContain('made-up');
  });
});

describe('an identity pool', () => {
  const pool = { identityPoolId: `${region}:11111111-2222` };
  const create = call(
    'cognito-identity',
    'CreateIdentityPool',
    { identityPoolName: 'guests', allowUnauthenticatedIdentities: true },
    pool,
  );

  it('says whether it lets guests in, and as whom', () => {
    const roles = call('cognito-identity', 'SetIdentityPoolRoles', {
      ...pool,
      roles: { authenticated: roleArnOf('members'), unauthenticated: roleArnOf('guests') },
      roleMappings: { idp: { type: 'Rules', rulesConfiguration: { rules: [{ roleARN: roleArnOf('staff') }] } } },
    });
    expect(facetsAfter('identity-pool', create, roles)).toEqual({
      title: 'guests',
      allowsUnauthenticated: true,
      roles: { authenticated: roleArnOf('members'), unauthenticated: roleArnOf('guests'), 'idp#0': roleArnOf('staff') },
    });
  });
});

describe('a state machine', () => {
  const definition = {
    StartAt: 'A',
    States: {
      A: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Parameters: { FunctionName: 'orders:live' } },
      B: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'C', States: { C: { Type: 'Task', Resource: functionArn('check'), End: true } } }],
      },
      D: { Type: 'Task', Resource: 'arn:aws:states:::aws-sdk:iam:createUser' },
      E: { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken' },
    },
  };
  const request = { name: 'flow', roleArn: roleArnOf('flow'), definition: JSON.stringify(definition) };
  const response = { stateMachineArn: `arn:aws:states:${region}:111122223333:stateMachine:flow` };

  it('calls what its definition says, however deep', () => {
    expect(facetsAfter('state-machine', call('states', 'CreateStateMachine', request, response))).toEqual({
      role: roleArnOf('flow'),
      functions: [functionArn('check'), functionArn('orders')],
      integrations: ['iam:createUser', 'sqs:sendMessage'],
      logging: 'OFF',
      tags: {},
    });
  });

  it('is not known where the definition is masked', () => {
    const masked = call(
      'states',
      'CreateStateMachine',
      { ...request, definition: 'HIDDEN_DUE_TO_SECURITY_REASONS' },
      response,
    );
    expect(facetsAfter('state-machine', masked)).toMatchObject({ functions: '?hidden', integrations: '?hidden' });
  });

  it('keeps what an update does not name', () => {
    const update = call('states', 'UpdateStateMachine', { ...response, loggingConfiguration: { level: 'ALL' } });
    expect(facetsAfter('state-machine', call('states', 'CreateStateMachine', request, response), update)).toMatchObject(
      {
        role: roleArnOf('flow'),
        logging: 'ALL',
        integrations: ['iam:createUser', 'sqs:sendMessage'],
      },
    );
  });
});

describe('an IoT rule', () => {
  const create = call('iot', 'CreateTopicRule', {
    ruleName: 'meters',
    topicRulePayload: {
      sql: "SELECT * FROM 'meters'",
      actions: [
        { lambda: { functionArn: functionArn('meters') } },
        { http: { url: 'https://example.com/in?key=made-up' } },
        {
          sqs: {
            roleArn: roleArnOf('iot'),
            queueUrl: `https://sqs.${region}.amazonaws.com/${stranger}/in`,
            useBase64: false,
          },
        },
      ],
      errorAction: { republish: { topic: 'errors', roleArn: roleArnOf('iot') } },
    },
  });

  it('has all its actions, the one for errors too', () => {
    expect(facetsAfter('iot-rule', create)).toEqual({
      sql: "SELECT * FROM 'meters'",
      enabled: true,
      actions: [
        { type: 'lambda', target: functionArn('meters') },
        { type: 'http', target: 'https://example.com/in' },
        { type: 'sqs', target: `arn:aws:sqs:${region}:${stranger}:in`, role: roleArnOf('iot') },
        { type: 'republish', target: 'errors', role: roleArnOf('iot') },
      ],
    });
  });

  it('is switched off and on', () => {
    const off = call('iot', 'DisableTopicRule', { ruleName: 'meters' });
    expect(facetsAfter('iot-rule', create, off)?.['enabled']).toBe(false);
    expect(
      facetsAfter('iot-rule', create, off, call('iot', 'EnableTopicRule', { ruleName: 'meters' }))?.['enabled'],
    ).toBe(true);
  });
});

describe('a log group', () => {
  const create = call('logs', 'CreateLogGroup', { logGroupName: '/aws/lambda/orders' });
  const destination = `arn:aws:logs:${region}:${stranger}:destination:drain`;

  it('sends its lines where its filters say', () => {
    const tap = call('logs', 'PutSubscriptionFilter', {
      logGroupName: '/aws/lambda/orders',
      filterName: 'tap',
      filterPattern: '',
      destinationArn: destination,
    });
    expect(facetsAfter('log-group', create, tap)).toEqual({
      subscriptions: { tap: { destination } },
      retentionDays: null,
      resourcePolicy: null,
    });
    const untap = call('logs', 'DeleteSubscriptionFilter', { logGroupName: '/aws/lambda/orders', filterName: 'tap' });
    expect(facetsAfter('log-group', create, tap, untap)?.['subscriptions']).toEqual({});
  });

  it('leaves a policy for the whole account with the account', () => {
    const [document] = resourcesAfter(
      call('logs', 'PutAccountPolicy', {
        policyName: 'all',
        policyType: 'SUBSCRIPTION_FILTER_POLICY',
        policyDocument: JSON.stringify({ DestinationArn: destination }),
      }),
    );
    expect(document?.kind).toBe('account');
    const masking = call('logs', 'PutAccountPolicy', { policyName: 'mask', policyType: 'DATA_PROTECTION_POLICY' });
    expect(resourcesAfter(masking)).toEqual([]);
  });
});

const edge = 'arn:aws:lambda:us-east-1:111122223333:function:edge';
const targetGroup = `arn:aws:elasticloadbalancing:${region}:111122223333:targetgroup/shop/0123456789abcdef`;

describe('an invoker', () => {
  it('is no pipeline whose actions are others', () => {
    const builds = {
      actionTypeId: { category: 'Build', provider: 'CodeBuild' },
      configuration: { FunctionName: 'orders' },
    };
    const pipeline = { name: 'ship', stages: [{ actions: [builds] }] };
    expect(resourcesAfter(call('codepipeline', 'CreatePipeline', { pipeline }))).toEqual([]);
  });

  it.each([
    [
      'elastic-load-balancing',
      call('elasticloadbalancing', 'RegisterTargets', {
        targetGroupArn: targetGroup,
        targets: [{ id: functionArn('orders') }],
      }),
    ],
    [
      'vpc-lattice',
      call('vpc-lattice', 'RegisterTargets', {
        targetGroupIdentifier: 'tg-01',
        targets: [{ id: functionArn('orders') }],
      }),
    ],
    [
      'ses',
      call('ses', 'CreateReceiptRule', {
        ruleSetName: 'in',
        rule: { name: 'mail', actions: [{ lambdaAction: { functionArn: functionArn('orders') } }] },
      }),
    ],
    [
      'config',
      call('config', 'PutConfigRule', {
        configRule: {
          configRuleName: 'tags',
          source: { owner: 'CUSTOM_LAMBDA', sourceIdentifier: functionArn('orders') },
        },
      }),
    ],
    [
      'codepipeline',
      call('codepipeline', 'CreatePipeline', {
        pipeline: {
          name: 'ship',
          stages: [
            {
              actions: [
                { actionTypeId: { category: 'Invoke', provider: 'Lambda' }, configuration: { FunctionName: 'orders' } },
              ],
            },
          ],
        },
      }),
    ],
    [
      's3-object-lambda',
      call('s3', 'CreateAccessPointForObjectLambda', {
        name: 'redact',
        configuration: {
          transformationConfigurations: [
            { contentTransformation: { awsLambda: { functionArn: functionArn('orders') } } },
          ],
        },
      }),
    ],
    [
      'lex',
      call('lex', 'UpdateBotAlias', {
        botId: 'B1',
        botAliasId: 'A1',
        botAliasLocaleSettings: {
          en_US: { codeHookSpecification: { lambdaCodeHook: { lambdaARN: functionArn('orders') } } },
        },
      }),
    ],
    [
      'firehose',
      call('firehose', 'CreateDeliveryStream', {
        deliveryStreamName: 'clicks',
        extendedS3DestinationConfiguration: {
          processingConfiguration: {
            processors: [
              { type: 'Lambda', parameters: [{ parameterName: 'LambdaArn', parameterValue: functionArn('orders') }] },
            ],
          },
        },
      }),
    ],
    [
      'bedrock',
      call('bedrock', 'UpdateAgentActionGroup', {
        agentId: 'A1',
        actionGroupId: 'G1',
        actionGroupExecutor: { lambda: functionArn('orders') },
      }),
    ],
  ])('of %s names its function', (service, record) => {
    expect(facetsAfter('invoker', record)).toEqual({ service, functions: [functionArn('orders')] });
  });

  it('at the edge names functions of every behaviour, without their versions', () => {
    const record = call('cloudfront', 'UpdateDistribution2020_05_31', {
      id: 'E123',
      distributionConfig: {
        defaultCacheBehavior: {
          lambdaFunctionAssociations: {
            quantity: 1,
            items: [{ lambdaFunctionARN: `${edge}:3`, eventType: 'viewer-request' }],
          },
        },
        cacheBehaviors: { items: [{ lambdaFunctionAssociations: { items: [{ lambdaFunctionARN: `${edge}-b:1` }] } }] },
      },
    });
    expect(facetsAfter('invoker', record)).toEqual({ service: 'cloudfront', functions: [edge, `${edge}-b`] });
  });

  it('no longer invokes a function that is taken away', () => {
    const add = call('elasticloadbalancing', 'RegisterTargets', {
      targetGroupArn: targetGroup,
      targets: [{ id: functionArn('orders') }],
    });
    const remove = call('elasticloadbalancing', 'DeregisterTargets', {
      targetGroupArn: targetGroup,
      targets: [{ id: functionArn('orders') }],
    });
    expect(facetsAfter('invoker', add, remove)?.['functions']).toEqual([]);
  });

  it('is not made of what invokes nothing', () => {
    expect(
      resourcesAfter(
        call('elasticloadbalancing', 'RegisterTargets', { targetGroupArn: targetGroup, targets: [{ id: 'i-0abc' }] }),
      ),
    ).toEqual([]);
    expect(
      resourcesAfter(
        call('config', 'PutConfigRule', {
          configRule: { configRuleName: 'tags', source: { owner: 'AWS', sourceIdentifier: 'REQUIRED_TAGS' } },
        }),
      ),
    ).toEqual([]);
  });
});
