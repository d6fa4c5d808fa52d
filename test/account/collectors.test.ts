import {
  APIGatewayClient,
  GetAuthorizersCommand,
  GetResourcesCommand,
  GetRestApisCommand,
  GetStagesCommand,
} from '@aws-sdk/client-api-gateway';
import {
  ApiGatewayV2Client,
  GetApisCommand,
  GetAuthorizersCommand as GetAuthorizersV2Command,
  GetIntegrationsCommand,
  GetRoutesCommand,
  GetStagesCommand as GetStagesV2Command,
} from '@aws-sdk/client-apigatewayv2';
import {
  AppSyncClient,
  ListApiKeysCommand,
  ListDataSourcesCommand,
  ListGraphqlApisCommand,
} from '@aws-sdk/client-appsync';
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  DescribeSubscriptionFiltersCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import {
  CognitoIdentityProviderClient,
  DescribeUserPoolClientCommand,
  DescribeUserPoolCommand,
  ListUserPoolClientsCommand,
  ListUserPoolsCommand,
} from '@aws-sdk/client-cognito-identity-provider';
import {
  DescribeKinesisStreamingDestinationCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand as GetTablePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
} from '@aws-sdk/client-dynamodb';
import { DescribeRepositoriesCommand, ECRClient, GetRepositoryPolicyCommand } from '@aws-sdk/client-ecr';
import {
  EventBridgeClient,
  ListEventBusesCommand,
  ListRulesCommand,
  ListTagsForResourceCommand as ListRuleTagsCommand,
  ListTargetsByRuleCommand,
} from '@aws-sdk/client-eventbridge';
import { GetTopicRuleCommand, IoTClient, ListTopicRulesCommand } from '@aws-sdk/client-iot';
import {
  DescribeStreamSummaryCommand,
  GetResourcePolicyCommand as GetStreamPolicyCommand,
  KinesisClient,
  ListStreamConsumersCommand,
  ListStreamsCommand,
} from '@aws-sdk/client-kinesis';
import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  GetKeyRotationStatusCommand,
  KMSClient,
  ListGrantsCommand,
  ListKeysCommand,
} from '@aws-sdk/client-kms';
import {
  GetLayerVersionPolicyCommand,
  LambdaClient,
  ListLayersCommand,
  ListLayerVersionsCommand,
} from '@aws-sdk/client-lambda';
import { DescribePipeCommand, ListPipesCommand, PipesClient } from '@aws-sdk/client-pipes';
import {
  GetBucketAclCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLoggingCommand,
  GetBucketNotificationConfigurationCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetScheduleCommand, ListSchedulesCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import {
  GetResourcePolicyCommand as GetSecretPolicyCommand,
  ListSecretsCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import {
  DescribeStateMachineCommand,
  ListTagsForResourceCommand as ListMachineTagsCommand,
  ListStateMachinesCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import {
  GetSubscriptionAttributesCommand,
  GetTopicAttributesCommand,
  ListSubscriptionsByTopicCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { GetQueueAttributesCommand, ListQueuesCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { collectorsOf } from '../../shared/account/collectors.ts';
import { collectors, serviceNames, services } from '../../shared/account/services.ts';
import { account, functionArn, region } from '../support/calls.ts';
import { collected, mocked } from '../support/collected.ts';

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
const policy = { Version: '2012-10-17', Statement: [{ Sid: 'a', Effect: 'Allow', Principal: '*', Action: '*' }] };
const policyText = JSON.stringify(policy);
const nothing = (name: string) => Object.assign(new Error(name), { name });

describe('the services of a sweep', () => {
  it('are named as their collectors are', () => {
    for (const name of serviceNames)
      expect(collectorsOf[name].collectors.map((each) => each.name)).toEqual([...services[name].collectors]);
    expect(new Set(collectors.map(({ name }) => name)).size).toBe(collectors.length);
  });

  it('declare actions of IAM for everything', () => {
    for (const { collectors: all } of Object.values(collectorsOf))
      for (const { actions } of all)
        for (const action of actions) expect(action).toMatch(/^[a-z0-9-]+:(?:Get|List|Describe|GET)[A-Za-z]*$/);
  });
});

describe('a collector tells what records would have told, of', () => {
  it('a queue', async () => {
    mocked(SQSClient)
      .on(ListQueuesCommand)
      .resolves({ QueueUrls: [`https://sqs.${region}.amazonaws.com/${account}/orders`] })
      .on(GetQueueAttributesCommand)
      .resolves({
        Attributes: {
          Policy: policyText,
          VisibilityTimeout: '45',
          SqsManagedSseEnabled: 'true',
          RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('sqs', 'dead'), maxReceiveCount: 3 }),
        },
      })
      .on(ListQueueTagsCommand)
      .resolves({ Tags: { team: 'shop' } });
    expect(await collected('queue')).toEqual({
      arn: arn('sqs', 'orders'),
      resourcePolicy: policy,
      deadLetterTarget: arn('sqs', 'dead'),
      kmsKey: null,
      managedEncryption: true,
      visibilityTimeoutSeconds: 45,
      tags: { team: 'shop' },
    });
  });

  it('a topic, whose default policy is none', async () => {
    const topic = arn('sns', 'orders');
    const byDefault = {
      Id: '__default_policy_ID',
      Statement: [
        {
          Sid: '__default_statement_ID',
          Effect: 'Allow',
          Principal: { AWS: '*' },
          Action: ['SNS:Publish'],
          Resource: topic,
          Condition: { StringEquals: { 'AWS:SourceOwner': account } },
        },
      ],
    };
    mocked(SNSClient)
      .on(ListTopicsCommand)
      .resolves({ Topics: [{ TopicArn: topic }] })
      .on(GetTopicAttributesCommand)
      .resolves({ Attributes: { Policy: JSON.stringify(byDefault), KmsMasterKeyId: 'alias/aws/sns' } })
      .on(ListSubscriptionsByTopicCommand)
      .resolves({
        Subscriptions: [
          { SubscriptionArn: `${topic}:1`, TopicArn: topic, Protocol: 'email', Endpoint: 'somebody@example.com' },
          {
            SubscriptionArn: 'PendingConfirmation',
            TopicArn: topic,
            Protocol: 'https',
            Endpoint: 'https://a.example/x',
          },
        ],
      })
      .on(GetSubscriptionAttributesCommand)
      .resolves({ Attributes: { FilterPolicy: '{}' } })
      .on(ListTagsForResourceCommand)
      .resolves({ Tags: [{ Key: 'team', Value: 'shop' }] });
    expect(await collected('topic')).toEqual({
      arn: topic,
      resourcePolicy: null,
      kmsKey: arn('kms', 'alias/aws/sns'),
      subscriptions: {
        [`${topic}:1`]: { protocol: 'email', endpoint: 'example.com', filtered: true },
        'https https://a.example': { protocol: 'https', endpoint: 'https://a.example' },
      },
      tags: { team: 'shop' },
    });
  });

  it('a rule of EventBridge on a bus of its own', async () => {
    const rule = arn('events', 'rule/shop/orders');
    mocked(EventBridgeClient)
      .on(ListEventBusesCommand)
      .resolves({ EventBuses: [{ Name: 'shop', Arn: arn('events', 'event-bus/shop'), Policy: policyText }] })
      .on(ListRulesCommand)
      .resolves({
        Rules: [
          { Name: 'orders', Arn: rule, EventPattern: '{"source":["a"]}', State: 'DISABLED', EventBusName: 'shop' },
        ],
      })
      .on(ListTargetsByRuleCommand)
      .resolves({ Targets: [{ Id: 't', Arn: functionArn('orders'), InputPath: '$.detail' }] })
      .on(ListRuleTagsCommand)
      .resolves({ Tags: [] });
    expect(await collected('event-rule')).toEqual({
      arn: rule,
      bus: arn('events', 'event-bus/shop'),
      pattern: '{"source":["a"]}',
      schedule: null,
      enabled: false,
      targets: { t: { arn: functionArn('orders'), transformed: true } },
      tags: {},
    });
    expect(await collected('event-bus')).toEqual({ arn: arn('events', 'event-bus/shop'), resourcePolicy: policy });
  });

  it('a schedule', async () => {
    const schedule = arn('scheduler', 'schedule/nights/clean');
    mocked(SchedulerClient)
      .on(ListSchedulesCommand)
      .resolves({ Schedules: [{ Arn: schedule, Name: 'clean', GroupName: 'nights' }] })
      .on(GetScheduleCommand, { Name: 'clean', GroupName: 'nights' })
      .resolves({
        ScheduleExpression: 'rate(1 day)',
        State: 'ENABLED',
        Target: { Arn: functionArn('clean'), RoleArn: `arn:aws:iam::${account}:role/r`, Input: '{}' },
      });
    expect(await collected('schedule')).toEqual({
      arn: schedule,
      expression: 'rate(1 day)',
      enabled: true,
      target: { arn: functionArn('clean'), role: `arn:aws:iam::${account}:role/r`, transformed: true },
    });
  });

  it('a pipe', async () => {
    mocked(PipesClient)
      .on(ListPipesCommand)
      .resolves({ Pipes: [{ Arn: arn('pipes', 'pipe/p'), Name: 'p' }] })
      .on(DescribePipeCommand)
      .resolves({
        Source: arn('sqs', 'orders'),
        Target: functionArn('orders'),
        RoleArn: `arn:aws:iam::${account}:role/r`,
        DesiredState: 'STOPPED',
      });
    expect(await collected('pipe')).toEqual({
      arn: arn('pipes', 'pipe/p'),
      source: arn('sqs', 'orders'),
      target: functionArn('orders'),
      enrichment: null,
      role: `arn:aws:iam::${account}:role/r`,
      enabled: false,
    });
  });

  it('a bucket', async () => {
    mocked(S3Client)
      .on(ListBucketsCommand, { BucketRegion: region })
      .resolves({ Buckets: [{ Name: 'uploads' }] })
      .on(GetBucketPolicyCommand)
      .resolves({ Policy: policyText })
      .on(GetPublicAccessBlockCommand)
      .rejects(nothing('NoSuchPublicAccessBlockConfiguration'))
      .on(GetBucketAclCommand)
      .resolves({
        Owner: { ID: 'me' },
        Grants: [
          { Grantee: { Type: 'CanonicalUser', ID: 'me' }, Permission: 'FULL_CONTROL' },
          {
            Grantee: { Type: 'Group', URI: 'http://acs.amazonaws.com/groups/global/AllUsers' },
            Permission: 'READ',
          },
        ],
      })
      .on(GetBucketNotificationConfigurationCommand)
      .resolves({
        LambdaFunctionConfigurations: [
          { Id: 'n', LambdaFunctionArn: functionArn('resize'), Events: ['s3:ObjectCreated:*'] },
        ],
        EventBridgeConfiguration: {},
      })
      .on(GetBucketVersioningCommand)
      .resolves({})
      .on(GetBucketReplicationCommand)
      .rejects(nothing('ReplicationConfigurationNotFoundError'))
      .on(GetBucketLifecycleConfigurationCommand)
      .resolves({ Rules: [{ Status: 'Enabled', Expiration: { Days: 7 } }] })
      .on(GetBucketLoggingCommand)
      .resolves({ LoggingEnabled: { TargetBucket: 'logs', TargetPrefix: '' } })
      .on(GetBucketTaggingCommand)
      .rejects(nothing('NoSuchTagSet'));
    expect(await collected('bucket')).toEqual({
      arn: 'arn:aws:s3:::uploads',
      resourcePolicy: policy,
      publicAccessBlock: null,
      grants: [{ grantee: 'AllUsers', permission: 'READ' }],
      notifications: {
        n: { type: 'function', target: functionArn('resize'), events: ['s3:ObjectCreated:*'] },
        EventBridge: { type: 'event-bus', target: arn('events', 'event-bus/default'), events: ['*'] },
      },
      versioning: 'Disabled',
      replicatesTo: [],
      shortestExpiryDays: 7,
      accessLogs: true,
      tags: {},
    });
  });

  it('a table with its stream and the policies of both', async () => {
    const stream = arn('dynamodb', 'table/orders/stream/2026');
    mocked(DynamoDBClient)
      .on(ListTablesCommand)
      .resolves({ TableNames: ['orders'] })
      .on(DescribeTableCommand)
      .resolves({
        Table: {
          TableName: 'orders',
          TableArn: arn('dynamodb', 'table/orders'),
          StreamSpecification: { StreamEnabled: true, StreamViewType: 'NEW_IMAGE' },
          LatestStreamArn: stream,
          DeletionProtectionEnabled: true,
        },
      })
      .on(GetTablePolicyCommand)
      .rejects(nothing('PolicyNotFoundException'))
      .on(GetTablePolicyCommand, { ResourceArn: stream })
      .resolves({ Policy: policyText })
      .on(DescribeKinesisStreamingDestinationCommand)
      .resolves({
        KinesisDataStreamDestinations: [
          { StreamArn: arn('kinesis', 'stream/a'), DestinationStatus: 'ACTIVE' },
          { StreamArn: arn('kinesis', 'stream/b'), DestinationStatus: 'DISABLED' },
        ],
      })
      .on(ListTagsOfResourceCommand)
      .resolves({ Tags: [{ Key: 'team', Value: 'shop' }] });
    expect(await collected('table')).toEqual({
      arn: arn('dynamodb', 'table/orders'),
      stream: { viewType: 'NEW_IMAGE', arn: stream },
      deletionProtected: true,
      streamPolicy: policy,
      resourcePolicy: null,
      kinesisDestinations: { [arn('kinesis', 'stream/a')]: true },
      tags: { team: 'shop' },
    });
  });

  it('a stream with its consumers', async () => {
    const stream = arn('kinesis', 'stream/clicks');
    mocked(KinesisClient)
      .on(ListStreamsCommand)
      .resolves({ StreamNames: ['clicks'], HasMoreStreams: false })
      .on(DescribeStreamSummaryCommand)
      .resolves({ StreamDescriptionSummary: { EncryptionType: 'KMS' } as never })
      .on(GetStreamPolicyCommand)
      .resolves({ Policy: '{}' })
      .on(GetStreamPolicyCommand, { ResourceARN: `${stream}/consumer/c:1` })
      .resolves({ Policy: policyText })
      .on(ListStreamConsumersCommand)
      .resolves({ Consumers: [{ ConsumerName: 'c', ConsumerARN: `${stream}/consumer/c:1` } as never] });
    expect(await collected('stream')).toEqual({
      arn: stream,
      encrypted: true,
      resourcePolicy: null,
      consumers: { c: `${stream}/consumer/c:1` },
      consumerPolicies: { [`${stream}/consumer/c:1`]: policy },
    });
  });

  it('a state machine', async () => {
    const machine = arn('states', 'stateMachine:orders');
    mocked(SFNClient)
      .on(ListStateMachinesCommand)
      .resolves({ stateMachines: [{ stateMachineArn: machine } as never] })
      .on(DescribeStateMachineCommand)
      .resolves({
        stateMachineArn: machine,
        roleArn: `arn:aws:iam::${account}:role/path/machine`,
        definition: JSON.stringify({ States: { a: { Type: 'Task', Resource: functionArn('orders'), End: true } } }),
        loggingConfiguration: { level: 'ALL' },
      } as never)
      .on(ListMachineTagsCommand)
      .resolves({ tags: [{ key: 'team', value: 'shop' }] });
    expect(await collected('state-machine')).toMatchObject({
      arn: machine,
      role: `arn:aws:iam::${account}:role/machine`,
      functions: [functionArn('orders')],
      logging: 'ALL',
      tags: { team: 'shop' },
    });
  });

  it('a REST API with its methods and what is behind them', async () => {
    const uri = `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${functionArn('orders')}/invocations`;
    mocked(APIGatewayClient)
      .on(GetRestApisCommand)
      .resolves({ items: [{ id: 'abc', name: 'shop', endpointConfiguration: { types: ['REGIONAL'] } }] })
      .on(GetResourcesCommand)
      .resolves({
        items: [
          { id: 'r', path: '/' },
          {
            id: 'o',
            path: '/orders',
            resourceMethods: {
              GET: {
                httpMethod: 'GET',
                authorizationType: 'CUSTOM',
                authorizerId: 'z',
                apiKeyRequired: false,
                methodIntegration: { type: 'AWS_PROXY', httpMethod: 'POST', uri },
              },
            },
          },
        ],
      })
      .on(GetAuthorizersCommand)
      .resolves({ items: [{ id: 'z', type: 'TOKEN', authorizerUri: uri, authorizerResultTtlInSeconds: 300 }] })
      .on(GetStagesCommand)
      .resolves({ item: [{ stageName: 'live', deploymentId: 'd', variables: { key: 'secret-value' } }] });
    const api = await collected('rest-api');
    expect(api).toMatchObject({
      arn: `arn:aws:apigateway:${region}::/restapis/abc`,
      title: 'shop',
      protocol: 'REST',
      endpoint: 'REGIONAL',
      defaultEndpointDisabled: false,
      resourcePolicy: null,
      paths: { r: '/', o: '/orders' },
      routes: { 'o GET': { authorization: 'CUSTOM', authorizerId: 'z', apiKeyRequired: false } },
      integrations: { 'o GET': { type: 'AWS_PROXY', function: functionArn('orders') } },
      authorizers: { z: { type: 'TOKEN', function: functionArn('orders'), resultTtlSeconds: 300 } },
      stages: { live: { deploymentId: 'd', accessLogs: false } },
    });
    expect(JSON.stringify(api)).not.toContain('secret-value');
  });

  it('an HTTP API', async () => {
    mocked(ApiGatewayV2Client)
      .on(GetApisCommand)
      .resolves({
        Items: [
          {
            ApiId: 'abc',
            Name: 'shop',
            ProtocolType: 'HTTP',
            CorsConfiguration: { AllowOrigins: ['*'] },
            Tags: { team: 'shop' },
          } as never,
        ],
      })
      .on(GetRoutesCommand)
      .resolves({ Items: [{ RouteId: 'r', RouteKey: 'GET /a', AuthorizationType: 'NONE', Target: 'integrations/i' }] })
      .on(GetIntegrationsCommand)
      .resolves({
        Items: [{ IntegrationId: 'i', IntegrationType: 'AWS_PROXY', IntegrationUri: functionArn('orders') }],
      })
      .on(GetAuthorizersV2Command)
      .resolves({ Items: [] })
      .on(GetStagesV2Command)
      .resolves({ Items: [{ StageName: '$default', AutoDeploy: true }] });
    expect(await collected('http-api')).toMatchObject({
      arn: `arn:aws:apigateway:${region}::/apis/abc`,
      title: 'shop',
      protocol: 'HTTP',
      corsOrigins: ['*'],
      tags: { team: 'shop' },
      routes: { r: { name: 'GET /a', authorization: 'NONE', integrationId: 'i' } },
      integrations: { i: { type: 'AWS_PROXY', function: functionArn('orders') } },
      authorizers: {},
      stages: { $default: { autoDeploy: true } },
    });
  });

  it('a GraphQL API, of whose keys only fingerprints are kept', async () => {
    mocked(AppSyncClient)
      .on(ListGraphqlApisCommand)
      .resolves({ graphqlApis: [{ apiId: 'g', name: 'shop', authenticationType: 'API_KEY', tags: {} }] })
      .on(ListDataSourcesCommand)
      .resolves({
        dataSources: [{ name: 'd', type: 'AWS_LAMBDA', lambdaConfig: { lambdaFunctionArn: functionArn('orders') } }],
      })
      .on(ListApiKeysCommand)
      .resolves({ apiKeys: [{ id: 'da2-secretkey' }] });
    const api = await collected('graphql-api');
    expect(api).toMatchObject({
      arn: arn('appsync', 'apis/g'),
      authentication: ['API_KEY'],
      introspection: true,
      private: false,
      dataSources: { d: { type: 'AWS_LAMBDA', function: functionArn('orders') } },
    });
    expect(JSON.stringify(api)).not.toContain('da2-secretkey');
  });

  it('a user pool with its triggers and clients, whose secrets are not kept', async () => {
    const id = `${region}_pool`;
    mocked(CognitoIdentityProviderClient)
      .on(ListUserPoolsCommand)
      .resolves({ UserPools: [{ Id: id }] })
      .on(DescribeUserPoolCommand)
      .resolves({
        UserPool: { Id: id, Name: 'shop', UserPoolTags: {}, LambdaConfig: { PreSignUp: functionArn('check') } },
      })
      .on(ListUserPoolClientsCommand)
      .resolves({ UserPoolClients: [{ ClientId: 'c' }] })
      .on(DescribeUserPoolClientCommand)
      .resolves({ UserPoolClient: { ClientId: 'c', ClientSecret: 'top-secret', CallbackURLs: ['https://a.example'] } });
    const pool = await collected('user-pool');
    expect(pool).toMatchObject({
      arn: arn('cognito-idp', `userpool/${id}`),
      title: 'shop',
      triggers: { PreSignUp: functionArn('check') },
      clients: { c: { secret: true, callbacks: ['https://a.example'] } },
    });
    expect(JSON.stringify(pool)).not.toContain('top-secret');
  });

  it('a rule of IoT', async () => {
    mocked(IoTClient)
      .on(ListTopicRulesCommand)
      .resolves({ rules: [{ ruleName: 'r' }] })
      .on(GetTopicRuleCommand)
      .resolves({
        rule: { sql: 'SELECT *', ruleDisabled: true, actions: [{ lambda: { functionArn: functionArn('orders') } }] },
      });
    expect(await collected('iot-rule')).toEqual({
      arn: arn('iot', 'rule/r'),
      sql: 'SELECT *',
      enabled: false,
      actions: [{ type: 'lambda', target: functionArn('orders') }],
    });
  });

  it('a log group with who is sent its lines', async () => {
    mocked(CloudWatchLogsClient)
      .on(DescribeLogGroupsCommand)
      .resolves({ logGroups: [{ logGroupName: '/aws/lambda/a', retentionInDays: 30 }] })
      .on(DescribeSubscriptionFiltersCommand)
      .resolves({ subscriptionFilters: [{ filterName: 'f', destinationArn: functionArn('ship') }] });
    expect(await collected('log-group')).toEqual({
      arn: arn('logs', 'log-group:/aws/lambda/a'),
      retentionDays: 30,
      subscriptions: { f: { destination: functionArn('ship') } },
    });
  });

  it('a key of the customer, and none of AWS', async () => {
    const key = (id: string, KeyManager: 'AWS' | 'CUSTOMER') => ({
      KeyMetadata: { KeyId: id, Arn: arn('kms', `key/${id}`), KeyManager, Enabled: true, KeyState: 'Enabled' as const },
    });
    const byDefault = {
      Statement: [
        { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:root` }, Action: 'kms:*', Resource: '*' },
      ],
    };
    mocked(KMSClient)
      .on(ListKeysCommand)
      .resolves({ Keys: [{ KeyId: 'theirs' }, { KeyId: 'ours' }] })
      .on(DescribeKeyCommand, { KeyId: 'theirs' })
      .resolves(key('theirs', 'AWS'))
      .on(DescribeKeyCommand, { KeyId: 'ours' })
      .resolves(key('ours', 'CUSTOMER'))
      .on(GetKeyPolicyCommand)
      .resolves({ Policy: JSON.stringify(byDefault) })
      .on(GetKeyRotationStatusCommand)
      .resolves({ KeyRotationEnabled: true })
      .on(ListGrantsCommand)
      .resolves({
        Grants: [
          { GrantId: 'g', GranteePrincipal: 'arn:aws:iam::444455556666:root', Operations: ['Decrypt'] },
          { GrantId: 'h', GranteePrincipal: `arn:aws:iam::${account}:role/r`, Operations: ['Decrypt'] },
        ],
      });
    expect(await collected('key')).toEqual({
      arn: arn('kms', 'key/ours'),
      enabled: true,
      pendingDeletion: false,
      resourcePolicy: null,
      rotation: true,
      grants: { g: { grantee: 'arn:aws:iam::444455556666:root', operations: ['Decrypt'] } },
    });
  });

  it('a secret, but not what it holds', async () => {
    const secret = arn('secretsmanager', 'secret:db-AbCdEf');
    mocked(SecretsManagerClient)
      .on(ListSecretsCommand)
      .resolves({
        SecretList: [{ ARN: secret, Name: 'db', RotationEnabled: true, RotationLambdaARN: functionArn('rotate') }],
      })
      .on(GetSecretPolicyCommand)
      .resolves({});
    expect(await collected('secret')).toEqual({
      arn: secret,
      rotationFunction: functionArn('rotate'),
      tags: {},
      resourcePolicy: null,
    });
  });

  it('a repository', async () => {
    mocked(ECRClient)
      .on(DescribeRepositoriesCommand)
      .resolves({
        repositories: [
          {
            repositoryName: 'team/shop',
            repositoryArn: arn('ecr', 'repository/team/shop'),
            imageTagMutability: 'IMMUTABLE',
          },
        ],
      })
      .on(GetRepositoryPolicyCommand)
      .rejects(nothing('RepositoryPolicyNotFoundException'));
    expect(await collected('repository')).toEqual({
      arn: arn('ecr', 'repository/team/shop'),
      mutableTags: false,
      resourcePolicy: null,
    });
  });

  it('a version of a layer', async () => {
    mocked(LambdaClient)
      .on(ListLayersCommand)
      .resolves({ Layers: [{ LayerName: 'tools' }] })
      .on(ListLayerVersionsCommand)
      .resolves({ LayerVersions: [{ Version: 3 }] })
      .on(GetLayerVersionPolicyCommand, { LayerName: 'tools', VersionNumber: 3 })
      .resolves({ Policy: policyText });
    expect(await collected('layer-version')).toMatchObject({
      arn: arn('lambda', 'layer:tools:3'),
      resourcePolicy: { a: { Principal: '*' } },
    });
  });
});
