import { isObject, type Json, type JsonObject } from '../../json.ts';

/**
 * The policy templates of AWS SAM, one paragraph each: a statement is a service with its actions, what it is allowed
 * `on` (the part of the ARN behind account and Region; another service is named with `!`, no account with `::`) and
 * what must hold (`if` operator key value). `{Name}` is a parameter.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-policy-template-list.html
 */
const table = `
AMIDescribePolicy
  ec2: DescribeImages
    on *
AWSSecretsManagerGetSecretValuePolicy
  secretsmanager: GetSecretValue
    on {SecretArn}
AWSSecretsManagerRotationPolicy
  secretsmanager: DescribeSecret GetSecretValue PutSecretValue UpdateSecretVersionStage
    on secret:*
    if StringEquals secretsmanager:resource/AllowRotationLambdaArn lambda!function:{FunctionName}
  secretsmanager: GetRandomPassword
    on *
AcmGetCertificatePolicy
  acm: GetCertificate
    on {CertificateArn}
AthenaQueryPolicy
  athena: ListWorkGroups GetExecutionEngine GetExecutionEngines GetNamespace GetCatalogs GetNamespaces GetTables
    + GetTable
    on *
  athena: StartQueryExecution GetQueryResults DeleteNamedQuery GetNamedQuery ListQueryExecutions
    + StopQueryExecution GetQueryResultsStream ListNamedQueries CreateNamedQuery GetQueryExecution
    + BatchGetNamedQuery BatchGetQueryExecution GetWorkGroup
    on workgroup/{WorkGroupName}
CloudFormationDescribeStacksPolicy
  cloudformation: DescribeStacks
    on stack/*
CloudWatchDashboardPolicy
  cloudwatch: GetDashboard ListDashboards PutDashboard ListMetrics
    on *
CloudWatchDescribeAlarmHistoryPolicy
  cloudwatch: DescribeAlarmHistory
    on *
CloudWatchPutMetricPolicy
  cloudwatch: PutMetricData
    on *
CodeCommitCrudPolicy
  codecommit: GitPull GitPush CreateBranch DeleteBranch GetBranch ListBranches MergeBranchesByFastForward
    + MergeBranchesBySquash MergeBranchesByThreeWay UpdateDefaultBranch BatchDescribeMergeConflicts
    + CreateUnreferencedMergeCommit DescribeMergeConflicts GetMergeCommit GetMergeOptions BatchGetPullRequests
    + CreatePullRequest DescribePullRequestEvents GetCommentsForPullRequest GetCommitsFromMergeBase
    + GetMergeConflicts GetPullRequest ListPullRequests MergePullRequestByFastForward MergePullRequestBySquash
    + MergePullRequestByThreeWay PostCommentForPullRequest UpdatePullRequestDescription UpdatePullRequestStatus
    + UpdatePullRequestTitle DeleteFile GetBlob GetFile GetFolder PutFile DeleteCommentContent GetComment
    + GetCommentsForComparedCommit PostCommentForComparedCommit PostCommentReply UpdateComment BatchGetCommits
    + CreateCommit GetCommit GetCommitHistory GetDifferences GetObjectIdentifier GetReferences GetTree
    + GetRepository UpdateRepositoryDescription ListTagsForResource TagResource UntagResource
    + GetRepositoryTriggers PutRepositoryTriggers TestRepositoryTriggers GetBranch GetCommit UploadArchive
    + GetUploadArchiveStatus CancelUploadArchive
    on {RepositoryName}
CodeCommitReadPolicy
  codecommit: GitPull GetBranch ListBranches BatchDescribeMergeConflicts DescribeMergeConflicts GetMergeCommit
    + GetMergeOptions BatchGetPullRequests DescribePullRequestEvents GetCommentsForPullRequest
    + GetCommitsFromMergeBase GetMergeConflicts GetPullRequest ListPullRequests GetBlob GetFile GetFolder
    + GetComment GetCommentsForComparedCommit BatchGetCommits GetCommit GetCommitHistory GetDifferences
    + GetObjectIdentifier GetReferences GetTree GetRepository ListTagsForResource GetRepositoryTriggers
    + TestRepositoryTriggers GetBranch GetCommit GetUploadArchiveStatus
    on {RepositoryName}
CodePipelineLambdaExecutionPolicy
  codepipeline: PutJobSuccessResult PutJobFailureResult
    on *
CodePipelineReadOnlyPolicy
  codepipeline: ListPipelineExecutions
    on {PipelineName}
ComprehendBasicAccessPolicy
  comprehend: BatchDetectKeyPhrases DetectDominantLanguage DetectEntities BatchDetectEntities DetectKeyPhrases
    + DetectSentiment BatchDetectDominantLanguage BatchDetectSentiment
    on *
CostExplorerReadOnlyPolicy
  ce: GetCostAndUsage GetDimensionValues GetReservationCoverage GetReservationPurchaseRecommendation
    + GetReservationUtilization GetTags
    on *
DynamoDBBackupFullAccessPolicy
  dynamodb: CreateBackup DescribeContinuousBackups
    on table/{TableName}
  dynamodb: DeleteBackup DescribeBackup ListBackups
    on table/{TableName}/backup/*
DynamoDBCrudPolicy
  dynamodb: GetItem DeleteItem PutItem Scan Query UpdateItem BatchWriteItem BatchGetItem DescribeTable
    + ConditionCheckItem
    on table/{TableName} table/{TableName}/index/*
DynamoDBReadPolicy
  dynamodb: GetItem Scan Query BatchGetItem DescribeTable
    on table/{TableName} table/{TableName}/index/*
DynamoDBReconfigurePolicy
  dynamodb: UpdateTable
    on table/{TableName}
DynamoDBRestoreFromBackupPolicy
  dynamodb: RestoreTableFromBackup
    on table/{TableName}/backup/*
  dynamodb: PutItem UpdateItem DeleteItem GetItem Query Scan BatchWriteItem
    on table/{TableName}
DynamoDBStreamReadPolicy
  dynamodb: DescribeStream GetRecords GetShardIterator
    on table/{TableName}/stream/{StreamName}
  dynamodb: ListStreams
    on table/{TableName}/stream/*
DynamoDBWritePolicy
  dynamodb: PutItem UpdateItem BatchWriteItem
    on table/{TableName} table/{TableName}/index/*
EC2CopyImagePolicy
  ec2: CopyImage
    on image/{ImageId}
EC2DescribePolicy
  ec2: DescribeRegions DescribeInstances
    on *
EFSWriteAccessPolicy
  elasticfilesystem: ClientMount ClientWrite
    on file-system/{FileSystem}
    if StringEquals elasticfilesystem:AccessPointArn access-point/{AccessPoint}
EKSDescribePolicy
  eks: DescribeCluster ListClusters
    on *
EcsRunTaskPolicy
  ecs: RunTask
    on task-definition/{TaskDefinition}
ElasticMapReduceAddJobFlowStepsPolicy
  elasticmapreduce: AddJobFlowSteps
    on cluster/{ClusterId}
ElasticMapReduceCancelStepsPolicy
  elasticmapreduce: CancelSteps
    on cluster/{ClusterId}
ElasticMapReduceModifyInstanceFleetPolicy
  elasticmapreduce: ModifyInstanceFleet ListInstanceFleets
    on cluster/{ClusterId}
ElasticMapReduceModifyInstanceGroupsPolicy
  elasticmapreduce: ModifyInstanceGroups ListInstanceGroups
    on cluster/{ClusterId}
ElasticMapReduceSetTerminationProtectionPolicy
  elasticmapreduce: SetTerminationProtection
    on cluster/{ClusterId}
ElasticMapReduceTerminateJobFlowsPolicy
  elasticmapreduce: TerminateJobFlows
    on cluster/{ClusterId}
ElasticsearchHttpPostPolicy
  es: ESHttpPost ESHttpPut
    on domain/{DomainName}/*
EventBridgePutEventsPolicy
  events: PutEvents
    on event-bus/{EventBusName}
FilterLogEventsPolicy
  logs: FilterLogEvents
    on log-group:{LogGroupName}:log-stream:*
FirehoseCrudPolicy
  firehose: CreateDeliveryStream DeleteDeliveryStream DescribeDeliveryStream PutRecord PutRecordBatch
    + UpdateDestination
    on deliverystream/{DeliveryStreamName}
FirehoseWritePolicy
  firehose: PutRecord PutRecordBatch
    on deliverystream/{DeliveryStreamName}
KMSDecryptPolicy
  kms: Decrypt
    on key/{KeyId}
KMSEncryptPolicy
  kms: Encrypt
    on key/{KeyId}
KMSEncryptPolicy_v2
  kms: Encrypt GenerateDataKey GenerateDataKeyWithoutPlaintext GenerateDataKeyPair
    + GenerateDataKeyPairWithoutPlaintext
    on key/{KeyId}
KinesisCrudPolicy
  kinesis: AddTagsToStream CreateStream DecreaseStreamRetentionPeriod DeleteStream DescribeStream
    + DescribeStreamSummary GetShardIterator IncreaseStreamRetentionPeriod ListTagsForStream MergeShards
    + PutRecord PutRecords SplitShard RemoveTagsFromStream
    on stream/{StreamName}
KinesisStreamReadPolicy
  kinesis: ListStreams DescribeLimits
    on stream/*
  kinesis: DescribeStream DescribeStreamSummary GetRecords GetShardIterator
    on stream/{StreamName}
LambdaInvokePolicy
  lambda: InvokeFunction
    on function:{FunctionName}*
MobileAnalyticsWriteOnlyAccessPolicy
  mobileanalytics: PutEvents
    on *
OrganizationsListAccountsPolicy
  organizations: ListAccounts
    on *
PinpointEndpointAccessPolicy
  mobiletargeting: GetEndpoint UpdateEndpoint UpdateEndpointsBatch
    on apps/{PinpointApplicationId}/endpoints/*
PollyFullAccessPolicy
  polly: GetLexicon DeleteLexicon
    on lexicon/{LexiconName}
  polly: DescribeVoices ListLexicons PutLexicon SynthesizeSpeech
    on lexicon/*
RekognitionDetectOnlyPolicy
  rekognition: DetectFaces DetectLabels DetectModerationLabels DetectText
    on *
RekognitionFacesManagementPolicy
  rekognition: IndexFaces DeleteFaces SearchFaces SearchFacesByImage ListFaces
    on collection/{CollectionId}
RekognitionFacesPolicy
  rekognition: CompareFaces DetectFaces
    on *
RekognitionLabelsPolicy
  rekognition: DetectLabels DetectModerationLabels
    on *
RekognitionNoDataAccessPolicy
  rekognition: CompareFaces DetectFaces DetectLabels DetectModerationLabels
    on collection/{CollectionId}
RekognitionReadPolicy
  rekognition: ListCollections ListFaces SearchFaces SearchFacesByImage
    on collection/{CollectionId}
RekognitionWriteOnlyAccessPolicy
  rekognition: CreateCollection IndexFaces
    on collection/{CollectionId}
Route53ChangeResourceRecordSetsPolicy
  route53: ChangeResourceRecordSets
    on ::hostedzone/{HostedZoneId}
S3CrudPolicy
  s3: GetObject ListBucket GetBucketLocation GetObjectVersion PutObject PutObjectAcl GetLifecycleConfiguration
    + PutLifecycleConfiguration DeleteObject
    on ::{BucketName} ::{BucketName}/*
S3FullAccessPolicy
  s3: GetObject GetObjectAcl GetObjectVersion PutObject PutObjectAcl DeleteObject DeleteObjectTagging
    + DeleteObjectVersionTagging GetObjectTagging GetObjectVersionTagging PutObjectTagging
    + PutObjectVersionTagging
    on ::{BucketName}/*
  s3: ListBucket GetBucketLocation GetLifecycleConfiguration PutLifecycleConfiguration
    on ::{BucketName}
S3ReadPolicy
  s3: GetObject ListBucket GetBucketLocation GetObjectVersion GetLifecycleConfiguration
    on ::{BucketName} ::{BucketName}/*
S3WritePolicy
  s3: PutObject PutObjectAcl PutLifecycleConfiguration
    on ::{BucketName} ::{BucketName}/*
SESBulkTemplatedCrudPolicy
  ses: GetIdentityVerificationAttributes SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail
    + VerifyEmailIdentity
    on identity/{IdentityName}
SESBulkTemplatedCrudPolicy_v2
  ses: SendEmail SendRawEmail SendTemplatedEmail SendBulkTemplatedEmail
    on identity/{IdentityName} template/{TemplateName}
  ses: GetIdentityVerificationAttributes VerifyEmailIdentity
    on *
SESCrudPolicy
  ses: GetIdentityVerificationAttributes SendEmail SendRawEmail VerifyEmailIdentity
    on identity/{IdentityName}
SESEmailTemplateCrudPolicy
  ses: CreateTemplate GetTemplate ListTemplates UpdateTemplate DeleteTemplate TestRenderTemplate
    on *
SESSendBouncePolicy
  ses: SendBounce
    on identity/{IdentityName}
SNSCrudPolicy
  sns: ListSubscriptionsByTopic CreateTopic SetTopicAttributes Subscribe Publish
    on {TopicName}*
SNSPublishMessagePolicy
  sns: Publish
    on {TopicName}
SQSPollerPolicy
  sqs: ChangeMessageVisibility ChangeMessageVisibilityBatch DeleteMessage DeleteMessageBatch GetQueueAttributes
    + ReceiveMessage
    on {QueueName}
SQSSendMessagePolicy
  sqs: SendMessage*
    on {QueueName}
SSMParameterReadPolicy
  ssm: DescribeParameters
    on *
  ssm: GetParameters GetParameter GetParametersByPath
    on parameter/{ParameterName}
SSMParameterWithSlashPrefixReadPolicy
  ssm: DescribeParameters
    on *
  ssm: GetParameters GetParameter GetParametersByPath
    on parameter{ParameterName}
SageMakerCreateEndpointConfigPolicy
  sagemaker: CreateEndpointConfig
    on endpoint-config/{EndpointConfigName}
SageMakerCreateEndpointPolicy
  sagemaker: CreateEndpoint
    on endpoint/{EndpointName}
ServerlessRepoReadWriteAccessPolicy
  serverlessrepo: CreateApplication CreateApplicationVersion UpdateApplication GetApplication ListApplications
    + ListApplicationVersions ListApplicationDependencies
    on applications/*
StepFunctionsCallbackPolicy
  states: SendTaskFailure SendTaskHeartbeat SendTaskSuccess
    on stateMachine:{StateMachineName}
StepFunctionsExecutionPolicy
  states: StartExecution
    on stateMachine:{StateMachineName}
StepFunctionsExecutionPolicy_v2
  states: StartExecution StartSyncExecution
    on stateMachine:{StateMachineName}
TextractDetectAnalyzePolicy
  textract: DetectDocumentText StartDocumentTextDetection StartDocumentAnalysis AnalyzeDocument
    on *
TextractGetResultPolicy
  textract: GetDocumentTextDetection GetDocumentAnalysis
    on *
TextractPolicy
  textract: *
    on *
VPCAccessPolicy
  ec2: CreateNetworkInterface DeleteNetworkInterface DescribeNetworkInterfaces DetachNetworkInterface
    on *
`;

