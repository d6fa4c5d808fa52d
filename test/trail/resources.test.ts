import { describe, expect, it } from 'vitest';
import {
  apiArn,
  bucketArn,
  canonicalArn,
  canonicalRoleArn,
  functionInUri,
  functionRef,
  layerVersionArn,
  parseFunctionName,
  policyArn,
  queueArn,
  roleArn,
  ruleArn,
  touchedResources,
} from '../../shared/trail/resources.ts';
import { aChange } from '../support/records.ts';

const here = { partition: 'aws', account: '111122223333', region: 'eu-west-1' };
const orders = 'arn:aws:lambda:eu-west-1:111122223333:function:orders';

describe('the function that a record names', () => {
  it.each([
    ['orders', orders, undefined],
    ['orders:live', orders, 'live'],
    ['orders:$LATEST', orders, '$LATEST'],
    ['function:orders', orders, undefined],
    ['111122223333:orders', orders, undefined],
    ['111122223333:function:orders:3', orders, '3'],
    [orders, orders, undefined],
    [`${orders}:live`, orders, 'live'],
    ['444455556666:function:orders', 'arn:aws:lambda:eu-west-1:444455556666:function:orders', undefined],
    ['us-east-1:444455556666:function:orders', 'arn:aws:lambda:us-east-1:444455556666:function:orders', undefined],
    [
      'arn:aws-us-gov:lambda:us-gov-west-1:444455556666:function:orders:7',
      'arn:aws-us-gov:lambda:us-gov-west-1:444455556666:function:orders',
      '7',
    ],
    [
      'arn:aws:lambda:sa-northwest-1r:123456789XXX:function:orders:live',
      'arn:aws:lambda:sa-northwest-1r:123456789XXX:function:orders',
      'live',
    ],
    ['arn:aws-cn:lambda:cn-north-1:1:orders', undefined, undefined],
    ['arn:aws:sqs:eu-west-1:111122223333:orders', undefined, undefined],
    ['arn:aws:lambda:eu-west-1:111122223333:layer:orders:3', undefined, undefined],
    ['arn:aws:lambda:eu-west-1:111122223333:event-source-mapping:0a-1b', undefined, undefined],
    ['', undefined, undefined],
    ['a b', undefined, undefined],
  ])('as %s is %s, qualified by %s', (name, arn, qualifier) => {
    const ref = parseFunctionName(here, name);
    expect(ref?.arn).toBe(arn);
    expect(ref?.qualifier).toBe(qualifier);
  });

  it('is where the response says, in the version that the request says', () => {
    const change = aChange({
      requestParameters: { functionName: '444455556666:function:orders', publish: true },
      responseElements: { functionArn: 'arn:aws:lambda:us-east-1:444455556666:function:orders:12' },
    });
    expect(functionRef(change)).toEqual({
      arn: 'arn:aws:lambda:us-east-1:444455556666:function:orders',
      name: 'orders',
    });
    expect(functionRef(aChange({ requestParameters: { functionName: 'orders:live' } }))?.qualifier).toBe('live');
    expect(functionRef(aChange({ requestParameters: { functionName: 'orders', qualifier: '2' } }))?.qualifier).toBe(
      '2',
    );
  });

  it('is found in the statement or the resources where the parameters are missing', () => {
    const statement = JSON.stringify({ Resource: `${orders}:live` });
    expect(functionRef(aChange({ requestParameters: null, responseElements: { statement } }))).toEqual({
      arn: orders,
      name: 'orders',
      qualifier: 'live',
    });
    const resources = [{ type: 'AWS::Lambda::Function', ARN: orders }];
    expect(functionRef(aChange({ requestParameters: null, resources }))?.arn).toBe(orders);
    expect(functionRef(aChange({ requestParameters: null, responseElements: { statement: '{' } }))).toBeUndefined();
  });

  it('is found in the URI of an integration, unless a stage variable decides', () => {
    const uri = (name: string): string =>
      `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${name}/invocations`;
    expect(functionInUri(here, uri(`${orders}:live`))).toEqual({ arn: orders, name: 'orders', qualifier: 'live' });
    expect(
      functionInUri(here, uri('arn:aws:lambda:eu-west-1:111122223333:function:\u0024{stageVariables.fn}')),
    ).toBeUndefined();
    expect(functionInUri(here, 'https://example.com/hook')).toBeUndefined();
  });
});

