import type { Json } from '../../../json.ts';
import type { Change } from '../../../trail/change.ts';
import type { Fields } from '../../../trail/fields.ts';
import type { Op } from '../../document.ts';
import type { Authorizer, Route } from '../../kinds/apis.ts';
import { type Effect, reasonOf, tagsOf, withDocument } from '../../projection.ts';
import {
  api,
  apiRef,
  authorizerMembers,
  integrationMembers,
  onApi,
  onStage,
  patchedBoolean,
  patchedText,
  patchesOf,
  patchTo,
  putEach,
  said,
  stageDetails,
} from './api.ts';
import { createDeployment, createStage, removedByPatch, updateStage } from './rest-stages.ts';

const on = onApi(1);

/** API Gateway answers with a policy whose quotes it has escaped once more than JSON needs. */
const unescaped = (value: Json | undefined): Json | undefined => {
  if (typeof value !== 'string' || !value.startsWith('{\\"')) return value;
  try {
    return JSON.parse(`"${value}"`) as Json;
  } catch {
    return value;
  }
};

/** The steps for a policy where one was named; without one there is none, unless that can not be told. */
const policyOps = (value: Json | undefined, toldAll: boolean, fields: Fields): readonly Op[] => {
  const text = unescaped(value);
  if (text === '' || ((text === undefined || text === null) && toldAll)) return api.set('resourcePolicy', null);
  return withDocument(text, {
    read: (document) => api.set('resourcePolicy', document),
    unreadable: (reason, detail) => api.unknown('resourcePolicy', reason, detail),
    missing: reasonOf(fields),
  });
};

const apiOps = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const has = (name: string): boolean => request.has(name) || response.has(name);
  const get = <T>(read: (fields: Fields) => T | undefined): T | undefined => read(request) ?? read(response);
  const toldAll = request.state === 'present' || response.state === 'present';
  return [
    ...api.set(
      'title',
      get((fields) => fields.string('name')),
    ),
    ...api.set('protocol', 'REST'),
    ...(toldAll
      ? [
          ...api.set('endpoint', get((fields) => fields.object('endpointConfiguration').strings('types')[0]) ?? 'EDGE'),
          ...api.set('defaultEndpointDisabled', get((fields) => fields.boolean('disableExecuteApiEndpoint')) ?? false),
        ]
      : [...api.unknown('endpoint', reasonOf(request)), ...api.unknown('defaultEndpointDisabled', reasonOf(request))]),
    ...policyOps(has('policy') ? get((fields) => fields.get('policy')) : undefined, toldAll, request),
    ...api.set('tags', tagsOf(get((fields) => fields.get('tags')))),
  ];
};

const rootPath = (change: Change): { readonly [id: string]: string } => {
  const root = change.response.string('rootResourceId');
  return root === undefined ? {} : { [root]: '/' };
};

const onNewApi =
  (read: (change: Change) => readonly Op[]) =>
  (change: Change): readonly Effect[] => {
    const id = change.response.string('id') ?? change.response.string('restApiId');
    return id === undefined ? [] : [{ ref: apiRef(change, 1, id), ops: [{ op: 'create' }, ...read(change)] }];
  };

const createApi = (change: Change): readonly Op[] => {
  // A clone brings everything with it, and the record says nothing of it.
  const cloned = change.request.string('cloneFrom') !== undefined;
  return [
    ...apiOps(change),
    ...(cloned ? imported : noRoutes(change)),
    ...api.set('stages', {}),
    ...api.set('deployedRoutes', {}),
    ...(cloned ? [] : api.set('corsOrigins', [])),
  ];
};

const noRoutes = (change: Change): readonly Op[] => [
  ...api.set('routes', {}),
  ...api.set('integrations', {}),
  ...api.set('authorizers', {}),
  ...api.set('paths', rootPath(change)),
];

/** An import replaces what a document says that is not in the record. */
const imported: readonly Op[] = (['routes', 'integrations', 'authorizers', 'paths', 'corsOrigins'] as const).flatMap(
  (facet) => api.unknown(facet, 'not-in-record', 'imported from a document that the record does not carry'),
);

