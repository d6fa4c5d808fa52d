import type { Authorizer, Integration, Route } from '../../inventory/kinds/apis.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Rendered, Renderer } from '../render.ts';
import { scalarText } from '../values.ts';
import { functionInside } from './functions.ts';

/** What an OpenAPI (or Swagger) document says of an API. */
export interface ReadDefinition {
  readonly title: string | undefined;
  readonly routes: Readonly<Record<string, Route>>;
  readonly integrations: Readonly<Record<string, Integration>>;
  /** Where each route is written in the document. */
  readonly places: Readonly<Record<string, readonly [path: string, method: string]>>;
  readonly authorizers: Readonly<Record<string, Authorizer>>;
  /** As the resources of a REST API: a path has no other id here. */
  readonly paths: Readonly<Record<string, string>>;
  readonly corsOrigins: readonly string[];
  readonly resourcePolicy: Json | undefined;
  readonly defaultEndpointDisabled: boolean | undefined;
}

const methods = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
  'x-amazon-apigateway-any-method',
]);

const asMap = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** How a security scheme lets callers in. */
const authorizationOf = (scheme: JsonObject): string => {
  const authorizer = asMap(scheme['x-amazon-apigateway-authorizer']);
  const type = scalarText(scheme['x-amazon-apigateway-authtype'])?.toLowerCase();
  const kind = scalarText(authorizer['type'])?.toLowerCase();
  if (type === 'awssigv4') return 'AWS_IAM';
  if (type === 'cognito_user_pools' || kind === 'cognito_user_pools') return 'COGNITO_USER_POOLS';
  if (kind === 'jwt' || scheme['type'] === 'oauth2' || scheme['type'] === 'openIdConnect') return 'JWT';
  return kind === undefined && type === undefined ? 'NONE' : 'CUSTOM';
};

const schemesOf = (root: JsonObject): JsonObject => ({
  ...asMap(root['securityDefinitions']),
  ...asMap(asMap(root['components'])['securitySchemes']),
});

