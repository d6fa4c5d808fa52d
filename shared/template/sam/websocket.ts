import { isObject, type Json, type JsonObject } from '../../json.ts';
import { gotOf } from '../raw.ts';
import {
  compact,
  type Draft,
  inherited,
  isIntrinsic,
  make,
  pick,
  refTo,
  type Sam,
  SamError,
  stageIdOf,
  subText,
} from './context.ts';
import { makeDomain } from './domain.ts';

const special: Readonly<Record<string, string>> = {
  $connect: 'Connect',
  $disconnect: 'Disconnect',
  $default: 'Default',
};

const mapping = (draft: Draft, name: string): JsonObject | undefined => {
  const value = draft.properties[name];
  if (value === undefined || value === null) return undefined;
  if (isObject(value)) return value;
  throw new SamError([...draft.path, 'Properties', name], `${name} is ${gotOf(value)}, allowed is a mapping`);
};

interface SocketAuth {
  readonly type: string;
  readonly arn: Json | undefined;
  readonly settings: JsonObject;
}

const authOf = (draft: Draft, routes: JsonObject): SocketAuth | undefined => {
  const auth = mapping(draft, 'Auth');
  if (!auth) return undefined;
  const path = [...draft.path, 'Properties', 'Auth'];
  const { AuthType: type, AuthArn: arn, ...rest } = auth;
  if (type === undefined) throw new SamError(path, 'Auth has no AuthType, which it needs');
  if (type !== 'NONE' && type !== 'AWS_IAM' && type !== 'CUSTOM') {
    throw new SamError([...path, 'AuthType'], `AuthType is ${gotOf(type)}, allowed are AWS_IAM, CUSTOM and NONE`);
  }
  if (type === 'CUSTOM' && arn === undefined) throw new SamError(path, 'AuthType CUSTOM needs AuthArn');
  if (type !== 'CUSTOM' && (arn !== undefined || Object.keys(rest).length > 0)) {
    throw new SamError(path, `AuthType ${type} goes with nothing else, got ${Object.keys(auth).join(', ')}`);
  }
  if (routes['$connect'] === undefined) throw new SamError(path, 'Auth needs a $connect route');
  return { type, arn, settings: rest };
};

const functionUri = (name: string, arn: Json): Json =>
  subText(
    `arn:\${AWS::Partition}:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}}/invocations`,
    { [name]: arn },
  );

const makeRoute = (
  sam: Sam,
  draft: Draft,
  key: string,
  route: Json,
  auth: SocketAuth | undefined,
  stage: string,
): void => {
  const path = [...draft.path, 'Properties', 'Routes', key];
  if (!isObject(route))
    throw new SamError(path, `route ${key} is ${gotOf(route)}, allowed is a mapping with FunctionArn`);
  const arn = route['FunctionArn'];
  if (arn === undefined || arn === null) throw new SamError(path, `route ${key} has no FunctionArn, which it needs`);
  if (special[key] === undefined && !/^[A-Za-z0-9]+$/.test(key)) {
    throw new SamError(
      path,
      `route key ${key} is not alphanumeric, allowed besides are ${Object.keys(special).join(', ')}`,
    );
  }
  if (route['RequestParameters'] !== undefined && key !== '$connect') {
    throw new SamError([...path, 'RequestParameters'], 'RequestParameters is allowed on the $connect route only');
  }
  const name = `${draft.logicalId}${special[key] ?? key.charAt(0).toUpperCase() + key.slice(1)}`;
  const api = refTo(draft.logicalId);
  const attributes = inherited(draft);
  make(
    sam,
    path,
    `${name}Integration`,
    'AWS::ApiGatewayV2::Integration',
    {
      ApiId: api,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: functionUri('FunctionArn', arn),
      TimeoutInMillis: route['IntegrationTimeout'],
    },
    attributes,
  );
  make(
    sam,
    path,
    `${name}Permission`,
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: arn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: subText(
        `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${${draft.logicalId}.ApiId}/${stage}/${key}`,
      ),
    },
    attributes,
  );
  const connects = key === '$connect' && auth !== undefined;
  const authorizer = `${name}Authorizer`;
  make(
    sam,
    path,
    `${name}Route`,
    'AWS::ApiGatewayV2::Route',
    {
      ...pick(route, [
        'ApiKeyRequired',
        'ModelSelectionExpression',
        'OperationName',
        'RequestModels',
        'RequestParameters',
        'RouteResponseSelectionExpression',
      ]),
      ApiId: api,
      AuthorizationType: connects ? auth.type : undefined,
      AuthorizerId: connects && auth.type === 'CUSTOM' ? refTo(authorizer) : undefined,
      RouteKey: key,
      Target: { 'Fn::Join': ['/', ['integrations', refTo(`${name}Integration`)]] },
    },
    attributes,
  );
  if (connects && auth.type === 'CUSTOM') makeAuthorizer(sam, draft, authorizer, auth);
};