const updateApi = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const patches = patchesOf(request);
  if (patches.length === 0) {
    if (response.has('id')) return apiOps(change);
    return (['endpoint', 'defaultEndpointDisabled', 'resourcePolicy'] as const).flatMap((facet) =>
      api.unknown(facet, reasonOf(request)),
    );
  }
  const policy = patchTo(request, '/policy');
  const endpoint = patches.findLast(({ segments, op }) => segments[1] === 'types' && op !== 'remove');
  return [
    ...api.set('title', patchedText(request, '/name')),
    ...api.set('endpoint', endpoint?.value),
    ...api.set('defaultEndpointDisabled', patchedBoolean(request, '/disableExecuteApiEndpoint')),
    ...(policy === undefined ? [] : policyOps(policy.value ?? '', true, request)),
  ];
};

const METHODS = ['ANY', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] as const;

const resourceOps = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const id = response.string('id') ?? request.string('resourceId');
  const path = response.string('path');
  if (id === undefined) return api.unknown('paths', reasonOf(request));
  if (path !== undefined) return api.put('paths', [id], path);
  // Without the answer only the last part is known, which is no path.
  return change.name === 'CreateResource' ? [] : api.remove('paths', [id]);
};

const deleteResource = ({ request }: Change): readonly Op[] => {
  const id = request.string('resourceId');
  if (id === undefined) return api.unknown('routes', reasonOf(request));
  const keys = METHODS.map((method) => `${id} ${method}`);
  return [
    ...api.remove('paths', [id]),
    ...keys.flatMap((key) => [...api.remove('routes', [key]), ...api.remove('integrations', [key])]),
  ];
};

/** The method of the request's path; the integration has one of its own inside the input. */
const routeKey = ({ request }: Change): string | undefined => {
  const resource = request.string('resourceId');
  const method = request.string('httpMethod');
  return resource === undefined || method === undefined ? undefined : `${resource} ${method.toUpperCase()}`;
};

const onRoute = (change: Change, facet: 'routes' | 'integrations', ops: (key: string) => readonly Op[]) => {
  const key = routeKey(change);
  return key === undefined ? api.unknown(facet, reasonOf(change.request)) : ops(key);
};

const routeDetails = (change: Change): Effect['details'] => ({ route: routeKey(change) ?? null });

const methodName = (key: string): string => {
  const [resource = '', method = ''] = key.split(' ');
  return `${method} ${resource}`;
};

const methodMembers = (key: string, fields: Fields): Partial<Route> =>
  said<Route>({
    name: methodName(key),
    authorization: fields.string('authorizationType'),
    authorizerId: fields.string('authorizerId'),
    apiKeyRequired: fields.boolean('apiKeyRequired'),
  });

const putMethod = (change: Change): readonly Op[] =>
  onRoute(change, 'routes', (key) => {
    const fields = change.response.has('authorizationType') ? change.response : change.request;
    const method = methodMembers(key, fields);
    return method.authorization === undefined
      ? api.unknown('routes', reasonOf(change.request))
      : api.put('routes', [key], method);
  });

const updateMethod = (change: Change): readonly Op[] =>
  onRoute(change, 'routes', (key) => {
    const { request, response } = change;
    if (response.has('authorizationType')) return api.put('routes', [key], methodMembers(key, response));
    const patches = patchesOf(request);
    if (patches.length === 0) return api.unknown('routes', reasonOf(request));
    const authorizer = patchTo(request, '/authorizerId');
    return [
      ...putEach(
        'routes',
        key,
        said<Route>({
          name: methodName(key),
          authorization: patchedText(request, '/authorizationType'),
          apiKeyRequired: patchedBoolean(request, '/apiKeyRequired'),
          authorizerId: authorizer?.value,
        }),
      ),
      ...(authorizer !== undefined && !authorizer.value ? api.remove('routes', [key, 'authorizerId']) : []),
    ];
  });

const putIntegration = (change: Change): readonly Op[] =>
  onRoute(change, 'integrations', (key) => {
    const fields = change.response.has('type') ? change.response : change.request;
    const type = fields.string('type');
    if (type === undefined) return api.unknown('integrations', reasonOf(change.request));
    const uri = fields.string('uri');
    const credentials = fields.string('credentials');
    return api.put('integrations', [key], integrationMembers(change, { type, uri, credentials }));
  });

const updateIntegration = (change: Change): readonly Op[] =>
  onRoute(change, 'integrations', (key) => {
    if (change.response.has('type')) return putIntegration(change);
    if (patchesOf(change.request).length === 0) return api.unknown('integrations', reasonOf(change.request));
    const uri = patchedText(change.request, '/uri');
    const credentials = patchedText(change.request, '/credentials');
    const members = integrationMembers(change, { uri, credentials });
    // A new address that names no function leaves none behind.
    const gone =
      uri !== undefined && members.function === undefined ? api.remove('integrations', [key, 'function']) : [];
    return [...putEach('integrations', key, members), ...gone];
  });