interface StatementTemplate {
  readonly service: string;
  readonly actions: string[];
  readonly resources: string[];
  readonly conditions: (readonly [operator: string, key: string, value: string])[];
}

const templates = new Map<string, readonly StatementTemplate[]>();

const parseTable = (): void => {
  let statements: StatementTemplate[] = [];
  for (const line of table.trim().split('\n')) {
    const [first = '', ...rest] = line.trim().split(' ');
    const statement = statements.at(-1);
    if (!line.startsWith(' ')) {
      statements = [];
      templates.set(first, statements);
    } else if (first === '+') statement?.actions.push(...rest);
    else if (first === 'on') statement?.resources.push(...rest);
    else if (first === 'if') statement?.conditions.push([rest[0] ?? '', rest[1] ?? '', rest[2] ?? '']);
    else statements.push({ service: first.slice(0, -1), actions: rest, resources: [], conditions: [] });
  }
};

const hole = /\{([A-Za-z]+)\}/g;

/** The parameters a policy template takes, or `undefined` for a name that is no policy template. */
export const policyTemplateParameters = (name: string): readonly string[] | undefined => {
  if (templates.size === 0) parseTable();
  const statements = templates.get(name);
  if (!statements) return undefined;
  const texts = statements.flatMap(({ resources, conditions }) => [
    ...resources,
    ...conditions.map(([, , text]) => text),
  ]);
  return [...new Set(texts.flatMap((text) => [...text.matchAll(hole)].map((match) => match[1] ?? '')))];
};