const makeAuthorizer = (sam: Sam, draft: Draft, id: string, auth: SocketAuth): void => {
  const path = [...draft.path, 'Properties', 'Auth'];
  const arn = auth.arn ?? null;
  make(
    sam,
    path,
    id,
    'AWS::ApiGatewayV2::Authorizer',
    {
      ApiId: refTo(draft.logicalId),
      AuthorizerType: 'REQUEST',
      AuthorizerUri: functionUri('AuthArn', arn),
      AuthorizerCredentialsArn: auth.settings['InvokeRole'],
      IdentitySource: auth.settings['IdentitySource'],
      Name: auth.settings['Name'] ?? id,
    },
    inherited(draft),
  );
  // With a role of its own the API needs no permission of the function's.
  if (auth.settings['InvokeRole'] !== undefined) return;
  make(
    sam,
    path,
    `${draft.logicalId}AuthorizerPermission`,
    'AWS::Lambda::Permission',
    {
      Action: 'lambda:InvokeFunction',
      FunctionName: arn,
      Principal: 'apigateway.amazonaws.com',
      SourceArn: subText(
        'arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${__ApiId__}/authorizers/*',
        {
          __ApiId__: refTo(draft.logicalId),
        },
      ),
    },
    inherited(draft),
  );
};

/** Makes what a SAM WebSocket API stands for: API, stage, and each route with its integration and permission. */
export const makeWebSocketApi = (sam: Sam, draft: Draft): void => {
  const { properties, path, logicalId } = draft;
  const at = [...path, 'Properties'];
  const routes = mapping(draft, 'Routes');
  if (!routes) throw new SamError(path, `API ${logicalId} has no Routes, which it needs`);
  if (Object.keys(routes).length === 0)
    throw new SamError([...at, 'Routes'], 'Routes is empty, allowed is one route or more');
  const expression = properties['RouteSelectionExpression'];
  if (expression === undefined)
    throw new SamError(path, `API ${logicalId} has no RouteSelectionExpression, which it needs`);
  const address = properties['IpAddressType'];
  if (address !== undefined && address !== 'ipv4' && address !== 'dualstack' && !isIntrinsic(address)) {
    throw new SamError([...at, 'IpAddressType'], `IpAddressType is ${gotOf(address)}, allowed are ipv4 and dualstack`);
  }
  const stage = properties['StageName'] ?? 'default';
  if (stage === '$default')
    throw new SamError([...at, 'StageName'], 'StageName is $default, which a WebSocket API can not have');
  const auth = authOf(draft, routes);
  const tags = { ...(mapping(draft, 'Tags') ?? {}), 'websocketapi:createdBy': 'SAM' };
  make(
    sam,
    path,
    logicalId,
    'AWS::ApiGatewayV2::Api',
    {
      ...pick(properties, [
        'ApiKeySelectionExpression',
        'Description',
        'DisableExecuteApiEndpoint',
        'DisableSchemaValidation',
        'IpAddressType',
      ]),
      Name: properties['Name'] ?? logicalId,
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: expression,
      Tags: tags,
    },
    draft.attributes,
  );
  const text = typeof stage === 'string' ? stage : '*';
  const stageId = stageIdOf(logicalId, stage === 'default' ? 'Default' : stage);
  make(
    sam,
    path,
    stageId,
    'AWS::ApiGatewayV2::Stage',
    compact({
      AccessLogSettings: mapping(draft, 'AccessLogSettings'),
      ApiId: refTo(logicalId),
      AutoDeploy: true,
      DefaultRouteSettings: mapping(draft, 'DefaultRouteSettings'),
      RouteSettings: mapping(draft, 'RouteSettings'),
      StageName: stage,
      StageVariables: mapping(draft, 'StageVariables'),
      Tags: tags,
    }),
    inherited(draft),
  );
  for (const [key, route] of Object.entries(routes)) makeRoute(sam, draft, key, route, auth, text);
  makeDomain(sam, draft, stageId);
};