const authorizerOf = (renderer: Renderer, open: readonly string[], scheme: JsonObject): Authorizer => {
  const authorizer = asMap(scheme['x-amazon-apigateway-authorizer']);
  const jwt = asMap(authorizer['jwtConfiguration']);
  const found = functionInside(renderer, { value: authorizer['authorizerUri'], open });
  const source = authorizer['identitySource'];
  const ttl = authorizer['authorizerResultTtlInSeconds'];
  const issuer = scalarText(jwt['issuer']);
  const credentials = scalarText(authorizer['authorizerCredentials']);
  return {
    type: (scalarText(authorizer['type']) ?? 'custom').toUpperCase(),
    ...(found === undefined ? {} : { function: found }),
    ...(source === undefined ? {} : { identitySource: Array.isArray(source) ? source.join(',') : String(source) }),
    ...(ttl === undefined ? {} : { resultTtlSeconds: Number(ttl) }),
    ...(credentials === undefined ? {} : { credentials }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(Array.isArray(jwt['audience']) ? { audience: jwt['audience'].map(String) } : {}),
  };
};

/** An integration by its type, URI and credentials; query strings can hold keys and are left out. */
export const integrationOf = (
  renderer: Renderer,
  parts: { readonly type: Json | undefined; readonly uri: Rendered; readonly credentials: Json | undefined },
): Integration => {
  const uri = scalarText(parts.uri.value);
  const found = functionInside(renderer, parts.uri);
  const credentials = scalarText(parts.credentials);
  return {
    type: (scalarText(parts.type) ?? 'AWS_PROXY').toUpperCase(),
    ...(uri === undefined ? {} : { uri: uri.startsWith('http') ? uri.replace(/\?.*$/, '') : uri }),
    ...(found === undefined ? {} : { function: found }),
    ...(credentials === undefined ? {} : { credentials }),
  };
};

/** The authorization of an operation: what of its requirements, or else of the document's, is an authorizer. */
const routeOf = (name: string, requirements: Json | undefined, schemes: JsonObject): Route => {
  const names = (Array.isArray(requirements) ? requirements : []).filter(isObject).flatMap((one) => Object.keys(one));
  const found = names.map((scheme) => ({ scheme, authorization: authorizationOf(asMap(schemes[scheme])) }));
  const chosen = found.find(({ authorization }) => authorization !== 'NONE');
  const key = names.some((scheme) => asMap(schemes[scheme])['name'] === 'x-api-key');
  return {
    name,
    authorization: chosen?.authorization ?? (names.includes('AWS_IAM') ? 'AWS_IAM' : 'NONE'),
    ...(chosen === undefined || chosen.authorization === 'AWS_IAM' ? {} : { authorizerId: chosen.scheme }),
    ...(key ? { apiKeyRequired: true } : {}),
  };
};

/** Reads the definition of an API; `undefined` for what is none. */
export const readDefinition = (
  renderer: Renderer,
  { value, open }: Rendered,
  isRest: boolean,
): ReadDefinition | undefined => {
  const paths: Record<string, string> = {};
  if (!isObject(value)) return undefined;
  const schemes = schemesOf(value);
  const routes: Record<string, Route> = {};
  const integrations: Record<string, Integration> = {};
  const places: Record<string, readonly [string, string]> = {};
  for (const [path, operations] of Object.entries(asMap(value['paths']))) {
    for (const [verb, operation] of Object.entries(asMap(operations))) {
      if (!methods.has(verb.toLowerCase()) || !isObject(operation)) continue;
      const method = verb.startsWith('x-') ? 'ANY' : verb.toUpperCase();
      const name = path === '$default' ? '$default' : `${method} ${path}`;
      const integration = operation['x-amazon-apigateway-integration'];
      // A preflight answered by the gateway itself reaches nothing.
      if (isObject(integration) && scalarText(integration['type'])?.toLowerCase() === 'mock' && method === 'OPTIONS')
        continue;
      const key = isRest ? `${path} ${method}` : name.replace(' ', '');
      paths[path] = path;
      places[key] = [path, verb];
      routes[key] = { ...routeOf(name, operation['security'] ?? value['security'], schemes), integrationId: key };
      if (isObject(integration)) {
        const { type, uri, credentials } = integration;
        integrations[key] = integrationOf(renderer, { type, uri: { value: uri, open }, credentials });
      }
    }
  }
  const authorizers: Record<string, Authorizer> = {};
  for (const [name, scheme] of Object.entries(schemes)) {
    if (isObject(scheme) && isObject(scheme['x-amazon-apigateway-authorizer'])) {
      authorizers[name] = authorizerOf(renderer, open, scheme);
    }
  }
  const cors = asMap(value['x-amazon-apigateway-cors'])['allowOrigins'];
  const server = Array.isArray(value['servers']) ? asMap(value['servers'][0]) : {};
  const endpoint = asMap(
    value['x-amazon-apigateway-endpoint-configuration'] ?? server['x-amazon-apigateway-endpoint-configuration'],
  );
  const disabled = scalarText(endpoint['disableExecuteApiEndpoint']);
  return {
    title: scalarText(asMap(value['info'])['title']),
    routes,
    integrations,
    authorizers,
    paths,
    places,
    corsOrigins: Array.isArray(cors) ? cors.map(String) : corsOfMocks(value),
    resourcePolicy: value['x-amazon-apigateway-policy'],
    defaultEndpointDisabled: disabled === undefined ? undefined : disabled === 'true',
  };
};

/** The origins that the preflights of a REST API answer with. */
const corsOfMocks = (root: JsonObject): readonly string[] => {
  const origins = new Set<string>();
  for (const operations of Object.values(asMap(root['paths']))) {
    const integration = asMap(asMap(asMap(operations)['options'])['x-amazon-apigateway-integration']);
    for (const response of Object.values(asMap(integration['responses']))) {
      const header = asMap(asMap(response)['responseParameters'])['method.response.header.Access-Control-Allow-Origin'];
      if (typeof header === 'string') origins.add(header.replace(/^'|'$/g, ''));
    }
  }
  return [...origins];
};
