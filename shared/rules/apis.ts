import type { ResourceRef } from '../inventory/document.ts';
import type { Integration, Route } from '../inventory/kinds/apis.ts';
import { awsCommand } from './commands.ts';

type Paths = { readonly [resourceId: string]: string } | undefined;

/** `GET /orders`, of whichever version of API; where the path has not been seen, the id of the resource. */
export const routeInWords = (id: string, route: Route | undefined, paths: Paths): string => {
  const [resource, method] = id.split(' ');
  if (resource === undefined || method === undefined) return route?.name ?? `the route ${id}`;
  const path = paths?.[resource];
  return path === undefined ? `${method} of the resource ${resource}` : `${method} ${path}`;
};

/** Browsers ask these without credentials before the real call; they have to be open. */
export const isPreflight = (id: string, route: Route): boolean =>
  id.endsWith(' OPTIONS') || route.name?.startsWith('OPTIONS ') === true;

export const isRest = ({ arn }: ResourceRef): boolean => arn.includes(':/restapis/');

/** The integration behind a route: of an HTTP API by its id, of a REST API under the key of the method. */
export const integrationBehind = (
  id: string,
  route: Route,
  integrations: { readonly [id: string]: Integration } | undefined,
): Integration | undefined => integrations?.[route.integrationId ?? id];

/** A command about a method of a REST API or a route of an HTTP API. */
export const routeCommand = (resource: ResourceRef, id: string, authorization: string): string => {
  const { name, region } = resource;
  if (!isRest(resource))
    return awsCommand('apigatewayv2 update-route', {
      'api-id': name,
      'route-id': id,
      'authorization-type': authorization,
      region,
    });
  const [resourceId, method] = id.split(' ');
  return awsCommand('apigateway update-method', {
    'rest-api-id': name,
    'resource-id': resourceId,
    'http-method': method,
    'patch-operations': `op=replace,path=/authorizationType,value=${authorization}`,
    region,
  });
};
