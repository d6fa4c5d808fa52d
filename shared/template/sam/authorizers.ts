import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path } from '../parse.ts';
import { gotOf } from '../raw.ts';
import { compact, type Draft, isIntrinsic, known, make, pick, refTo, type Sam, SamError, subText } from './context.ts';

const asMap = (value: Json | undefined, what: string, path: Path): JsonObject | undefined => {
  if (value === undefined || value === null) return undefined;
  if (isObject(value) && !isIntrinsic(value)) return value;
  throw new SamError(path, `${what} is ${gotOf(value)}, allowed is a mapping`);
};

/** `Auth` of an API, checked. */
export interface ApiAuth {
  readonly settings: JsonObject;
  readonly authorizers: ReadonlyMap<string, JsonObject>;
  readonly defaultAuthorizer: string | undefined;
  readonly path: Path;
}

/** Reads `Auth` of an API; each authorizer is a mapping. */
export const readAuth = (sam: Sam, draft: Draft): ApiAuth => {
  const path = [...draft.path, 'Properties', 'Auth'];
  const settings = asMap(draft.properties['Auth'], 'Auth', path) ?? {};
  const listed = asMap(settings['Authorizers'], 'Auth.Authorizers', [...path, 'Authorizers']) ?? {};
  const authorizers = new Map<string, JsonObject>();
  for (const [name, value] of Object.entries(listed)) {
    const at = [...path, 'Authorizers', name];
    const authorizer = asMap(value, `authorizer ${name}`, at);
    if (!authorizer) throw new SamError(at, `authorizer ${name} is nothing, allowed is a mapping`);
    asMap(authorizer['Identity'], `Identity of authorizer ${name}`, [...at, 'Identity']);
    authorizers.set(name, authorizer);
  }
  const chosen = known(sam, settings['DefaultAuthorizer']);
  if (chosen !== undefined && chosen !== null && typeof chosen !== 'string') {
    throw new SamError(
      [...path, 'DefaultAuthorizer'],
      `DefaultAuthorizer is ${gotOf(chosen)}, allowed is the name of an authorizer`,
    );
  }
  return { settings, authorizers, defaultAuthorizer: chosen ?? undefined, path };
};

/** Refuses the name of an authorizer that the API does not have. */
export const checkAuthorizer = (auth: ApiAuth, name: string, builtIn: readonly string[], path: Path): void => {
  if (builtIn.includes(name) || auth.authorizers.has(name)) return;
  const allowed = [...builtIn, ...auth.authorizers.keys()];
  throw new SamError(
    path,
    `authorizer ${JSON.stringify(name)} is not defined, allowed are ${allowed.join(', ') || 'none: the API defines no authorizers'}`,
  );
};

const functionUri = (arn: Json): Json =>
  subText(
    'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations',
    {
      __FunctionArn__: arn,
    },
  );

const identityList = (identity: JsonObject, key: string, prefix: string, path: Path): readonly string[] => {
  const value = identity[key];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw new SamError([...path, key], `${key} is ${gotOf(value)}, allowed is a list of text`);
  return value.map((name: Json, index) => {
    if (typeof name !== 'string')
      throw new SamError([...path, key, index], `${key} has ${gotOf(name)}, allowed is text`);
    return `${prefix}${name}`;
  });
};

const identitySources = (identity: JsonObject, request: string, path: Path): readonly string[] => [
  ...identityList(identity, 'Headers', `${request}header.`, path),
  ...identityList(identity, 'QueryStrings', `${request}querystring.`, path),
  ...identityList(identity, 'StageVariables', `${request === '$request.' ? '$' : ''}stageVariables.`, path),
  ...identityList(identity, 'Context', `${request === '$request.' ? '$' : ''}context.`, path),
];

export const iamScheme: JsonObject = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
};

