/**
 * What each SAM resource and event may have: `name:kind` with the kinds text (string: no number), list, map, boolean, number and any; `a|b`
 * allows both. An intrinsic function is allowed everywhere but behind `!`.
 * @see https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-resources-and-properties.html
 */
const table: Readonly<Record<string, string>> = {
  'AWS::Serverless::Function': `FunctionName:text Handler:text Runtime:text CodeUri:any ImageUri:text PackageType:text
    InlineCode:text DeadLetterQueue:map Description:text MemorySize:any Timeout:any VpcConfig:map Role:string
    AssumeRolePolicyDocument:map Policies:any RolePath:text PermissionsBoundary:text Environment:map Events:map Tags:map
    PropagateTags:any Tracing:text KmsKeyArn:text DeploymentPreference:map ReservedConcurrentExecutions:any Layers:list
    EventInvokeConfig:map EphemeralStorage:map AutoPublishAlias:any AutoPublishCodeSha256:any
    AutoPublishAliasAllProperties:boolean! VersionDescription:any VersionDeletionPolicy:text
    ProvisionedConcurrencyConfig:map FileSystemConfigs:list ImageConfig:map CodeSigningConfigArn:text Architectures:list
    SnapStart:map FunctionUrlConfig:map RuntimeManagementConfig:map LoggingConfig:map RecursiveLoop:text
    SourceKMSKeyArn:text TenancyConfig:map DurableConfig:map CapacityProviderConfig:map FunctionScalingConfig:map
    PublishToLatestPublished:any`,
  'AWS::Serverless::Api': `Name:text StageName:text Tags:map DefinitionBody:map DefinitionUri:any MergeDefinitions:any
    CacheClusterEnabled:any CacheClusterSize:any Variables:map EndpointConfiguration:any MethodSettings:list
    BinaryMediaTypes:list MinimumCompressionSize:any Cors:any Auth:map GatewayResponses:map AccessLogSetting:map
    CanarySetting:map TracingEnabled:any OpenApiVersion:any Models:map Domain:map FailOnWarnings:any Description:text
    Mode:text DisableExecuteApiEndpoint:any ApiKeySourceType:text AlwaysDeploy:boolean PropagateTags:any Policy:map
    SecurityPolicy:text EndpointAccessMode:text`,
  'AWS::Serverless::HttpApi': `Name:text Description:text StageName:text DefinitionBody:map DefinitionUri:any
    StageVariables:map CorsConfiguration:any AccessLogSettings:map Auth:map Tags:map DefaultRouteSettings:map
    RouteSettings:map Domain:map FailOnWarnings:boolean DisableExecuteApiEndpoint:boolean PropagateTags:any`,
};

const events: Readonly<Record<string, string>> = {
  Api: `Path:text Method:text RestApiId:any Auth:map RequestModel:map RequestParameters:list Stage:any
    TimeoutInMillis:any ResponseTransferMode:text UnescapeMappingTemplate:any`,
  HttpApi: `Path:text Method:text ApiId:any Auth:map TimeoutInMillis:any PayloadFormatVersion:any RouteSettings:map
    Stage:any`,
  S3: 'Bucket:any Events:text!|list! Filter:map',
  SNS: 'Topic:any Region:text FilterPolicy:map FilterPolicyScope:text SqsSubscription:any RedrivePolicy:map',
  DynamoDB: `Stream:text BatchSize:any Enabled:any StartingPosition:text StartingPositionTimestamp:any
    FilterCriteria:map MaximumBatchingWindowInSeconds:any MaximumRetryAttempts:any BisectBatchOnFunctionError:any
    MaximumRecordAgeInSeconds:any DestinationConfig:map ParallelizationFactor:any TumblingWindowInSeconds:any
    FunctionResponseTypes:list KmsKeyArn:text MetricsConfig:map`,
  MQ: `Broker:text Queues:list BatchSize:any Enabled:any FilterCriteria:map MaximumBatchingWindowInSeconds:any
    SourceAccessConfigurations:list SecretsManagerKmsKeyId:text DynamicPolicyName:boolean KmsKeyArn:text
    ConsumerGroupId:any`,
  MSK: `Stream:text Topics:list StartingPosition:text StartingPositionTimestamp:any BatchSize:any Enabled:any
    FilterCriteria:map MaximumBatchingWindowInSeconds:any SourceAccessConfigurations:list ConsumerGroupId:text
    DestinationConfig:map KmsKeyArn:text ProvisionedPollerConfig:map SchemaRegistryConfig:map MetricsConfig:map
    LoggingConfig:map BisectBatchOnFunctionError:any FunctionResponseTypes:list MaximumRecordAgeInSeconds:any
    MaximumRetryAttempts:any`,
  SelfManagedKafka: `KafkaBootstrapServers:list Topics:any SourceAccessConfigurations:any ConsumerGroupId:text
    StartingPosition:text StartingPositionTimestamp:any BatchSize:any Enabled:any FilterCriteria:map
    SecretsManagerKmsKeyId:text KmsKeyArn:text ProvisionedPollerConfig:map SchemaRegistryConfig:map MetricsConfig:map
    LoggingConfig:map MaximumBatchingWindowInSeconds:any DestinationConfig:map BisectBatchOnFunctionError:any
    FunctionResponseTypes:list MaximumRecordAgeInSeconds:any MaximumRetryAttempts:any`,
};

const parsed = new Map<string, ReadonlyMap<string, readonly string[]>>();

/** Kinds by property, of a resource type or of an event type; `undefined` where they are not listed. */
export const propertyKinds = (type: string): ReadonlyMap<string, readonly string[]> | undefined => {
  const known = parsed.get(type);
  const text = table[type] ?? events[type];
  if (known || text === undefined) return known;
  const kinds = new Map(
    text.split(/\s+/).map((entry) => {
      const [name = '', kinds = 'any'] = entry.split(':');
      return [name, kinds.split('|')];
    }),
  );
  parsed.set(type, kinds);
  return kinds;
};
