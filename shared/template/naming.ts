import type { AccountId, Arn } from '../arn.ts';
import {
  apiArn,
  bucketArn,
  eventBusArn,
  eventSourceMappingArn,
  logGroupArn,
  parameterArn,
  policyArn,
  queueArn,
  ruleArn,
  scheduleArn,
  secretArn,
  stateMachineArn,
  streamArn,
  tableArn,
  topicArn,
} from '../trail/arns.ts';

/** Where a stack is deployed. What nobody said is a placeholder of the right form, never a guess at a real place. */
export interface Place {
  readonly partition: string;
  readonly account: AccountId;
  readonly region: string;
  readonly stackName: string | undefined;
}

export const placeholderAccount = '000000000000' as AccountId;
export const placeholderRegion = 'any-region-1';

/** Whether nobody said to which account this is deployed. */
export const isPlaceholder = ({ account }: Place): boolean => account === placeholderAccount;

/** What a resource is called once it is deployed, as far as the template decides it. */
export interface Identity {
  readonly name: string;
  readonly arn: Arn;
  /** What `Ref` answers. */
  readonly ref: string;
  /** What `Fn::GetAtt` answers beside `Arn`. */
  readonly attributes: Readonly<Record<string, string>>;
}

interface Naming {
  /** The property that names the resource; without one, CloudFormation makes up a name. */
  readonly property?: string;
  readonly arn: (place: Place, name: string, properties: Texts) => Arn;
  /** What `Ref` answers: the name unless said otherwise. */
  readonly ref?: 'arn' | ((place: Place, name: string) => string);
  /** Attributes that are the name. */
  readonly named?: readonly string[];
  readonly attributes?: (place: Place, name: string, arn: Arn) => Readonly<Record<string, string>>;
}

/** A property as text, where it is one. */
export type Texts = (property: string) => string | undefined;

const made = (service: string, resource: (name: string) => string) => (place: Place, name: string) =>
  `arn:${place.partition}:${service}:${place.region}:${place.account}:${resource(name)}` as Arn;

const identity = (kind: string) => (place: Place, name: string, text: Texts) => {
  const path = text('Path') ?? '/';
  return `arn:${place.partition}:iam::${place.account}:${kind}${path.endsWith('/') ? path : `${path}/`}${name}` as Arn;
};

const lambda = made('lambda', (name) => `function:${name}`);
const qualified = (place: Place, name: string, text: Texts, qualifier: string): Arn => {
  const target = text('FunctionName') ?? name;
  const arn = target.startsWith('arn:') ? target.split(':').slice(0, 7).join(':') : lambda(place, target);
  return `${arn}:${qualifier}` as Arn;
};

