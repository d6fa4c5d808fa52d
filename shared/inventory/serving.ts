import type { Route, Stage } from './kinds/apis.ts';

type Stages = { readonly [name: string]: Stage };
type Routes = { readonly [id: string]: Route };

/**
 * Whether a stage serves the API: a stage of a REST API always stands on a deployment; one of an HTTP or WebSocket API
 * serves nothing before it is deployed or told to deploy by itself.
 */
const isServing = (protocol: string | undefined, stage: Stage): boolean =>
  protocol === 'HTTP' || protocol === 'WEBSOCKET'
    ? stage.autoDeploy === true || (stage.deploymentId ?? '') !== ''
    : true;

/** The names of the stages that serve an API. */
export const servingStages = (protocol: string | undefined, stages: Stages): readonly string[] =>
  Object.entries(stages)
    .filter(([, stage]) => isServing(protocol, stage))
    .map(([name]) => name);

/**
 * The routes as callers meet them. What is configured counts at once where a stage deploys by itself, and otherwise
 * from the next deployment on; a stage that was set back to an earlier deployment is taken to serve the last one.
 */
export const servedRoutes = (api: {
  readonly protocol: string | undefined;
  readonly routes: Routes;
  readonly deployedRoutes: Routes | undefined;
  readonly stages: Stages;
}): Routes => {
  const serving = servingStages(api.protocol, api.stages);
  if (serving.length === 0) return {};
  const deploysItself = serving.some((name) => api.stages[name]?.autoDeploy === true);
  return deploysItself ? api.routes : (api.deployedRoutes ?? api.routes);
};

/** `GET /orders`, of whichever version of API; where the path has not been seen, the id of the resource. */
export const routeInWords = (
  id: string,
  route: Route | undefined,
  paths: { readonly [resourceId: string]: string } | undefined,
): string => {
  const [resource, method] = id.split(' ');
  if (resource === undefined || method === undefined) return route?.name ?? `the route ${id}`;
  const path = paths?.[resource];
  return path === undefined ? `${method} of the resource ${resource}` : `${method} ${path}`;
};

/** Browsers ask these without credentials before the real call; they have to be open. */
export const isPreflight = (id: string, route: Route): boolean =>
  id.endsWith(' OPTIONS') || route.name?.startsWith('OPTIONS ') === true;

/** Whether an API speaks WebSocket: only such a one has a route for the handshake. */
export const isWebSocket = (protocol: string | undefined, routes: Routes): boolean =>
  protocol === undefined ? Object.values(routes).some(({ name }) => name === '$connect') : protocol === 'WEBSOCKET';
