/** What a step acts on: something that exists already, something the holder makes itself, or nothing in particular. */
export type Target = 'existing' | 'new';

export interface Step {
  readonly action: string;
  readonly target: Target;
  /** Steps with one label act on one and the same new resource. */
  readonly label?: string;
  /** For `iam:PassRole`: the service that the role is handed to. */
  readonly passedTo?: string;
  /** Reaching only oneself is enough: the step adds to the holder's own permissions. */
  readonly self?: boolean;
}

/** One way from some permissions to more of them. Ids are those of pathfinding.cloud where it lists the path. */
export interface EscalationPath {
  readonly id: string;
  readonly name: string;
  readonly steps: readonly Step[];
}

/**
 * `action` acts on something existing, `action+label` on something new, `action=` also on oneself,
 * `iam:PassRole>service` hands a role to that service.
 */
const step = (text: string): Step => {
  if (text.includes('>')) {
    const [action = '', service = ''] = text.split('>');
    return { action, target: 'existing', passedTo: `${service}.amazonaws.com` };
  }
  const plus = text.indexOf('+');
  if (plus > 0) return { action: text.slice(0, plus), target: 'new', label: text.slice(plus + 1) };
  return text.endsWith('=')
    ? { action: text.slice(0, -1), target: 'existing', self: true }
    : { action: text, target: 'existing' };
};

const path = (id: string, name: string, steps: string): EscalationPath => ({
  id,
  name,
  steps: steps.split(' ').map(step),
});

/**
 * The paths of pathfinding.cloud, Prowler, Cloudsplaining and PMapper, and those of serverless services that are in
 * none of them.
 * @see https://pathfinding.cloud/
 */