/**
 * How the types that rules look at are named.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
const namings: Readonly<Record<string, Naming>> = {
  'AWS::Lambda::Function': { property: 'FunctionName', arn: lambda },
  'AWS::Lambda::Alias': {
    property: 'Name',
    arn: (place, name, text) => qualified(place, name, text, name),
    ref: 'arn',
  },
  'AWS::Lambda::Version': {
    arn: (place, name, text) => qualified(place, name, text, '1'),
    ref: 'arn',
    attributes: () => ({ Version: '1' }),
  },
  'AWS::Lambda::LayerVersion': {
    property: 'LayerName',
    arn: made('lambda', (name) => `layer:${name}:1`),
    ref: 'arn',
    attributes: (_, __, arn) => ({ LayerVersionArn: arn }),
  },
  'AWS::Lambda::EventSourceMapping': {
    arn: eventSourceMappingArn,
    attributes: (_, __, arn) => ({ EventSourceMappingArn: arn }),
  },
  'AWS::Lambda::CodeSigningConfig': {
    arn: made('lambda', (name) => `code-signing-config:${name}`),
    ref: 'arn',
    attributes: (_, __, arn) => ({ CodeSigningConfigArn: arn }),
  },
  'AWS::IAM::Role': { property: 'RoleName', arn: identity('role') },
  'AWS::IAM::User': { property: 'UserName', arn: identity('user') },
  'AWS::IAM::Group': { property: 'GroupName', arn: identity('group') },
  'AWS::IAM::ManagedPolicy': {
    property: 'ManagedPolicyName',
    arn: (place, name, text) => policyArn(place, name, text('Path') ?? '/'),
    ref: 'arn',
    attributes: (_, __, arn) => ({ PolicyArn: arn }),
  },
  'AWS::IAM::OIDCProvider': {
    arn: (place, _, text) =>
      `arn:${place.partition}:iam::${place.account}:oidc-provider/${(text('Url') ?? '').replace(/^https:\/\//, '')}` as Arn,
    ref: 'arn',
  },
  'AWS::IAM::SAMLProvider': { property: 'Name', arn: identity('saml-provider'), ref: 'arn' },
  'AWS::S3::Bucket': { property: 'BucketName', arn: bucketArn },
  'AWS::SQS::Queue': {
    property: 'QueueName',
    arn: queueArn,
    named: ['QueueName'],
    ref: (place, name) => `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}`,
    attributes: (place, name) => ({ QueueUrl: `https://sqs.${place.region}.amazonaws.com/${place.account}/${name}` }),
  },
  'AWS::SNS::Topic': {
    property: 'TopicName',
    arn: topicArn,
    ref: 'arn',
    named: ['TopicName'],
    attributes: (_, __, arn) => ({ TopicArn: arn }),
  },
  'AWS::DynamoDB::Table': {
    property: 'TableName',
    arn: tableArn,
    attributes: (_, __, arn) => ({ StreamArn: `${arn}/stream/latest` }),
  },
  'AWS::DynamoDB::GlobalTable': {
    property: 'TableName',
    arn: tableArn,
    attributes: (_, __, arn) => ({ StreamArn: `${arn}/stream/latest` }),
  },
  'AWS::Kinesis::Stream': { property: 'Name', arn: streamArn },
  'AWS::Kinesis::StreamConsumer': {
    property: 'ConsumerName',
    arn: (_, name, text) => `${text('StreamARN') ?? ''}/consumer/${name}:1` as Arn,
    ref: 'arn',
    attributes: (_, __, arn) => ({ ConsumerARN: arn }),
  },
  'AWS::StepFunctions::StateMachine': {
    property: 'StateMachineName',
    arn: stateMachineArn,
    ref: 'arn',
    named: ['Name'],
  },
  'AWS::StepFunctions::StateMachineAlias': {
    property: 'Name',
    arn: made('states', (name) => `stateMachine:${name}`),
    ref: 'arn',
  },
  'AWS::Events::EventBus': { property: 'Name', arn: eventBusArn, named: ['Name'] },
  'AWS::Events::Rule': { property: 'Name', arn: (place, name, text) => ruleArn(place, name, text('EventBusName')) },
  'AWS::Events::Connection': { property: 'Name', arn: made('events', (name) => `connection/${name}`) },
  'AWS::Events::ApiDestination': { property: 'Name', arn: made('events', (name) => `api-destination/${name}`) },
  'AWS::Events::Archive': { property: 'ArchiveName', arn: made('events', (name) => `archive/${name}`) },
  'AWS::Scheduler::Schedule': {
    property: 'Name',
    arn: (place, name, text) => scheduleArn(place, name, text('GroupName') ?? 'default'),
  },
  'AWS::Pipes::Pipe': { property: 'Name', arn: made('pipes', (name) => `pipe/${name}`) },
  'AWS::Logs::LogGroup': {
    property: 'LogGroupName',
    arn: logGroupArn,
    attributes: (_, __, arn) => ({ Arn: `${arn}:*` }),
  },
  'AWS::KMS::Key': { arn: made('kms', (name) => `key/${name}`), named: ['KeyId'] },
  'AWS::KMS::ReplicaKey': { arn: made('kms', (name) => `key/${name}`), named: ['KeyId'] },
  'AWS::KMS::Alias': { property: 'AliasName', arn: made('kms', (name) => name) },
  'AWS::SecretsManager::Secret': {
    property: 'Name',
    arn: secretArn,
    ref: 'arn',
    attributes: (_, __, arn) => ({ Id: arn }),
  },
  'AWS::SSM::Parameter': { property: 'Name', arn: parameterArn },
  'AWS::ECR::Repository': { property: 'RepositoryName', arn: made('ecr', (name) => `repository/${name}`) },
  'AWS::ApiGateway::RestApi': {
    arn: (place, name) => apiArn(place, 1, name),
    named: ['RestApiId'],
    attributes: () => ({ RootResourceId: 'root' }),
  },
  'AWS::ApiGatewayV2::Api': { arn: (place, name) => apiArn(place, 2, name), named: ['ApiId'] },
  'AWS::AppSync::GraphQLApi': { arn: made('appsync', (name) => `apis/${name}`), ref: 'arn', named: ['ApiId'] },
  'AWS::Cognito::UserPool': {
    arn: made('cognito-idp', (name) => `userpool/${name}`),
    named: ['UserPoolId'],
    attributes: (place, name) => ({ ProviderName: `cognito-idp.${place.region}.amazonaws.com/${name}` }),
  },
  'AWS::Cognito::IdentityPool': { arn: made('cognito-identity', (name) => `identitypool/${name}`), named: ['Name'] },
  'AWS::IoT::TopicRule': { property: 'RuleName', arn: made('iot', (name) => `rule/${name}`) },
  'AWS::CloudTrail::Trail': { property: 'TrailName', arn: made('cloudtrail', (name) => `trail/${name}`) },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    property: 'Name',
    arn: made('elasticloadbalancing', (name) => `targetgroup/${name}/1`),
    ref: 'arn',
    named: ['TargetGroupName'],
  },
};

/** What a resource will be called. `text` reads its properties; a name that is not known yet is the logical id. */
export const identityOf = (type: string, logicalId: string, place: Place, text: Texts): Identity => {
  const naming = namings[type];
  const generated = place.stackName === undefined ? logicalId : `${place.stackName}-${logicalId}`;
  const name = (naming?.property === undefined ? undefined : text(naming.property)) ?? generated;
  const [, service = 'unknown', kind = 'resource'] = type.split('::');
  const arn =
    naming?.arn(place, name, text) ?? made(service.toLowerCase(), () => `${kind.toLowerCase()}/${name}`)(place, name);
  const ref = naming?.ref === 'arn' ? arn : (naming?.ref?.(place, name) ?? name);
  return {
    name,
    arn,
    ref,
    attributes: {
      Arn: arn,
      ...Object.fromEntries((naming?.named ?? []).map((attribute) => [attribute, name])),
      ...naming?.attributes?.(place, name, arn),
    },
  };
};