describe('the ARN', () => {
  it.each([
    ['orders', 'arn:aws:iam::111122223333:role/orders'],
    ['/service-role/orders', 'arn:aws:iam::111122223333:role/orders'],
    ['arn:aws:iam::444455556666:role/a/b/orders', 'arn:aws:iam::444455556666:role/orders'],
    ['arn:aws-cn:sts::444455556666:assumed-role/orders/session/x', 'arn:aws-cn:iam::444455556666:role/orders'],
  ])('of role %s is %s: without its path, which requests do not name', (role, arn) => {
    expect(roleArn(here, role)).toBe(arn);
  });

  it.each([
    'orders',
    'arn:aws:iam::111122223333:user/role/ada',
    'arn:aws:lambda:eu-west-1:1:function:role/x',
    'arn:aws:sts::1:assumed-role',
  ])('of a role is not %s', (text) => expect(canonicalRoleArn(text)).toBeUndefined());

  it.each([
    ['https://sqs.us-east-2.amazonaws.com/444455556666/orders', 'arn:aws:sqs:us-east-2:444455556666:orders'],
    ['https://us-east-2.queue.amazonaws.com/444455556666/orders', 'arn:aws:sqs:us-east-2:444455556666:orders'],
    ['https://queue.amazonaws.com/444455556666/orders.fifo', 'arn:aws:sqs:eu-west-1:444455556666:orders.fifo'],
    ['https://sqs.cn-north-1.amazonaws.com.cn/444455556666/orders', 'arn:aws:sqs:cn-north-1:444455556666:orders'],
    ['http://localhost:4566/queue/orders', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
    ['orders', 'arn:aws:sqs:eu-west-1:111122223333:orders'],
    ['arn:aws:sqs:eu-west-1:444455556666:orders', 'arn:aws:sqs:eu-west-1:444455556666:orders'],
  ])('of queue %s is %s', (queue, arn) => {
    expect(queueArn({ ...here, partition: 'aws' }, queue)).toBe(arn);
  });

  it.each([
    ['logs', 'arn:aws:s3:::logs'],
    ['arn:aws:s3:::logs/AWSLogs/x', 'arn:aws:s3:::logs'],
    ['arn:aws:s3:eu-west-1:111122223333:accesspoint/a', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/a'],
  ])('of bucket %s is %s', (bucket, arn) => {
    expect(bucketArn(here, bucket)).toBe(arn);
  });

  it('of a rule names its bus unless that is the default one', () => {
    expect(ruleArn(here, 'nightly')).toBe('arn:aws:events:eu-west-1:111122223333:rule/nightly');
    expect(ruleArn(here, 'nightly', 'default')).toBe('arn:aws:events:eu-west-1:111122223333:rule/nightly');
    expect(ruleArn(here, 'nightly', 'shop')).toBe('arn:aws:events:eu-west-1:111122223333:rule/shop/nightly');
    expect(ruleArn(here, 'nightly', 'arn:aws:events:us-east-1:444455556666:event-bus/shop')).toBe(
      'arn:aws:events:us-east-1:444455556666:rule/shop/nightly',
    );
  });

  it('of a layer version is made of what there is', () => {
    expect(layerVersionArn(here, 'otel')).toBe('arn:aws:lambda:eu-west-1:111122223333:layer:otel');
    expect(layerVersionArn(here, 'otel', 4)).toBe('arn:aws:lambda:eu-west-1:111122223333:layer:otel:4');
    const recorded = 'arn:aws:lambda:eu-west-1:444455556666:layer:otel:9';
    expect(layerVersionArn(here, recorded)).toBe(recorded);
    expect(layerVersionArn(here, recorded, 4)).toBe('arn:aws:lambda:eu-west-1:444455556666:layer:otel:4');
  });

  it('of a policy keeps its path', () => {
    expect(policyArn(here, 'deploy')).toBe('arn:aws:iam::111122223333:policy/deploy');
    expect(policyArn(here, 'deploy', '/teams/a/')).toBe('arn:aws:iam::111122223333:policy/teams/a/deploy');
  });

  it('of an API names no account', () => {
    expect(apiArn(here, 1, 'abc', 'stages/live')).toBe('arn:aws:apigateway:eu-west-1::/restapis/abc/stages/live');
    expect(apiArn(here, 2, 'abc')).toBe('arn:aws:apigateway:eu-west-1::/apis/abc');
  });

  it.each([
    [`${orders}:live`, orders],
    ['arn:aws:logs:eu-west-1:111122223333:log-group:/app:*', 'arn:aws:logs:eu-west-1:111122223333:log-group:/app'],
    ['arn:aws:logs:eu-west-1:111122223333:log-group:/*:*', undefined],
    ['arn:aws:iam::aws:policy/AdministratorAccess', undefined],
    ['arn:aws:s3:::*', undefined],
    ['orders', undefined],
  ])('%s has the identity %s', (arn, canonical) => {
    expect(canonicalArn(here, arn)).toBe(canonical);
  });
});

describe('the resources that a change touches', () => {
  const lambda = (name: string) => `arn:aws:lambda:eu-west-1:111122223333:${name}`;
  const iam = (name: string) => `arn:aws:iam::111122223333:${name}`;
  const regional = (service: string, name: string) => `arn:aws:${service}:eu-west-1:111122223333:${name}`;

  it.each<[string, string, object | null, object | null, readonly string[]]>([
    [
      'lambda',
      'CreateFunction20150331',
      { functionName: 'orders', role: iam('role/service-role/runner'), layers: [lambda('layer:otel:4')] },
      { functionArn: orders },
      [orders, iam('role/runner'), lambda('layer:otel:4')],
    ],
    [
      'lambda',
      'AddPermission20150331v2',
      { functionName: 'orders', principal: iam('root'), sourceArn: 'arn:aws:s3:::in' },
      null,
      [orders, 'arn:aws:s3:::in'],
    ],
    [
      'lambda',
      'UpdateEventSourceMapping20150331',
      { uUID: '0a-1b' },
      { functionArn: orders },
      [orders, lambda('event-source-mapping:0a-1b')],
    ],
    ['lambda', 'PublishLayerVersion20181031', { layerName: 'otel' }, { version: 5 }, [lambda('layer:otel:5')]],
    [
      'iam',
      'AttachRolePolicy',
      { roleName: 'runner', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
      null,
      [iam('role/runner')],
    ],
    ['iam', 'CreatePolicy', { policyName: 'p', path: '/a/' }, null, [iam('policy/a/p')]],
    [
      'iam',
      'CreateServiceLinkedRole',
      { aWSServiceName: 'x' },
      { role: { arn: iam('role/aws-service-role/x/R') } },
      [iam('role/R')],
    ],
    ['iam', 'CreateAccessKey', null, { accessKey: { userName: 'ada' } }, [iam('user/ada')]],
    ['iam', 'AddUserToGroup', { userName: 'ada', groupName: 'admins' }, null, [iam('user/ada'), iam('group/admins')]],
    [
      'apigateway',
      'PutIntegration',
      {
        restApiId: 'abc',
        resourceId: 'r',
        putIntegrationInput: {
          uri: `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${orders}/invocations`,
          credentials: iam('role/invoker'),
        },
      },
      null,
      ['arn:aws:apigateway:eu-west-1::/restapis/abc', orders, iam('role/invoker')],
    ],
    [
      'apigateway',
      'CreateRestApi',
      { createRestApiInput: { name: 'shop' } },
      { id: 'abc' },
      ['arn:aws:apigateway:eu-west-1::/restapis/abc'],
    ],
    [
      'apigateway',
      'CreateStage',
      { apiId: 'abc', stageName: '$default' },
      null,
      ['arn:aws:apigateway:eu-west-1::/apis/abc', 'arn:aws:apigateway:eu-west-1::/apis/abc/stages/$default'],
    ],
    [
      'events',
      'PutTargets',
      { rule: 'nightly', targets: [{ id: '1', arn: orders }] },
      null,
      [regional('events', 'rule/nightly'), orders],
    ],
    ['events', 'PutRule', { name: 'nightly', eventBusName: 'shop' }, null, [regional('events', 'rule/shop/nightly')]],
    [
      'events',
      'PutPermission',
      { action: 'events:PutEvents', principal: '*' },
      null,
      [regional('events', 'event-bus/default')],
    ],
    ['events', 'CreateEventBus', { name: 'shop' }, null, [regional('events', 'event-bus/shop')]],
    [
      'scheduler',
      'CreateSchedule',
      { name: 'nightly', groupName: 'shop', target: { arn: orders, roleArn: iam('role/s') } },
      null,
      [regional('scheduler', 'schedule/shop/nightly'), orders, iam('role/s')],
    ],
    [
      'pipes',
      'CreatePipe',
      { name: 'p', source: regional('sqs', 'in'), target: orders },
      null,
      [regional('pipes', 'pipe/p'), regional('sqs', 'in'), orders],
    ],
    ['sns', 'CreateTopic', { name: 'alerts' }, null, [regional('sns', 'alerts')]],
    [
      'sns',
      'Unsubscribe',
      { subscriptionArn: regional('sns', 'alerts:0a') },
      null,
      [regional('sns', 'alerts'), regional('sns', 'alerts:0a')],
    ],
    [
      'sqs',
      'SetQueueAttributes',
      { queueUrl: 'https://sqs.eu-west-1.amazonaws.com/111122223333/in' },
      null,
      [regional('sqs', 'in')],
    ],
    [
      's3',
      'PutBucketNotification',
      { bucketName: 'in', NotificationConfiguration: { CloudFunctionConfiguration: { CloudFunction: orders } } },
      null,
      ['arn:aws:s3:::in', orders],
    ],
    [
      's3',
      'PutBucketPolicy',
      {
        bucketName: 'in',
        bucketPolicy: { Statement: [{ Resource: 'arn:aws:s3:::in/x', Principal: { AWS: iam('root') } }] },
      },
      null,
      ['arn:aws:s3:::in'],
    ],
    ['dynamodb', 'UpdateTable', { tableName: 'orders' }, null, [regional('dynamodb', 'table/orders')]],
    [
      'dynamodb',
      'PutResourcePolicy',
      { resourceArn: regional('dynamodb', 'table/orders') },
      null,
      [regional('dynamodb', 'table/orders')],
    ],
    ['kinesis', 'CreateStream', { streamName: 'clicks' }, null, [regional('kinesis', 'stream/clicks')]],
    [
      'states',
      'CreateStateMachine',
      { name: 'flow', roleArn: iam('role/flow') },
      null,
      [regional('states', 'stateMachine:flow'), iam('role/flow')],
    ],
    ['appsync', 'CreateApiKey', { apiId: 'abc' }, null, [regional('appsync', 'apis/abc')]],
    [
      'cognito-idp',
      'UpdateUserPool',
      { userPoolId: 'eu-west-1_a', lambdaConfig: { preSignUp: orders } },
      null,
      [regional('cognito-idp', 'userpool/eu-west-1_a'), orders],
    ],
    [
      'cognito-idp',
      'CreateUserPool',
      { poolName: 'p' },
      { userPool: { id: 'eu-west-1_b' } },
      [regional('cognito-idp', 'userpool/eu-west-1_b')],
    ],
    [
      'cognito-identity',
      'SetIdentityPoolRoles',
      { identityPoolId: 'eu-west-1:0a' },
      null,
      [regional('cognito-identity', 'identitypool/eu-west-1:0a')],
    ],
    [
      'iot',
      'CreateTopicRule',
      { ruleName: 'r', topicRulePayload: { actions: [{ lambda: { functionArn: orders } }] } },
      null,
      [regional('iot', 'rule/r'), orders],
    ],
    [
      'logs',
      'PutSubscriptionFilter',
      { logGroupName: '/app', destinationArn: `${orders}:live` },
      null,
      [regional('logs', 'log-group:/app'), orders],
    ],
    [
      'ecr',
      'PutImage',
      { repositoryName: 'app', registryId: '444455556666' },
      null,
      ['arn:aws:ecr:eu-west-1:444455556666:repository/app'],
    ],
    ['kms', 'PutKeyPolicy', { keyId: '0a-1b' }, null, [regional('kms', 'key/0a-1b')]],
    [
      'secretsmanager',
      'PutResourcePolicy',
      { secretId: 'db' },
      { arn: regional('secretsmanager', 'secret:db-AbCdEf') },
      [regional('secretsmanager', 'secret:db-AbCdEf')],
    ],
    ['ssm', 'PutParameter', { name: '/shop/key' }, null, [regional('ssm', 'parameter/shop/key')]],
    ['ssm', 'ModifyDocumentPermission', { name: 'runbook' }, null, [regional('ssm', 'document/runbook')]],
    ['cloudtrail', 'StopLogging', { name: 'main' }, null, [regional('cloudtrail', 'trail/main')]],
    [
      'cloudtrail',
      'StopLogging',
      { name: regional('cloudtrail', 'trail/main') },
      null,
      [regional('cloudtrail', 'trail/main')],
    ],
    [
      'config',
      'PutConfigRule',
      { configRule: { configRuleName: 'r', source: { sourceIdentifier: orders } } },
      null,
      [regional('config', 'config-rule/r'), orders],
    ],
    ['guardduty', 'DeleteDetector', { detectorId: 'd' }, null, [regional('guardduty', 'detector/d')]],
    ['cloudformation', 'DeleteStack', { stackName: 'shop' }, null, [regional('cloudformation', 'stack/shop')]],
    ['sts', 'AssumeRole', { roleArn: iam('role/a/runner') }, { assumedRoleUser: { arn: 'x' } }, [iam('role/runner')]],
    ['codebuild', 'CreateProject', { serviceRole: iam('role/build') }, null, [iam('role/build')]],
    ['lambda', 'AddPermission20150331v2', null, null, []],
  ])('of %s:%s with %j, answered %j, are %j', (service, eventName, requestParameters, responseElements, arns) => {
    const change = aChange({ eventSource: `${service}.amazonaws.com`, eventName, requestParameters, responseElements });
    expect(touchedResources(change)).toEqual(arns);
  });
});
