import { type EscalationPath, path } from './path.ts';

/** Functions, events, workflows, APIs and stacks. The ones that no catalogue lists are of these services. */
export const serverlessPaths: readonly EscalationPath[] = [
  path(
    'lambda-001',
    'run code in a new function with a role',
    'iam:PassRole>lambda lambda:CreateFunction+f lambda:InvokeFunction+f',
  ),
  path(
    'lambda-002',
    'run code in a new function fed by an event source',
    'iam:PassRole>lambda lambda:CreateFunction+f lambda:CreateEventSourceMapping+m',
  ),
  path('lambda-003', 'replace the code of a function', 'lambda:UpdateFunctionCode'),
  path('lambda-004', 'replace the code of a function and invoke it', 'lambda:UpdateFunctionCode lambda:InvokeFunction'),
  path(
    'lambda-005',
    'replace the code of a function and let oneself invoke it',
    'lambda:UpdateFunctionCode lambda:AddPermission',
  ),
  path(
    'lambda-006',
    'run code in a new function and let oneself invoke it',
    'iam:PassRole>lambda lambda:CreateFunction+f lambda:AddPermission+f',
  ),
  path(
    'lambda-new-table',
    'run code in a new function fed by a new table',
    'iam:PassRole>lambda lambda:CreateFunction+f lambda:CreateEventSourceMapping+m dynamodb:CreateTable+t dynamodb:PutItem+t',
  ),
  path(
    'lambda-url',
    'run code in a new function behind a function URL',
    'iam:PassRole>lambda lambda:CreateFunction+f lambda:CreateFunctionUrlConfig+f',
  ),
  path(
    'lambda-configuration',
    'change what runs in a function: layer, handler, environment, wrapper',
    'lambda:UpdateFunctionConfiguration',
  ),
  path(
    'lambda-layer',
    'publish a layer and attach it to a function',
    'lambda:PublishLayerVersion+l lambda:UpdateFunctionConfiguration',
  ),
  path(
    'lambda-re-role',
    'give a function another role',
    'iam:PassRole>lambda lambda:UpdateFunctionConfiguration lambda:UpdateFunctionCode',
  ),
  path('cloudformation-001', 'deploy a stack with a role', 'iam:PassRole>cloudformation cloudformation:CreateStack+s'),
  path('cloudformation-002', 'update a stack that keeps a role', 'cloudformation:UpdateStack'),
  path(
    'cloudformation-003',
    'deploy a stack set with a role',
    'iam:PassRole>cloudformation cloudformation:CreateStackSet+s cloudformation:CreateStackInstances+s',
  ),
  path(
    'cloudformation-004',
    'update a stack set with a role',
    'iam:PassRole>cloudformation cloudformation:UpdateStackSet',
  ),
  path(
    'cloudformation-005',
    'change a stack that keeps a role, by change set',
    'cloudformation:CreateChangeSet cloudformation:ExecuteChangeSet',
  ),
  path(
    'states-new',
    'run a new state machine with a role',
    'iam:PassRole>states states:CreateStateMachine+s states:StartExecution+s',
  ),
  path('states-update', 'rewrite a state machine and start it', 'states:UpdateStateMachine states:StartExecution'),
  path(
    'states-new-express',
    'run a new express state machine with a role',
    'iam:PassRole>states states:CreateStateMachine+s states:StartSyncExecution+s',
  ),
  path('scheduler-new', 'let a schedule call any API with a role', 'iam:PassRole>scheduler scheduler:CreateSchedule+s'),
  path(
    'scheduler-update',
    'let an existing schedule call any API with a role',
    'iam:PassRole>scheduler scheduler:UpdateSchedule',
  ),
  path('pipes-new', 'let a pipe call a target with a role', 'iam:PassRole>pipes pipes:CreatePipe+p'),
  path('pipes-update', 'let an existing pipe call a target with a role', 'iam:PassRole>pipes pipes:UpdatePipe'),
  path('events-target', 'let an EventBridge rule call a target with a role', 'iam:PassRole>events events:PutTargets'),
  path('iot-rule', 'let an IoT rule act with a role', 'iam:PassRole>iot iot:CreateTopicRule+r'),
  path('iot-rule-replace', 'let an existing IoT rule act with a role', 'iam:PassRole>iot iot:ReplaceTopicRule'),
  path(
    'appsync-data-source',
    'let a GraphQL resolver call services with a role',
    'iam:PassRole>appsync appsync:CreateDataSource+d appsync:CreateResolver+r',
  ),
  path(
    'appsync-resolver',
    'rewrite a GraphQL resolver in front of a data source that keeps a role',
    'appsync:UpdateResolver',
  ),
  path(
    'apigateway-credentials',
    'let an API integration call a service with a role',
    'iam:PassRole>apigateway apigateway:PUT',
  ),
  path(
    'apigateway-v2-credentials',
    'let an HTTP API integration call a service with a role',
    'iam:PassRole>apigateway apigateway:POST',
  ),
  path(
    'cognito-identity-roles',
    'let users of an identity pool assume a role',
    'iam:PassRole>cognito-identity cognito-identity:SetIdentityPoolRoles',
  ),
  path(
    'ecr-image',
    'replace the image that a function or task runs',
    'ecr:PutImage ecr:InitiateLayerUpload ecr:UploadLayerPart ecr:CompleteLayerUpload',
  ),
  path('s3-notification', 'feed a function with events of a bucket', 's3:PutBucketNotification lambda:AddPermission'),
  path('s3-deployment-object', 'replace a deployment package in a bucket', 's3:PutObject lambda:UpdateFunctionCode'),
  path(
    'firehose-new',
    'let a delivery stream write with a role',
    'iam:PassRole>firehose firehose:CreateDeliveryStream+d',
  ),
  path('logs-subscription', 'let a log subscription write with a role', 'iam:PassRole>logs logs:PutSubscriptionFilter'),
];
