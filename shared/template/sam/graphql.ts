import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { s3Location } from './code.ts';
import { connectResources } from './connector.ts';
import {
  alphanumeric,
  attributeOf,
  compact,
  type Draft,
  inherited,
  isIntrinsic,
  make,
  pick,
  refTo,
  type Sam,
  SamError,
  subText,
  tagList,
} from './context.ts';
import { trustOf } from './role.ts';

const authTypes = ['API_KEY', 'AWS_IAM', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA'];

const providerOf = (provider: JsonObject, path: Path, additional: boolean): JsonObject => {
  const type = provider['Type'];
  if (!isIntrinsic(type) && !authTypes.includes(String(type))) {
    throw new SamError([...path, 'Type'], `Type is ${gotOf(type)}, allowed are ${authTypes.join(', ')}`);
  }
  const pool = isObject(provider['UserPool']) ? { ...provider['UserPool'] } : undefined;
  if (additional && pool) delete pool['DefaultAction'];
  return compact({
    AuthenticationType: type,
    LambdaAuthorizerConfig: provider['LambdaAuthorizer'],
    OpenIDConnectConfig: provider['OpenIDConnect'],
    UserPoolConfig: pool,
  });
};

const makeAuth = (sam: Sam, draft: Draft): JsonObject => {
  const path = [...draft.path, 'Properties', 'Auth'];
  const auth = draft.properties['Auth'];
  if (!isObject(auth)) throw new SamError(path, `Auth is ${gotOf(auth)}, allowed is a mapping with Type`);
  const additional = auth['Additional'];
  const others = (Array.isArray(additional) ? additional : []).filter(isObject);
  let count = 0;
  for (const provider of [auth, ...others]) {
    const lambda = provider['LambdaAuthorizer'];
    const arn = isObject(lambda) ? lambda['AuthorizerUri'] : undefined;
    if (arn === undefined) continue;
    count++;
    connectResources(
      sam,
      `${draft.logicalId}ToLambdaAuthConnector${count}`,
      path,
      { Type: 'AWS::AppSync::GraphQLApi', ResourceId: attributeOf(draft.logicalId, 'ApiId') },
      { Type: 'AWS::Lambda::Function', Arn: arn },
      ['Write'],
      inherited(draft),
    );
  }
  return {
    ...providerOf(auth, path, false),
    ...(others.length > 0
      ? {
          AdditionalAuthenticationProviders: others.map((one, index) =>
            providerOf(one, [...path, 'Additional', index], true),
          ),
        }
      : {}),
  };
};

interface Source {
  readonly kind: string;
  readonly type: string;
  readonly config: JsonObject;
  readonly destination: JsonObject;
  readonly permissions: readonly ('Read' | 'Write')[];
}

const sourceRole = (sam: Sam, draft: Draft, id: string, given: JsonObject, source: Source, path: Path): Json => {
  const role = given['ServiceRoleArn'];
  if (role !== undefined) return role;
  make(
    sam,
    path,
    `${id}Role`,
    'AWS::IAM::Role',
    { AssumeRolePolicyDocument: trustOf('appsync.amazonaws.com') },
    inherited(draft),
  );
  const words = given['Permissions'];
  const permissions = Array.isArray(words)
    ? words.filter((one) => one === 'Read' || one === 'Write')
    : source.permissions;
  connectResources(
    sam,
    `${id}${source.kind === 'Lambda' ? 'ToLambda' : 'ToTable'}Connector`,
    path,
    { Type: 'AWS::AppSync::DataSource', RoleName: refTo(`${id}Role`) },
    source.destination,
    permissions as ('Read' | 'Write')[],
    inherited(draft),
  );
  return attributeOf(`${id}Role`, 'Arn');
};

const makeSources = (sam: Sam, draft: Draft): void => {
  const sources = draft.properties['DataSources'];
  if (sources === undefined || sources === null) return;
  const path = [...draft.path, 'Properties', 'DataSources'];
  if (!isObject(sources))
    throw new SamError(path, `DataSources is ${gotOf(sources)}, allowed is a mapping with DynamoDb and Lambda`);
  for (const [family, listed] of Object.entries(sources)) {
    if (family !== 'DynamoDb' && family !== 'Lambda')
      throw new SamError([...path, family], `DataSources has ${family}, allowed are DynamoDb and Lambda`);
    for (const [name, given] of Object.entries(isObject(listed) ? listed : {})) {
      const at = [...path, family, name];
      if (!isObject(given)) throw new SamError(at, `data source ${name} is ${gotOf(given)}, allowed is a mapping`);
      const source = family === 'Lambda' ? lambdaSource(given, at) : tableSource(given, at);
      const id = `${draft.logicalId}${name}${source.kind}DataSource`;
      sam.generated.set(`${draft.logicalId}.${name}`, id);
      make(
        sam,
        at,
        id,
        'AWS::AppSync::DataSource',
        {
          ApiId: attributeOf(draft.logicalId, 'ApiId'),
          ...source.config,
          Description: given['Description'],
          Name: given['Name'] ?? name,
          ServiceRoleArn: sourceRole(sam, draft, id, given, source, at),
          Type: source.type,
        },
        inherited(draft),
      );
    }
  }
};

const lambdaSource = (given: JsonObject, path: Path): Source => {
  const arn = given['FunctionArn'];
  if (arn === undefined) throw new SamError(path, 'the data source has no FunctionArn, which it needs');
  return {
    kind: 'Lambda',
    type: 'AWS_LAMBDA',
    config: { LambdaConfig: { LambdaFunctionArn: arn } },
    destination: { Type: 'AWS::Lambda::Function', Arn: arn },
    permissions: ['Write'],
  };
};

const tableSource = (given: JsonObject, path: Path): Source => {
  const table = given['TableName'];
  if (table === undefined) throw new SamError(path, 'the data source has no TableName, which it needs');
  const region = given['Region'] ?? refTo('AWS::Region');
  const arn =
    given['TableArn'] ??
    subText('arn:${AWS::Partition}:dynamodb:${__Region__}:${AWS::AccountId}:table/${__TableName__}', {
      __Region__: region,
      __TableName__: table,
    });
  return {
    kind: 'DynamoDB',
    type: 'AMAZON_DYNAMODB',
    config: {
      DynamoDBConfig: compact({
        AwsRegion: region,
        TableName: table,
        ...pick(given, ['DeltaSyncConfig', 'UseCallerCredentials', 'Versioned']),
      }),
    },
    destination: { Type: 'AWS::DynamoDB::Table', Arn: arn },
    permissions: ['Read', 'Write'],
  };
};

const makeLogging = (sam: Sam, draft: Draft): Json | undefined => {
  const logging = draft.properties['Logging'];
  if (logging === false) return undefined;
  const given = isObject(logging) ? logging : {};
  if (given['CloudWatchLogsRoleArn'] !== undefined) return given;
  const id = `${draft.logicalId}CloudWatchRole`;
  make(
    sam,
    draft.path,
    id,
    'AWS::IAM::Role',
    {
      AssumeRolePolicyDocument: trustOf('appsync.amazonaws.com'),
      ManagedPolicyArns: [subText('arn:${AWS::Partition}:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs')],
    },
    inherited(draft),
  );
  return { FieldLogLevel: 'ALL', ...given, CloudWatchLogsRoleArn: attributeOf(id, 'Arn') };
};

const makeSchema = (sam: Sam, draft: Draft): void => {
  const { SchemaInline: inline, SchemaUri: uri } = draft.properties;
  if ((inline === undefined) === (uri === undefined)) {
    throw new SamError(draft.path, 'the API needs one of SchemaInline and SchemaUri');
  }
  const path = [...draft.path, 'Properties', 'SchemaUri'];
  const location = s3Location(uri, 'SchemaUri', path);
  make(
    sam,
    draft.path,
    `${draft.logicalId}Schema`,
    'AWS::AppSync::GraphQLSchema',
    {
      ApiId: attributeOf(draft.logicalId, 'ApiId'),
      Definition: inline,
      DefinitionS3Location: location ? `s3://${String(location['Bucket'])}/${String(location['Key'])}` : uri,
    },
    inherited(draft),
  );
};

const makeResolvers = (sam: Sam, draft: Draft): void => {
  const resolvers = draft.properties['Resolvers'];
  if (resolvers === undefined || resolvers === null) return;
  const path = [...draft.path, 'Properties', 'Resolvers'];
  if (!isObject(resolvers)) throw new SamError(path, `Resolvers is ${gotOf(resolvers)}, allowed is a mapping of types`);
  for (const [type, fields] of Object.entries(resolvers)) {
    if (!isObject(fields))
      throw new SamError([...path, type], `Resolvers.${type} is ${gotOf(fields)}, allowed is a mapping of fields`);
    for (const [field, resolver] of Object.entries(fields)) {
      const at = [...path, type, field];
      if (!isObject(resolver)) throw new SamError(at, `resolver ${field} is ${gotOf(resolver)}, allowed is a mapping`);
      const name = resolver['FieldName'] ?? field;
      make(
        sam,
        at,
        `${draft.logicalId}${alphanumeric(type)}${alphanumeric(field)}`,
        'AWS::AppSync::Resolver',
        {
          ApiId: attributeOf(draft.logicalId, 'ApiId'),
          FieldName: name,
          TypeName: type,
          Kind: 'PIPELINE',
          ...pick(resolver, ['Runtime', 'MaxBatchSize', 'Sync']),
        },
        inherited(draft),
      );
    }
  }
};

const makeKeys = (sam: Sam, draft: Draft): void => {
  const keys = draft.properties['ApiKeys'];
  for (const [name, key] of Object.entries(isObject(keys) ? keys : {})) {
    make(
      sam,
      [...draft.path, 'Properties', 'ApiKeys', name],
      `${draft.logicalId}${name}`,
      'AWS::AppSync::ApiKey',
      {
        ApiId: attributeOf(draft.logicalId, 'ApiId'),
        ...pick(isObject(key) ? key : {}, ['ApiKeyId', 'Description']),
        Expires: isObject(key) ? key['ExpiresOn'] : undefined,
      },
      inherited(draft),
    );
  }
};

/** Makes what a SAM GraphQL API stands for: API, schema, keys, data sources with their roles, and resolvers. */
export const makeGraphqlApi = (sam: Sam, draft: Draft): void => {
  const { properties, logicalId, path } = draft;
  const auth = makeAuth(sam, draft);
  makeSchema(sam, draft);
  make(
    sam,
    path,
    logicalId,
    'AWS::AppSync::GraphQLApi',
    {
      ...pick(properties, [
        'IntrospectionConfig',
        'OwnerContact',
        'QueryDepthLimit',
        'ResolverCountLimit',
        'Visibility',
        'XrayEnabled',
      ]),
      ...auth,
      LogConfig: makeLogging(sam, draft),
      Name: properties['Name'] ?? logicalId,
      Tags: [...tagList(properties['Tags']).slice(1), { Key: 'graphqlapi:createdBy', Value: 'SAM' }],
    },
    draft.attributes,
  );
  makeKeys(sam, draft);
  makeSources(sam, draft);
  makeResolvers(sam, draft);
};
