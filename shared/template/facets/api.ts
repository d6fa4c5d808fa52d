import type { Route } from '../../inventory/kinds/apis.ts';
import { isObject, type Json } from '../../json.ts';
import { apiArn } from '../../trail/arns.ts';
import { scalarText } from '../values.ts';
import { functionInside } from './functions.ts';
import { integrationOf, type ReadDefinition, readDefinition } from './openapi.ts';
import { readPolicy } from './policy.ts';
import { effectsOn, refOf, type TemplateEffect, tagsOf, type View } from './view.ts';

type Version = 1 | 2;

/** The API that a part of it names; a fragment of a template may leave that to whoever completes it. */
const apiOf = (view: View, version: Version) => {
  const id = view.named(version === 1 ? 'RestApiId' : 'ApiId') ?? 'unnamed';
  return effectsOn<'api'>(refOf(view, 'api', apiArn(view.renderer.place, version, id), id));
};

const bodySteps = (
  view: View,
  on: ReturnType<typeof effectsOn<'api'>>,
  body: ReadDefinition | undefined,
): readonly TemplateEffect[] => {
  const elsewhere = body === undefined && view.at('BodyS3Location').value !== undefined;
  if (elsewhere) {
    const why = ['the definition lies in S3'];
    return (['routes', 'integrations', 'authorizers', 'corsOrigins'] as const).map((facet) =>
      on.unresolved(facet, why, 'BodyS3Location'),
    );
  }
  const placed = Object.entries(body?.routes ?? {}).flatMap(([key, written]) => {
    const from = ['Body', 'paths', ...(body?.places[key] ?? [])];
    const behind = body?.integrations[key];
    return [
      on.put('routes', [key], written, ...from),
      ...(behind ? [on.put('integrations', [key], behind, ...from)] : []),
    ];
  });
  return [
    on.set('routes', {}, 'Body', 'paths'),
    on.set('integrations', {}, 'Body', 'paths'),
    on.set('authorizers', body?.authorizers ?? {}, 'Body'),
    ...placed,
  ];
};

const policyStep = (
  view: View,
  on: ReturnType<typeof effectsOn<'api'>>,
  body: ReadDefinition | undefined,
): readonly TemplateEffect[] => {
  const given = view.at('Policy');
  const rendered = given.value === undefined ? { value: body?.resourcePolicy, open: view.at('Body').open } : given;
  const from = given.value === undefined ? ['Body', 'x-amazon-apigateway-policy'] : ['Policy'];
  const read = readPolicy(rendered);
  if (read === undefined) return [on.set('resourcePolicy', null)];
  if (read.open.length > 0) return on.partial('resourcePolicy', read.document, read.open, ...from);
  return [on.set('resourcePolicy', read.document, ...from)];
};

const restApi = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'api'>(refOf(view, 'api'));
  const body = readDefinition(view.renderer, view.at('Body'), true);
  const title = view.text('Name') ?? body?.title ?? view.name;
  const types = view.list('EndpointConfiguration', 'Types');
  return [
    on.create(),
    on.set('title', title, 'Name'),
    on.set('protocol', 'REST'),
    on.set('endpoint', scalarText(types[0]) ?? 'EDGE', 'EndpointConfiguration'),
    on.set(
      'defaultEndpointDisabled',
      view.flag('DisableExecuteApiEndpoint') ?? body?.defaultEndpointDisabled ?? false,
      'DisableExecuteApiEndpoint',
    ),
    ...policyStep(view, on, body),
    ...bodySteps(view, on, body),
    on.set('paths', body?.paths ?? { root: '/' }),
    on.set('stages', {}),
    on.set('corsOrigins', body?.corsOrigins ?? [], 'Body'),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
  ];
};

/** The path that a chain of resources makes: `/orders/{id}`. */
const pathOf = (view: View, resources: ReadonlyMap<string, View>, depth = 0): string => {
  const part = view.text('PathPart') ?? view.name;
  const parent = resources.get(view.text('ParentId') ?? '');
  return parent && depth < 30 ? `${pathOf(parent, resources, depth + 1)}/${part}` : `/${part}`;
};

const restResource = (view: View, resources: ReadonlyMap<string, View>): readonly TemplateEffect[] => {
  const on = apiOf(view, 1);
  return [on.put('paths', [view.name], pathOf(view, resources), 'PathPart')];
};

