/** What a connector grants: statements of a managed policy, by what it is asked to permit. */
export type Grant = Readonly<
  Partial<Record<'Read' | 'Write', readonly (readonly [actions: string, resources: string])[]>>
>;

const tableRead =
  'dynamodb:GetItem dynamodb:Query dynamodb:Scan dynamodb:BatchGetItem dynamodb:ConditionCheckItem dynamodb:PartiQLSelect';
const tableWrite =
  'dynamodb:PutItem dynamodb:UpdateItem dynamodb:DeleteItem dynamodb:BatchWriteItem dynamodb:PartiQLDelete dynamodb:PartiQLInsert dynamodb:PartiQLUpdate';
const table: Grant = { Read: [[tableRead, 'd d/index/*']], Write: [[tableWrite, 'd d/index/*']] };

const bucketRead =
  's3:GetObject s3:GetObjectAcl s3:GetObjectLegalHold s3:GetObjectRetention s3:GetObjectTorrent s3:GetObjectVersion s3:GetObjectVersionAcl s3:GetObjectVersionForReplication s3:GetObjectVersionTorrent s3:ListBucket s3:ListBucketMultipartUploads s3:ListBucketVersions s3:ListMultipartUploadParts';
const bucketWrite =
  's3:AbortMultipartUpload s3:DeleteObject s3:DeleteObjectVersion s3:PutObject s3:PutObjectLegalHold s3:PutObjectRetention s3:RestoreObject';
const bucket: Grant = { Read: [[bucketRead, 'd d/*']], Write: [[bucketWrite, 'd d/*']] };

const invoke: Grant = { Write: [['lambda:InvokeAsync lambda:InvokeFunction', 'd']] };
const putEvents: Grant = { Write: [['events:PutEvents', 'd']] };
const publish: Grant = { Write: [['sns:Publish', 'd']] };
const synchronous = 'rule:StepFunctionsGetEventsForStepFunctionsExecutionRule';

/**
 * The managed policies by which a source (or, behind `<`, a destination) may do its work, by the two types of a
 * connector. `d` and `s` stand for the ARN of the destination and the source.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/reference-sam-connector.html
 */
export const grants: Readonly<Record<string, Grant>> = {
  'AWS::Lambda::Function>AWS::DynamoDB::Table': table,
  'AWS::Lambda::Function>AWS::Events::EventBus': putEvents,
  'AWS::Lambda::Function>AWS::Lambda::Function': invoke,
  'AWS::Lambda::Function>AWS::Location::PlaceIndex': {
    Read: [
      [
        'geo:DescribePlaceIndex geo:GetPlace geo:SearchPlaceIndexForPosition geo:SearchPlaceIndexForSuggestions geo:SearchPlaceIndexForText',
        'd',
      ],
    ],
  },
  'AWS::Lambda::Function>AWS::S3::Bucket': bucket,
  'AWS::Lambda::Function>AWS::SNS::Topic': publish,
  'AWS::Lambda::Function>AWS::SQS::Queue': {
    Read: [['sqs:ReceiveMessage sqs:GetQueueAttributes', 'd']],
    Write: [['sqs:DeleteMessage sqs:SendMessage sqs:ChangeMessageVisibility sqs:PurgeQueue', 'd']],
  },
  'AWS::Lambda::Function>AWS::StepFunctions::StateMachine': {
    Read: [
      ['states:DescribeStateMachine states:ListExecutions', 'd'],
      ['states:DescribeExecution states:DescribeStateMachineForExecution states:GetExecutionHistory', 'execution'],
    ],
    Write: [
      ['states:StartExecution states:StartSyncExecution', 'd'],
      ['states:StopExecution', 'execution'],
    ],
  },
  'AWS::StepFunctions::StateMachine>AWS::DynamoDB::Table': table,
  'AWS::StepFunctions::StateMachine>AWS::Events::EventBus': putEvents,
  'AWS::StepFunctions::StateMachine>AWS::Lambda::Function': invoke,
  'AWS::StepFunctions::StateMachine>AWS::S3::Bucket': bucket,
  'AWS::StepFunctions::StateMachine>AWS::SNS::Topic': publish,
  'AWS::StepFunctions::StateMachine>AWS::SQS::Queue': { Write: [['sqs:SendMessage', 'd']] },
  'AWS::StepFunctions::StateMachine>AWS::StepFunctions::StateMachine': {
    Read: [
      ['states:DescribeExecution', 'execution'],
      ['events:DescribeRule', synchronous],
    ],
    Write: [
      ['states:StartExecution', 'd'],
      ['states:StopExecution', 'execution'],
      ['events:PutTargets events:PutRule', synchronous],
    ],
  },
  'AWS::Events::Rule>AWS::Events::EventBus': putEvents,
  'AWS::Events::Rule>AWS::StepFunctions::StateMachine': { Write: [['states:StartExecution', 'd']] },
  'AWS::AppSync::DataSource>AWS::DynamoDB::Table': table,
  'AWS::AppSync::DataSource>AWS::Events::EventBus': putEvents,
  'AWS::AppSync::DataSource>AWS::Lambda::Function': {
    Write: [['lambda:InvokeAsync lambda:InvokeFunction', 'd d:*']],
  },
  '<AWS::SQS::Queue>AWS::Lambda::Function': {
    Read: [['sqs:ReceiveMessage sqs:GetQueueAttributes', 's']],
    Write: [['sqs:DeleteMessage', 's']],
  },
  '<AWS::DynamoDB::Table>AWS::Lambda::Function': {
    Read: [
      ['dynamodb:DescribeStream dynamodb:GetRecords dynamodb:GetShardIterator dynamodb:ListStreams', 's/stream/*'],
    ],
  },
};

/** The service that calls a function for a source, and how the permission names the source. */
export const callers: Readonly<
  Record<string, { readonly principal: string; readonly source: 'arn' | 'api' | 'graphql' | 'bucket' }>
> = {
  'AWS::ApiGateway::RestApi': { principal: 'apigateway.amazonaws.com', source: 'api' },
  'AWS::ApiGatewayV2::Api': { principal: 'apigateway.amazonaws.com', source: 'api' },
  'AWS::AppSync::GraphQLApi': { principal: 'appsync.amazonaws.com', source: 'graphql' },
  'AWS::Events::Rule': { principal: 'events.amazonaws.com', source: 'arn' },
  'AWS::S3::Bucket': { principal: 's3.amazonaws.com', source: 'bucket' },
  'AWS::SNS::Topic': { principal: 'sns.amazonaws.com', source: 'arn' },
};

/** The sources that send to a queue or publish to a topic by its resource policy. */
export const senders: Readonly<Record<string, string>> = {
  'AWS::Events::Rule>AWS::SNS::Topic': 'events.amazonaws.com',
  'AWS::Events::Rule>AWS::SQS::Queue': 'events.amazonaws.com',
  'AWS::SNS::Topic>AWS::SQS::Queue': 'sns.amazonaws.com',
};