const resourceOf = (service: string, text: string, values: JsonObject): Json => {
  if (text === '*') return text;
  const used = Object.fromEntries([...text.matchAll(hole)].map(([, name = '']) => [name, values[name] ?? '']));
  const [other, rest] = text.includes('!')
    ? [text.slice(0, text.indexOf('!')), text.slice(text.indexOf('!') + 1)]
    : [service, text];
  const place = rest.startsWith('::') ? '::' : '${AWS::Region}:${AWS::AccountId}:';
  const tail = rest.replace(/^::/, '').replace(hole, '$${$1}');
  const whole = /^\{[A-Za-z]+\}$/.test(text) && /Arn\}$/.test(text);
  const sub = whole ? tail : `arn:\${AWS::Partition}:${other}:${place}${tail}`;
  return { 'Fn::Sub': Object.keys(used).length > 0 ? [sub, used] : sub };
};

/** The policy document of a policy template with its parameters filled in. */
export const policyTemplateDocument = (name: string, values: Json): JsonObject => {
  const given = isObject(values) ? values : {};
  return {
    Statement: (templates.get(name) ?? []).map(({ service, actions, resources, conditions }) => ({
      Effect: 'Allow',
      Action: actions.map((action) => `${service}:${action}`),
      Resource: resources.map((text) => resourceOf(service, text, given)),
      ...(conditions.length === 0
        ? {}
        : {
            Condition: Object.fromEntries(
              conditions.map(([operator, key, text]) => [operator, { [key]: resourceOf(service, text, given) }]),
            ),
          }),
    })),
  };
};