const method = (view: View, resources: ReadonlyMap<string, View>): readonly TemplateEffect[] => {
  const on = apiOf(view, 1);
  const verb = view.text('HttpMethod')?.toUpperCase() ?? 'ANY';
  const resourceId = view.named('ResourceId') ?? view.resource.logicalId;
  const resource = resources.get(resourceId);
  const key = `${resourceId} ${verb}`;
  const authorization = view.text('AuthorizationType');
  const { open } = view.at('AuthorizationType');
  if (authorization === undefined && open.length > 0) return [on.unresolved('routes', open, 'AuthorizationType')];
  const mock = view.text('Integration', 'Type')?.toUpperCase() === 'MOCK';
  if (verb === 'OPTIONS' && mock) return corsSteps(view, on);
  const authorizerId = view.text('AuthorizerId');
  const route: Route = {
    name: `${verb} ${resource ? pathOf(resource, resources) : resourceId === 'root' ? '/' : resourceId}`,
    authorization: authorization?.toUpperCase() ?? 'NONE',
    ...(authorizerId === undefined ? {} : { authorizerId }),
    ...(view.flag('ApiKeyRequired') === true ? { apiKeyRequired: true } : {}),
  };
  const integration = view.at('Integration');
  const parts = isObject(integration.value) ? integration.value : undefined;
  return [
    on.put('routes', [key], route, 'AuthorizationType'),
    ...(parts
      ? [
          on.put(
            'integrations',
            [key],
            integrationOf(view.renderer, {
              type: parts['Type'],
              uri: view.at('Integration', 'Uri'),
              credentials: parts['Credentials'],
            }),
            'Integration',
          ),
        ]
      : []),
  ];
};

const corsSteps = (view: View, on: ReturnType<typeof effectsOn<'api'>>): readonly TemplateEffect[] => {
  const origins = view
    .list('Integration', 'IntegrationResponses')
    .filter(isObject)
    .flatMap((response) => {
      const parameters = response['ResponseParameters'];
      const origin = isObject(parameters)
        ? parameters['method.response.header.Access-Control-Allow-Origin']
        : undefined;
      return typeof origin === 'string' ? [origin.replace(/^'|'$/g, '')] : [];
    });
  return origins.length === 0 ? [] : [on.set('corsOrigins', origins, 'Integration')];
};

const authorizerSteps = (view: View, version: Version): readonly TemplateEffect[] => {
  const on = apiOf(view, version);
  const found = functionInside(view.renderer, view.at('AuthorizerUri'));
  const source = view.at('IdentitySource').value;
  const ttl = view.text('AuthorizerResultTtlInSeconds');
  const credentials = view.text(version === 1 ? 'AuthorizerCredentials' : 'AuthorizerCredentialsArn');
  const issuer = view.text('JwtConfiguration', 'Issuer');
  const audience = view.list('JwtConfiguration', 'Audience').map(String);
  return [
    on.put(
      'authorizers',
      [view.name],
      {
        type: view.text(version === 1 ? 'Type' : 'AuthorizerType') ?? 'TOKEN',
        ...(found === undefined ? {} : { function: found }),
        ...(source === undefined ? {} : { identitySource: Array.isArray(source) ? source.join(',') : String(source) }),
        ...(ttl === undefined ? {} : { resultTtlSeconds: Number(ttl) }),
        ...(credentials === undefined ? {} : { credentials }),
        ...(issuer === undefined ? {} : { issuer }),
        ...(audience.length === 0 ? {} : { audience }),
      },
      'AuthorizerUri',
    ),
  ];
};

const stageValue = (view: View): Json => ({
  ...(view.text('DeploymentId') === undefined ? {} : { deploymentId: view.text('DeploymentId') ?? '' }),
  ...(view.flag('AutoDeploy') === undefined ? {} : { autoDeploy: view.flag('AutoDeploy') ?? false }),
  accessLogs: view.at('AccessLogSetting').value !== undefined || view.at('AccessLogSettings').value !== undefined,
  throttled: JSON.stringify([view.at('MethodSettings').value, view.at('DefaultRouteSettings').value]).includes(
    'Throttling',
  ),
});