const authorizerId = ({ request, response }: Change): string | undefined =>
  request.string('authorizerId') ?? response.string('id');

const authorizerOps = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const id = authorizerId(change);
  if (id === undefined) return api.unknown('authorizers', reasonOf(request));
  const fields = response.has('type') ? response : request;
  const whole = authorizerMembers(change, fields);
  if (whole.type !== undefined) return api.put('authorizers', [id], whole);
  if (patchesOf(request).length === 0) return api.unknown('authorizers', reasonOf(request));
  const ttl = Number.parseInt(patchedText(request, '/authorizerResultTtlInSeconds') ?? '', 10);
  const uri = integrationMembers(change, { uri: patchedText(request, '/authorizerUri') });
  return putEach(
    'authorizers',
    id,
    said<Authorizer>({
      type: patchedText(request, '/type'),
      function: uri.function,
      identitySource: patchedText(request, '/identitySource'),
      resultTtlSeconds: Number.isNaN(ttl) ? undefined : ttl,
      credentials: patchedText(request, '/authorizerCredentials'),
    }),
  );
};

const authorizerDetails = (change: Change): Effect['details'] => ({ authorizer: authorizerId(change) ?? null });

const ALLOW_ORIGIN = /access-control-allow-origin$/i;

const patchedOrigins = (request: Fields): readonly string[] =>
  patchesOf(request).flatMap(({ path, value }) => (ALLOW_ORIGIN.test(path) && value !== undefined ? [value] : []));

/**
 * Every method answers for itself, and the facet is about all of them: one that lets every origin in decides, one that
 * does not says nothing about the others.
 */
const corsOps = ({ request }: Change): readonly Op[] => {
  const values = Object.entries(request.object('responseParameters').raw).flatMap(([name, value]) =>
    ALLOW_ORIGIN.test(name) && typeof value === 'string' ? [value] : [],
  );
  const isWide = [...values, ...patchedOrigins(request)].some((value) => value === "'*'" || value === '*');
  return isWide ? api.set('corsOrigins', ['*']) : [];
};

/** The calls of REST APIs (version 1). */
export const restCalls = {
  CreateRestApi: onNewApi(createApi),
  ImportRestApi: onNewApi((change) => [
    ...apiOps(change),
    ...imported,
    ...api.set('stages', {}),
    ...api.set('deployedRoutes', {}),
  ]),
  PutRestApi: on((change) => [...(change.response.has('id') ? apiOps(change) : updateApi(change)), ...imported]),
  UpdateRestApi: on(updateApi, ({ request }) => ({ patched: patchesOf(request).map(({ path }) => path) })),
  DeleteRestApi: on(() => [{ op: 'delete' }]),
  CreateResource: on(resourceOps),
  UpdateResource: on(resourceOps),
  DeleteResource: on(deleteResource),
  PutMethod: on(putMethod, routeDetails),
  UpdateMethod: on(updateMethod, routeDetails),
  DeleteMethod: on((change) =>
    onRoute(change, 'routes', (key) => [...api.remove('routes', [key]), ...api.remove('integrations', [key])]),
  ),
  PutIntegration: on(putIntegration, routeDetails),
  UpdateIntegration: on(updateIntegration, routeDetails),
  DeleteIntegration: on(
    (change) => onRoute(change, 'integrations', (key) => api.remove('integrations', [key])),
    routeDetails,
  ),
  CreateAuthorizer: on(authorizerOps, authorizerDetails),
  UpdateAuthorizer: on(authorizerOps, authorizerDetails),
  DeleteAuthorizer: on((change) => {
    const id = authorizerId(change);
    return id === undefined ? api.unknown('authorizers', reasonOf(change.request)) : api.remove('authorizers', [id]);
  }, authorizerDetails),
  CreateStage: on(createStage, stageDetails),
  UpdateStage: on(updateStage, (change) => ({ ...stageDetails(change), removed: removedByPatch(change) })),
  DeleteStage: on((change) => onStage(change, (name) => api.remove('stages', [name])), stageDetails),
  CreateDeployment: on(createDeployment, stageDetails),
  PutIntegrationResponse: on(corsOps),
  UpdateIntegrationResponse: on(corsOps),
  PutGatewayResponse: on(corsOps),
  UpdateGatewayResponse: on(corsOps),
};
