import type { ResourceRef } from '../inventory/document.ts';
import type { Integration, Route } from '../inventory/kinds/apis.ts';
import { awsCommand } from './commands.ts';

export const isRest = ({ arn }: ResourceRef): boolean => arn.includes(':/restapis/');

/** The integration behind a route: of an HTTP API by its id, of a REST API under the key of the method. */
export const integrationBehind = (
  id: string,
  route: Route,
  integrations: { readonly [id: string]: Integration } | undefined,
): Integration | undefined => integrations?.[route.integrationId ?? id];

const authorize = (resource: ResourceRef, id: string, authorization: string): string => {
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

const deploy = (resource: ResourceRef, stage: string): string =>
  awsCommand(isRest(resource) ? 'apigateway create-deployment' : 'apigatewayv2 create-deployment', {
    [isRest(resource) ? 'rest-api-id' : 'api-id']: resource.name,
    'stage-name': stage,
    region: resource.region,
  });

/**
 * The commands that set the authorization of a method of a REST API or a route of an HTTP API, and deploy it to the
 * stages; without an authorization, those that deploy what is configured.
 */
export const routeCommand = (
  resource: ResourceRef,
  id: string,
  authorization: string | undefined,
  stages: readonly string[],
): string =>
  [
    ...(authorization === undefined ? [] : [authorize(resource, id, authorization)]),
    ...stages.map((stage) => deploy(resource, stage)),
  ].join(' && ');
