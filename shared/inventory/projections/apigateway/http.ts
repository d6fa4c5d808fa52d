import type { Change } from '../../../trail/change.ts';
import type { Fields } from '../../../trail/fields.ts';
import type { Op } from '../../document.ts';
import type { Route, Stage } from '../../kinds/apis.ts';
import { type Effect, reasonOf, tagsOf } from '../../projection.ts';
import {
  api,
  apiRef,
  authorizerMembers,
  integrationMembers,
  onApi,
  onStage,
  putEach,
  said,
  stageDetails,
  variablesOf,
} from './api.ts';

const on = onApi(2);

/** The key of the route, integration and stage that a quick create makes without telling their ids. */
export const QUICK_CREATE = 'quick-create';

/**
 * HTTP and WebSocket APIs have no resource policy and are always regional.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-vs-rest.html
 */
const apiOps = (change: Change): readonly Op[] => {
  const fields = change.response.has('apiId') ? change.response : change.request;
  const cors = (fields.has('corsConfiguration') ? fields : change.request).object('corsConfiguration');
  return [
    ...api.set('title', fields.string('name')),
    ...api.set('protocol', fields.string('protocolType')),
    ...api.set('defaultEndpointDisabled', fields.boolean('disableExecuteApiEndpoint')),
    ...(cors.state === 'present' ? api.set('corsOrigins', cors.strings('allowOrigins')) : []),
  ];
};

const quickCreate = (change: Change): readonly Op[] => {
  const uri = change.request.string('target');
  if (uri === undefined) return [];
  const type = uri.startsWith('http') ? 'HTTP_PROXY' : 'AWS_PROXY';
  const credentials = change.request.string('credentialsArn');
  const route: Route = {
    name: change.request.string('routeKey') ?? '$default',
    authorization: 'NONE',
    integrationId: QUICK_CREATE,
  };
  return [
    ...api.put('routes', [QUICK_CREATE], route),
    ...api.put('integrations', [QUICK_CREATE], integrationMembers(change, { type, uri, credentials })),
    ...api.put('stages', ['$default'], { autoDeploy: true }),
  ];
};

const createApi = (change: Change): readonly Effect[] => {
  const id = change.response.string('apiId');
  if (id === undefined) return [];
  const { request } = change;
  const ops: readonly Op[] = [
    { op: 'create' },
    ...api.set('resourcePolicy', null),
    ...api.set('endpoint', 'REGIONAL'),
    ...api.set('paths', {}),
    ...api.set('stages', {}),
    ...api.set('deployedRoutes', {}),
    ...api.set('tags', tagsOf(change.response.get('tags') ?? request.get('tags'))),
    ...(change.name === 'ImportApi'
      ? imported
      : [
          ...api.set('routes', {}),
          ...api.set('integrations', {}),
          ...api.set('authorizers', {}),
          ...api.set('corsOrigins', []),
          ...api.set('defaultEndpointDisabled', false),
        ]),
    ...apiOps(change),
    ...quickCreate(change),
  ];
  return [{ ref: apiRef(change, 2, id), ops, details: { quick: request.has('target') } }];
};

/** An import replaces what a document says that is not in the record. */
const imported: readonly Op[] = (['routes', 'integrations', 'authorizers', 'corsOrigins'] as const).flatMap((facet) =>
  api.unknown(facet, 'not-in-record', 'imported from a document that the record does not carry'),
);

const updateApi = (change: Change): readonly Op[] => {
  const { request, response } = change;
  if (request.state !== 'present' && response.state !== 'present')
    return (['corsOrigins', 'defaultEndpointDisabled'] as const).flatMap((facet) =>
      api.unknown(facet, reasonOf(request)),
    );
  return apiOps(change);
};

const asked = ({ request }: Change): Effect['details'] => ({ asked: Object.keys(request.raw).sort() });

const integrationOfTarget = (fields: Fields): string | undefined =>
  fields.string('target')?.replace(/^integrations\//, '');

const routeId = ({ request, response }: Change): string | undefined =>
  response.string('routeId') ?? request.string('routeId');

const routeMembers = (fields: Fields): Partial<Route> =>
  said<Route>({
    name: fields.string('routeKey'),
    authorization: fields.string('authorizationType'),
    authorizerId: fields.string('authorizerId'),
    apiKeyRequired: fields.boolean('apiKeyRequired'),
    integrationId: integrationOfTarget(fields),
  });

const createRoute = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const fields = response.has('routeKey') ? response : request;
  const route = routeMembers(fields);
  if (route.name === undefined) return api.unknown('routes', reasonOf(request));
  // Without an answer the route has no id yet; what it lets in is what matters.
  return api.put('routes', [routeId(change) ?? `event:${change.id}`], { authorization: 'NONE', ...route });
};

const updateRoute = (change: Change): readonly Op[] => {
  const { request, response } = change;
  const id = routeId(change);
  if (id === undefined) return api.unknown('routes', reasonOf(request));
  const managed = response.boolean('apiGatewayManaged') ? api.remove('routes', [QUICK_CREATE]) : [];
  if (response.has('routeKey') && response.has('authorizationType'))
    return [...managed, ...api.put('routes', [id], routeMembers(response))];
  if (request.state !== 'present') return api.unknown('routes', reasonOf(request));
  const cleared = request.string('authorizerId') === '' ? api.remove('routes', [id, 'authorizerId']) : [];
  return [...managed, ...putEach('routes', id, routeMembers(request)), ...cleared];
};