const stageSteps = (view: View, version: Version): readonly TemplateEffect[] => {
  const on = apiOf(view, version);
  const name = view.text('StageName');
  // A stage whose name is open still serves the API.
  return [on.put('stages', [name ?? view.name], stageValue(view), 'StageName')];
};

const deployment = (view: View): readonly TemplateEffect[] => {
  const on = apiOf(view, 1);
  const name = view.text('StageName');
  return name !== undefined ? [on.put('stages', [name], { deploymentId: view.name }, 'StageName')] : [];
};

const httpApi = (view: View): readonly TemplateEffect[] => {
  const on = effectsOn<'api'>(refOf(view, 'api'));
  const body = readDefinition(view.renderer, view.at('Body'), false);
  const cors = view.list('CorsConfiguration', 'AllowOrigins').map(String);
  const target = view.at('Target');
  const quick: readonly TemplateEffect[] =
    target.value === undefined
      ? []
      : [
          on.put(
            'integrations',
            ['quick-create'],
            integrationOf(view.renderer, {
              type: undefined,
              uri: target,
              credentials: view.at('CredentialsArn').value,
            }),
            'Target',
          ),
          on.put(
            'routes',
            ['quick-create'],
            { name: view.text('RouteKey') ?? '$default', authorization: 'NONE', integrationId: 'quick-create' },
            'Target',
          ),
          on.put('stages', ['$default'], { autoDeploy: true }, 'Target'),
        ];
  return [
    on.create(),
    on.set('title', view.text('Name') ?? body?.title ?? view.name, 'Name'),
    on.set('protocol', view.text('ProtocolType') ?? 'HTTP', 'ProtocolType'),
    on.set('endpoint', 'REGIONAL'),
    on.set(
      'defaultEndpointDisabled',
      view.flag('DisableExecuteApiEndpoint') ?? body?.defaultEndpointDisabled ?? false,
      'DisableExecuteApiEndpoint',
    ),
    on.set('resourcePolicy', null),
    ...bodySteps(view, on, body),
    on.set('paths', {}),
    on.set('stages', {}),
    on.set('corsOrigins', cors.length > 0 ? cors : (body?.corsOrigins ?? []), 'CorsConfiguration'),
    on.set('tags', tagsOf(view.at('Tags').value), 'Tags'),
    ...quick,
  ];
};

const route = (view: View): readonly TemplateEffect[] => {
  const on = apiOf(view, 2);
  const authorization = view.text('AuthorizationType');
  const { open } = view.at('AuthorizationType');
  if (authorization === undefined && open.length > 0) return [on.unresolved('routes', open, 'AuthorizationType')];
  const authorizerId = view.text('AuthorizerId');
  const integrationId = view.text('Target')?.replace(/^integrations\//, '');
  const value: Route = {
    name: view.text('RouteKey') ?? view.name,
    authorization: authorization ?? 'NONE',
    ...(authorizerId === undefined ? {} : { authorizerId }),
    ...(view.flag('ApiKeyRequired') === true ? { apiKeyRequired: true } : {}),
    ...(integrationId === undefined ? {} : { integrationId }),
  };
  return [on.put('routes', [view.name], value, 'AuthorizationType')];
};

const integration = (view: View): readonly TemplateEffect[] => {
  const on = apiOf(view, 2);
  const value = integrationOf(view.renderer, {
    type: view.at('IntegrationType').value,
    uri: view.at('IntegrationUri'),
    credentials: view.at('CredentialsArn').value,
  });
  return [on.put('integrations', [view.name], value, 'IntegrationUri')];
};

export const apiMappers = {
  'AWS::ApiGateway::RestApi': restApi,
  'AWS::ApiGateway::Stage': (view: View) => stageSteps(view, 1),
  'AWS::ApiGateway::Deployment': deployment,
  'AWS::ApiGateway::Authorizer': (view: View) => authorizerSteps(view, 1),
  'AWS::ApiGateway::Resource': restResource,
  'AWS::ApiGateway::Method': method,
  'AWS::ApiGatewayV2::Api': httpApi,
  'AWS::ApiGatewayV2::Route': route,
  'AWS::ApiGatewayV2::Integration': integration,
  'AWS::ApiGatewayV2::Authorizer': (view: View) => authorizerSteps(view, 2),
  'AWS::ApiGatewayV2::Stage': (view: View) => stageSteps(view, 2),
};
