import { defineRule, type Violation } from '../../engine/rule.ts';
import { type PolicyGuard, policyGuard } from '../../inventory/api-policy.ts';
import type { Integration, Route } from '../../inventory/kinds/apis.ts';
import { isPreflight, isWebSocket, routeInWords, servedRoutes, servingStages } from '../../inventory/serving.ts';
import { integrationBehind, isRest, routeCommand } from '../apis.ts';
import { exposureContext } from '../exposed.ts';

interface Standing {
  readonly isLive: boolean;
  /** It was closed since, but what stages serve is still the deployment before. */
  readonly closesNext: boolean;
  /** The stages that serve the API; `undefined` where none has been seen, which does not mean that there is none. */
  readonly serving: readonly string[] | undefined;
  readonly isPrivate: boolean;
  readonly guard: PolicyGuard;
  readonly integration: Integration | undefined;
}

const severityOf = (route: Route, standing: Standing): Violation['severity'] => {
  const { isLive, isPrivate, guard, integration } = standing;
  if (!isLive) return 'informational';
  if (isPrivate || guard !== 'nobody' || integration?.type === 'MOCK') return 'low';
  return route.apiKeyRequired ? 'medium' : undefined;
};

const guards: { readonly [guard in PolicyGuard]: readonly string[] } = {
  nobody: [],
  network: ["the API's policy lets certain networks through"],
  identity: ["the API's policy leaves strangers out"],
};

const liveInWords = ({ isLive, closesNext, serving }: Standing): readonly string[] => {
  if (serving === undefined) return ['which stages serve it has not been seen'];
  if (serving.length === 0) return ['no stage serves it yet'];
  if (!isLive) return ['it goes live with the next deployment'];
  const where = `served by ${serving.map((stage) => `stage ${stage}`).join(', ')}`;
  return closesNext ? [where, 'it was closed since, which is not deployed yet'] : [where];
};

const inWords = (route: Route, standing: Standing): string =>
  [
    ...(route.apiKeyRequired ? ['an API key tells callers apart, but is no authentication'] : []),
    ...(standing.integration?.type === 'MOCK' ? ['it answers by itself'] : []),
    ...(standing.isPrivate ? ['only private networks reach the API'] : []),
    ...guards[standing.guard],
    ...liveInWords(standing),
  ].join('; ');

export default defineRule({
  id: 'api-route-open',
  title: 'A method or route of an API asks nobody who they are',
  severity: 'high',
  detections: ['API-01', 'API-02', 'API-03', 'API-08', 'API-10'],
  attack: ['T1190'],
  rationale:
    'Whoever knows the address reaches what is behind the API, with the permissions of that function and on your bill. ' +
    'API keys end up in clients and logs: they meter callers and do not authenticate them. Stages serve what was last ' +
    'deployed, so it is a deployment that opens a route, and a deployment that closes it.',
  remediation: 'Set an authorization type (AWS_IAM, a JWT or a custom authorizer), then deploy.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
  ],
  subject: 'api',
  needs: ['routes'],
  uses: ['stages', 'deployedRoutes', 'protocol', 'endpoint', 'resourcePolicy', 'integrations', 'paths'],

  *evaluate(facets, { resource, context }) {
    const { routes, deployedRoutes, stages, protocol, endpoint, resourcePolicy, integrations, paths } = facets;
    // Only the handshake of a WebSocket API can ask who somebody is; whatever follows it comes from the same caller.
    if (isWebSocket(protocol, routes)) return;
    const standsOn = protocol ?? (isRest(resource) ? 'REST' : 'HTTP');
    const serving = stages === undefined ? undefined : servingStages(standsOn, stages);
    const served = stages === undefined ? routes : servedRoutes({ protocol: standsOn, routes, deployedRoutes, stages });
    const { resource: _, ...around } = exposureContext(resource, context);
    // A policy that was not seen is taken for none: it could only make the route less open.
    const guard = policyGuard(resourcePolicy ?? null, around);
    const toDeploy = (serving ?? []).filter((stage) => stages?.[stage]?.autoDeploy !== true);
    for (const id of new Set([...Object.keys(routes), ...Object.keys(served)])) {
      const isLive = served[id]?.authorization === 'NONE';
      const route = isLive ? served[id] : routes[id];
      if (route?.authorization !== 'NONE' || isPreflight(id, route)) continue;
      const integration = integrationBehind(id, route, integrations);
      const closesNext = isLive && routes[id]?.authorization !== 'NONE';
      const standing = { isLive, closesNext, serving, isPrivate: endpoint === 'PRIVATE', guard, integration };
      const severity = severityOf(route, standing);
      const target = integration?.function ?? integration?.uri;
      const name = routeInWords(id, route, paths);
      yield {
        key: id,
        message: `${name}${target === undefined ? '' : `, which leads to ${target},`} has authorization NONE (${inWords(route, standing)})`,
        evidence: {
          route: name,
          authorization: route.authorization,
          apiKeyRequired: route.apiKeyRequired ?? false,
          live: isLive,
          stages: serving === undefined ? null : [...serving],
          target: target ?? null,
        },
        ...(severity === undefined ? {} : { severity }),
        remediation: routeCommand(resource, id, closesNext ? undefined : 'AWS_IAM', toDeploy),
      };
    }
  },
});