const onId = (
  change: Change,
  facet: 'routes' | 'integrations' | 'authorizers',
  id: string | undefined,
  ops: (id: string) => readonly Op[],
): readonly Op[] => (id === undefined ? api.unknown(facet, reasonOf(change.request)) : ops(id));

const integrationId = ({ request, response }: Change): string | undefined =>
  request.string('integrationId') ?? response.string('integrationId');

const integrationOps = (change: Change): readonly Op[] =>
  onId(change, 'integrations', integrationId(change) ?? `event:${change.id}`, (id) => {
    const { request, response } = change;
    const whole = response.has('integrationType');
    const fields = whole ? response : request;
    if (fields.state !== 'present') return api.unknown('integrations', reasonOf(request));
    const members = integrationMembers(change, {
      type: fields.string('integrationType'),
      uri: fields.string('integrationUri') ?? fields.string('integrationSubtype'),
      credentials: fields.string('credentialsArn'),
    });
    return whole || change.name.startsWith('Create')
      ? api.put('integrations', [id], members)
      : putEach('integrations', id, members);
  });

const authorizerId = ({ request, response }: Change): string | undefined =>
  request.string('authorizerId') ?? response.string('authorizerId');

const authorizerOps = (change: Change): readonly Op[] =>
  onId(change, 'authorizers', authorizerId(change) ?? `event:${change.id}`, (id) => {
    const { request, response } = change;
    const whole = response.has('authorizerType');
    const fields = whole ? response : request;
    if (fields.state !== 'present') return api.unknown('authorizers', reasonOf(request));
    const members = authorizerMembers(change, fields);
    return whole || change.name.startsWith('Create')
      ? api.put('authorizers', [id], members)
      : putEach('authorizers', id, members);
  });

const hasThrottle = (fields: Fields): boolean => fields.object('defaultRouteSettings').has('throttlingRateLimit');

const stageMembers = (fields: Fields, whole: boolean): Partial<Stage> => {
  const told = (member: string): boolean => whole || fields.has(member);
  return said<Stage>({
    autoDeploy: fields.boolean('autoDeploy') ?? (whole ? false : undefined),
    deploymentId: fields.string('deploymentId'),
    accessLogs: told('accessLogSettings') ? fields.object('accessLogSettings').has('destinationArn') : undefined,
    throttled: told('defaultRouteSettings') ? hasThrottle(fields) : undefined,
    variables: fields.hidden('stageVariables') ? undefined : variablesOf(fields.get('stageVariables')),
  });
};

const stageOps = (change: Change): readonly Op[] =>
  onStage(change, (name) => {
    const { request, response } = change;
    const whole = response.has('stageName');
    const fields = whole ? response : request;
    if (fields.state !== 'present') return api.unknown('stages', reasonOf(request));
    const members = stageMembers(fields, whole || change.name.startsWith('Create'));
    return change.name.startsWith('Create') ? api.put('stages', [name], members) : putEach('stages', name, members);
  });

const createDeployment = (change: Change): readonly Op[] => {
  const stage = change.request.string('stageName');
  const id = change.response.string('deploymentId') ?? `event:${change.id}`;
  return [
    ...api.copy('deployedRoutes', 'routes'),
    ...(stage === undefined ? [] : api.put('stages', [stage, 'deploymentId'], id)),
  ];
};

const routeDetails = (change: Change): Effect['details'] => ({ route: routeId(change) ?? null });
const integrationDetails = (change: Change): Effect['details'] => ({ integration: integrationId(change) ?? null });
const authorizerDetails = (change: Change): Effect['details'] => ({ authorizer: authorizerId(change) ?? null });

/** The calls of HTTP and WebSocket APIs (version 2). */
export const httpCalls = {
  CreateApi: createApi,
  ImportApi: createApi,
  ReimportApi: on((change) => [...updateApi(change), ...imported], asked),
  UpdateApi: on(updateApi, asked),

  DeleteApi: on(() => [{ op: 'delete' }]),
  DeleteCorsConfiguration: on(() => api.set('corsOrigins', [])),
  CreateRoute: on(createRoute, routeDetails),
  UpdateRoute: on(updateRoute, routeDetails),
  DeleteRoute: on(
    (change) => onId(change, 'routes', routeId(change), (id) => api.remove('routes', [id])),
    routeDetails,
  ),
  CreateIntegration: on(integrationOps, integrationDetails),
  UpdateIntegration: on(integrationOps, integrationDetails),
  DeleteIntegration: on(
    (change) => onId(change, 'integrations', integrationId(change), (id) => api.remove('integrations', [id])),
    integrationDetails,
  ),
  CreateAuthorizer: on(authorizerOps, authorizerDetails),
  UpdateAuthorizer: on(authorizerOps, authorizerDetails),
  DeleteAuthorizer: on(
    (change) => onId(change, 'authorizers', authorizerId(change), (id) => api.remove('authorizers', [id])),
    authorizerDetails,
  ),
  CreateStage: on(stageOps, stageDetails),
  UpdateStage: on(stageOps, stageDetails),
  DeleteStage: on((change) => onStage(change, (name) => api.remove('stages', [name])), stageDetails),
  DeleteAccessLogSettings: on(
    (change) => onStage(change, (name) => api.put('stages', [name, 'accessLogs'], false)),
    (change) => ({ ...stageDetails(change), removed: ['accessLogs'] }),
  ),
  CreateDeployment: on(createDeployment, stageDetails),
};