/** The security scheme of a REST API's authorizer: a user pool's or a function's. */
export const restScheme = (name: string, authorizer: JsonObject, path: Path): JsonObject => {
  const identity = asMap(authorizer['Identity'], `Identity of authorizer ${name}`, [...path, 'Identity']) ?? {};
  const ttl = identity['ReauthorizeEvery'];
  const header = identity['Header'] ?? 'Authorization';
  const shared = {
    identityValidationExpression: identity['ValidationExpression'],
    authorizerResultTtlInSeconds: ttl,
  };
  if (authorizer['UserPoolArn'] !== undefined) {
    const pools = authorizer['UserPoolArn'];
    return {
      type: 'apiKey',
      name: header,
      in: 'header',
      'x-amazon-apigateway-authtype': 'cognito_user_pools',
      'x-amazon-apigateway-authorizer': compact({
        type: 'cognito_user_pools',
        providerARNs: Array.isArray(pools) ? pools : [pools],
        ...shared,
      }),
    };
  }
  const arn = authorizer['FunctionArn'];
  if (arn === undefined || arn === null) {
    throw new SamError(path, `authorizer ${name} has neither UserPoolArn nor FunctionArn, allowed is one of them`);
  }
  const kind = authorizer['FunctionPayloadType'] ?? 'TOKEN';
  if (kind !== 'TOKEN' && kind !== 'REQUEST') {
    throw new SamError(
      [...path, 'FunctionPayloadType'],
      `FunctionPayloadType is ${gotOf(kind)}, allowed are TOKEN and REQUEST`,
    );
  }
  const sources = kind === 'REQUEST' ? identitySources(identity, 'method.request.', [...path, 'Identity']) : [];
  if (kind === 'REQUEST' && sources.length === 0 && ttl !== 0 && !isIntrinsic(ttl)) {
    throw new SamError(
      path,
      `authorizer ${name} names nothing to identify the caller by, allowed are Headers, QueryStrings, StageVariables and Context of Identity, or ReauthorizeEvery 0`,
    );
  }
  const role = authorizer['FunctionInvokeRole'];
  return {
    type: 'apiKey',
    name: kind === 'REQUEST' ? 'Unused' : header,
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': compact({
      type: kind.toLowerCase(),
      authorizerUri: functionUri(arn),
      authorizerCredentials: role === 'NONE' ? undefined : role,
      identitySource: sources.length > 0 ? sources.join(', ') : undefined,
      ...shared,
    }),
  };
};

/** The security scheme of an HTTP API's authorizer: a JWT issuer's or a function's. */
export const httpScheme = (name: string, authorizer: JsonObject, path: Path): JsonObject => {
  if (authorizer['FunctionArn'] === undefined) {
    for (const key of ['AuthorizationScopes', 'JwtConfiguration', 'IdentitySource']) {
      const value = authorizer[key];
      if (value === undefined || isIntrinsic(value)) continue;
      const right =
        key === 'AuthorizationScopes' ? Array.isArray(value) : key === 'JwtConfiguration' ? isObject(value) : true;
      const allowed = key === 'AuthorizationScopes' ? 'a list' : 'a mapping';
      if (!right)
        throw new SamError([...path, key], `${key} of authorizer ${name} is ${gotOf(value)}, allowed is ${allowed}`);
    }
    if (authorizer['JwtConfiguration'] === undefined) {
      throw new SamError(
        path,
        `authorizer ${name} has neither JwtConfiguration nor FunctionArn, allowed is one of them`,
      );
    }
    const jwt = asMap(authorizer['JwtConfiguration'], 'JwtConfiguration', path) ?? {};
    return {
      type: 'oauth2',
      'x-amazon-apigateway-authorizer': compact({
        type: 'jwt',
        identitySource: authorizer['IdentitySource'],
        jwtConfiguration: Object.fromEntries(Object.entries(jwt).map(([key, value]) => [key.toLowerCase(), value])),
      }),
    };
  }
  const version = authorizer['AuthorizerPayloadFormatVersion'];
  if (version === undefined) {
    throw new SamError(path, `authorizer ${name} has no AuthorizerPayloadFormatVersion, allowed are 1.0 and 2.0`);
  }
  const identity = asMap(authorizer['Identity'], `Identity of authorizer ${name}`, [...path, 'Identity']) ?? {};
  const sources = identitySources(identity, '$request.', [...path, 'Identity']);
  return {
    type: 'apiKey',
    name: 'Unused',
    in: 'header',
    'x-amazon-apigateway-authorizer': compact({
      type: 'request',
      authorizerUri: functionUri(authorizer['FunctionArn'] ?? null),
      authorizerCredentials: authorizer['FunctionInvokeRole'],
      authorizerPayloadFormatVersion: version,
      authorizerResultTtlInSeconds: identity['ReauthorizeEvery'],
      enableSimpleResponses: authorizer['EnableSimpleResponses'],
      identitySource: sources.length > 0 ? sources : undefined,
    }),
  };
};

/** Lets the API call the functions that authorize its callers. */
export const permitAuthorizers = (sam: Sam, draft: Draft, auth: ApiAuth, byDefault: boolean): void => {
  for (const [name, authorizer] of auth.authorizers) {
    const arn = authorizer['FunctionArn'];
    if (arn === undefined || arn === null) continue;
    const off = authorizer['DisableFunctionDefaultPermissions'] === true;
    const on = authorizer['EnableFunctionDefaultPermissions'] ?? byDefault;
    if (off || on !== true) continue;
    const condition = pick(draft.attributes, ['Condition', 'DeletionPolicy', 'UpdateReplacePolicy']);
    make(
      sam,
      [...auth.path, 'Authorizers', name],
      `${draft.logicalId}${name}AuthorizerPermission`,
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
      condition,
    );
  }
};