export const escalationPaths: readonly EscalationPath[] = [
  path('iam-001', 'write a new version of a managed policy', 'iam:CreatePolicyVersion='),
  path('iam-002', 'make an access key for another user', 'iam:CreateAccessKey'),
  path('iam-003', "replace another user's access key", 'iam:CreateAccessKey iam:DeleteAccessKey'),
  path('iam-004', 'give another user a console password', 'iam:CreateLoginProfile'),
  path('iam-005', 'write an inline policy into a role', 'iam:PutRolePolicy='),
  path('iam-006', "change another user's console password", 'iam:UpdateLoginProfile'),
  path('iam-007', 'write an inline policy into a user', 'iam:PutUserPolicy='),
  path('iam-008', 'attach a managed policy to a user', 'iam:AttachUserPolicy='),
  path('iam-009', 'attach a managed policy to a role', 'iam:AttachRolePolicy='),
  path('iam-010', 'attach a managed policy to a group', 'iam:AttachGroupPolicy='),
  path('iam-011', 'write an inline policy into a group', 'iam:PutGroupPolicy='),
  path('iam-012', 'let oneself assume a role', 'iam:UpdateAssumeRolePolicy'),
  path('iam-013', 'join a group', 'iam:AddUserToGroup='),
  path('iam-014', 'attach a policy to a role and assume it', 'iam:AttachRolePolicy sts:AssumeRole'),
  path('iam-015', 'attach a policy to a user and make its access key', 'iam:AttachUserPolicy iam:CreateAccessKey'),
  path('iam-016', "rewrite a role's policy and assume it", 'iam:CreatePolicyVersion sts:AssumeRole'),
  path('iam-017', 'write a policy into a role and assume it', 'iam:PutRolePolicy sts:AssumeRole'),
  path('iam-018', 'write a policy into a user and make its access key', 'iam:PutUserPolicy iam:CreateAccessKey'),
  path(
    'iam-019',
    'attach a policy to a role and let oneself assume it',
    'iam:AttachRolePolicy iam:UpdateAssumeRolePolicy',
  ),
  path(
    'iam-020',
    "rewrite a role's policy and let oneself assume it",
    'iam:CreatePolicyVersion iam:UpdateAssumeRolePolicy',
  ),
  path(
    'iam-021',
    'write a policy into a role and let oneself assume it',
    'iam:PutRolePolicy iam:UpdateAssumeRolePolicy',
  ),
  path('iam-022', "take off a user's permissions boundary", 'iam:DeleteUserPermissionsBoundary='),
  path(
    'iam-023',
    "take off a role's permissions boundary and assume it",
    'iam:DeleteRolePermissionsBoundary= sts:AssumeRole',
  ),
  path(
    'iam-set-default-policy-version',
    'go back to a wider version of a managed policy',
    'iam:SetDefaultPolicyVersion=',
  ),
  path('iam-put-user-boundary', "widen a user's permissions boundary", 'iam:PutUserPermissionsBoundary='),
  path(
    'iam-put-role-boundary',
    "widen a role's permissions boundary and assume it",
    'iam:PutRolePermissionsBoundary= sts:AssumeRole',
  ),
  path(
    'iam-new-role-attached',
    'make a role with any policy attached and assume it',
    'iam:CreateRole+role iam:AttachRolePolicy+role',
  ),
  path(
    'iam-new-role-inline',
    'make a role with any policy and assume it',
    'iam:CreateRole+role iam:PutRolePolicy+role',
  ),
  path(
    'iam-new-user',
    'make a user with any policy and an access key',
    'iam:CreateUser+user iam:AttachUserPolicy+user iam:CreateAccessKey+user',
  ),
  path('sts-001', 'assume other roles', 'sts:AssumeRole'),
  path(
    'sso-permission-set',
    'assign an administrator permission set to oneself',
    'sso:CreatePermissionSet+set sso:AttachManagedPolicyToPermissionSet sso:CreateAccountAssignment',
  ),
  path('sso-attach-policy', 'attach a policy to a permission set', 'sso:AttachManagedPolicyToPermissionSet'),
  path('sso-inline-policy', 'write a policy into a permission set', 'sso:PutInlinePolicyToPermissionSet'),

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

  path('ec2-001', 'start an instance with a role', 'iam:PassRole>ec2 ec2:RunInstances+i'),
  path(
    'ec2-002',
    'change the user data of an instance and restart it',
    'ec2:ModifyInstanceAttribute ec2:StopInstances ec2:StartInstances',
  ),
  path('ec2-003', 'request spot instances with a role', 'iam:PassRole>ec2 ec2:RequestSpotInstances+i'),
  path('ec2-004', 'change a launch template', 'ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate'),
  path(
    'ec2-instance-profile',
    'give an instance another instance profile',
    'iam:PassRole>ec2 ec2:AssociateIamInstanceProfile',
  ),
  path(
    'ec2-instance-profile-replace',
    "replace an instance's instance profile",
    'iam:PassRole>ec2 ec2:ReplaceIamInstanceProfileAssociation',
  ),
  path(
    'ec2instanceconnect-003',
    'log in to an instance with a key of one’s own',
    'ec2-instance-connect:SendSSHPublicKey ec2:DescribeInstances',
  ),
  path(
    'ec2-serial-console',
    'log in to an instance over its serial console',
    'ec2-instance-connect:SendSerialConsoleSSHPublicKey',
  ),
  path(
    'autoscaling-new',
    'start instances with a role in a new group',
    'iam:PassRole>ec2 autoscaling:CreateLaunchConfiguration+l autoscaling:CreateAutoScalingGroup+g',
  ),
  path(
    'autoscaling-update',
    'start instances with a role in an existing group',
    'iam:PassRole>ec2 autoscaling:CreateLaunchConfiguration+l autoscaling:UpdateAutoScalingGroup',
  ),
  path('ssm-001', 'open a shell on an instance', 'ssm:StartSession'),
  path('ssm-002', 'run commands on an instance', 'ssm:SendCommand'),
  path(
    'ssm-automation',
    'run an automation with a role',
    'iam:PassRole>ssm ssm:CreateDocument+d ssm:StartAutomationExecution+d',
  ),
  path('ssm-association', 'let State Manager run commands on instances', 'ssm:CreateAssociation'),

  path(
    'ecs-001',
    'run a task with a role in a new cluster as a service',
    'iam:PassRole>ecs-tasks ecs:CreateCluster+c ecs:RegisterTaskDefinition+t ecs:CreateService+s',
  ),
  path(
    'ecs-002',
    'run a task with a role in a new cluster',
    'iam:PassRole>ecs-tasks ecs:CreateCluster+c ecs:RegisterTaskDefinition+t ecs:RunTask+t',
  ),
  path(
    'ecs-003',
    'run a task with a role as a service',
    'iam:PassRole>ecs-tasks ecs:RegisterTaskDefinition+t ecs:CreateService+s',
  ),
  path('ecs-004', 'run a task with a role', 'iam:PassRole>ecs-tasks ecs:RegisterTaskDefinition+t ecs:RunTask+t'),
  path(
    'ecs-005',
    'start a task with a role on an instance',
    'iam:PassRole>ecs-tasks ecs:RegisterTaskDefinition+t ecs:StartTask+t',
  ),
  path('ecs-run-override', 'run an existing task definition with another role', 'iam:PassRole>ecs-tasks ecs:RunTask'),
  path(
    'ecs-start-override',
    'start an existing task definition with another role',
    'iam:PassRole>ecs-tasks ecs:StartTask ecs:RegisterContainerInstance',
  ),
  path(
    'ecs-update-service',
    'run another task definition in a service',
    'iam:PassRole>ecs-tasks ecs:RegisterTaskDefinition+t ecs:UpdateService',
  ),
  path('ecs-execute-command', 'run commands in a task', 'ecs:ExecuteCommand ecs:DescribeTasks'),
  path(
    'batch-new',
    'run a batch job with a role',
    'iam:PassRole>ecs-tasks batch:RegisterJobDefinition+d batch:SubmitJob+d',
  ),
  path('batch-submit', 'run an existing batch job with a command of one’s own', 'batch:SubmitJob'),
  path(
    'apprunner-001',
    'run a new App Runner service with a role',
    'iam:PassRole>tasks.apprunner apprunner:CreateService+s',
  ),
  path('apprunner-002', 'change an App Runner service that keeps a role', 'apprunner:UpdateService'),
  path(
    'codebuild-001',
    'build in a new project with a role',
    'iam:PassRole>codebuild codebuild:CreateProject+p codebuild:StartBuild+p',
  ),
  path('codebuild-002', 'build in an existing project with commands of one’s own', 'codebuild:StartBuild'),
  path('codebuild-003', 'build a batch in an existing project with commands of one’s own', 'codebuild:StartBuildBatch'),
  path(
    'codebuild-004',
    'build a batch in a new project with a role',
    'iam:PassRole>codebuild codebuild:CreateProject+p codebuild:StartBuildBatch+p',
  ),
  path('codebuild-update', 'change a project and build', 'codebuild:UpdateProject codebuild:StartBuild'),
  path(
    'codedeploy-new',
    'deploy a revision of one’s own',
    'codedeploy:CreateDeployment codedeploy:RegisterApplicationRevision codedeploy:GetDeploymentConfig',
  ),
  path('codepipeline-new', 'run a pipeline with a role', 'iam:PassRole>codepipeline codepipeline:CreatePipeline+p'),
  path('codepipeline-update', 'change a pipeline that keeps a role', 'codepipeline:UpdatePipeline'),
  path('codestar-project', 'make a CodeStar project with a role', 'iam:PassRole>codestar codestar:CreateProject+p'),
  path(
    'imagebuilder-new',
    'build an image with a role',
    'iam:PassRole>ec2 imagebuilder:CreateComponent+c imagebuilder:CreateImageRecipe+r imagebuilder:CreateInfrastructureConfiguration+i imagebuilder:CreateImage+m',
  ),
  path(
    'gamelift-new',
    'run a fleet with a role',
    'iam:PassRole>gamelift gamelift:CreateBuild+b gamelift:CreateFleet+f gamelift:RequestUploadCredentials+b',
  ),

  path('glue-001', 'open a Glue development endpoint with a role', 'iam:PassRole>glue glue:CreateDevEndpoint+e'),
  path('glue-002', 'put one’s own key on a Glue development endpoint', 'glue:UpdateDevEndpoint'),
  path('glue-003', 'run a new Glue job with a role', 'iam:PassRole>glue glue:CreateJob+j glue:StartJobRun+j'),
  path('glue-004', 'trigger a new Glue job with a role', 'iam:PassRole>glue glue:CreateJob+j glue:CreateTrigger+t'),
  path('glue-005', 'change and run a Glue job with a role', 'iam:PassRole>glue glue:UpdateJob glue:StartJobRun'),
  path(
    'glue-006',
    'change and trigger a Glue job with a role',
    'iam:PassRole>glue glue:UpdateJob glue:CreateTrigger+t',
  ),
  path(
    'glue-session',
    'run statements in a Glue session with a role',
    'iam:PassRole>glue glue:CreateSession+s glue:RunStatement+s',
  ),
  path(
    'datapipeline-001',
    'run a data pipeline with a role',
    'iam:PassRole>datapipeline datapipeline:CreatePipeline+p datapipeline:PutPipelineDefinition+p datapipeline:ActivatePipeline+p',
  ),
  path('sagemaker-001', 'open a notebook with a role', 'iam:PassRole>sagemaker sagemaker:CreateNotebookInstance+n'),
  path('sagemaker-002', 'run a training job with a role', 'iam:PassRole>sagemaker sagemaker:CreateTrainingJob+j'),
  path('sagemaker-003', 'run a processing job with a role', 'iam:PassRole>sagemaker sagemaker:CreateProcessingJob+j'),
  path('sagemaker-004', 'open an existing notebook', 'sagemaker:CreatePresignedNotebookInstanceUrl'),
  path(
    'sagemaker-005',
    'put code into the start of an existing notebook',
    'sagemaker:CreateNotebookInstanceLifecycleConfig+c sagemaker:StopNotebookInstance sagemaker:UpdateNotebookInstance sagemaker:StartNotebookInstance',
  ),
  path(
    'elasticmapreduce-new',
    'run a cluster with a role',
    'iam:PassRole>elasticmapreduce elasticmapreduce:RunJobFlow+c',
  ),
  path(
    'emr-serverless-new',
    'run a job with a role',
    'iam:PassRole>emr-serverless emr-serverless:CreateApplication+a emr-serverless:StartJobRun+a',
  ),
  path(
    'kinesisanalytics-new',
    'run a stream application with a role',
    'iam:PassRole>kinesisanalytics kinesisanalytics:CreateApplication+a kinesisanalytics:StartApplication+a',
  ),
  path(
    'omics-new',
    'run a workflow with a role',
    'iam:PassRole>omics omics:CreateWorkflow+w omics:StartRun+r s3:GetObject',
  ),
  path('braket-new', 'run a hybrid job with a role', 'iam:PassRole>braket braket:CreateJob+j'),
  path(
    'bedrock-001',
    'run code in a new interpreter with a role',
    'iam:PassRole>bedrock-agentcore bedrock-agentcore:CreateCodeInterpreter+i bedrock-agentcore:StartCodeInterpreterSession+i bedrock-agentcore:InvokeCodeInterpreter+i',
  ),
  path(
    'bedrock-002',
    'run code in an existing interpreter',
    'bedrock-agentcore:StartCodeInterpreterSession bedrock-agentcore:InvokeCodeInterpreter',
  ),
  path(
    'bedrock-agent-runtime',
    'run a new agent runtime with a role',
    'iam:PassRole>bedrock-agentcore bedrock-agentcore:CreateAgentRuntime+r bedrock-agentcore:InvokeAgentRuntime+r',
  ),
  path(
    'bedrock-agent-runtime-update',
    'replace what an agent runtime with a role runs',
    'iam:PassRole>bedrock-agentcore bedrock-agentcore:UpdateAgentRuntime bedrock-agentcore:InvokeAgentRuntime',
  ),
];
