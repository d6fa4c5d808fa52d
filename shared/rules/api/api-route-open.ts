import { defineRule, type Violation } from '../../engine/rule.ts';
import { type PolicyGuard, policyGuard } from '../../inventory/api-policy.ts';
import type { Integration, Route } from '../../inventory/kinds/apis.ts';
import { servingStages } from '../../inventory/serving.ts';
import { integrationBehind, isPreflight, routeCommand, routeInWords } from '../apis.ts';
import { exposureContext } from '../exposed.ts';

type Severity = Violation['severity'];

interface Standing {
  readonly serving: readonly string[];
  readonly isPrivate: boolean;
  readonly guard: PolicyGuard;
  readonly integration: Integration | undefined;
}

const severityOf = (route: Route, { serving, isPrivate, guard, integration }: Standing): Severity => {
  if (serving.length === 0) return 'informational';
  if (isPrivate || guard !== 'nobody' || integration?.type === 'MOCK') return 'low';
  return route.apiKeyRequired ? 'medium' : undefined;
};

const inWords = (route: Route, { serving, isPrivate, guard, integration }: Standing): string => {
  const parts = [
    ...(route.apiKeyRequired ? ['an API key tells callers apart, but is no authentication'] : []),
    ...(integration?.type === 'MOCK' ? ['it answers by itself'] : []),
    ...(isPrivate ? ['only private networks reach the API'] : []),
    ...(guard === 'network' ? ["the API's policy lets certain networks through"] : []),
    ...(guard === 'identity' ? ["the API's policy leaves strangers out"] : []),
    serving.length === 0
      ? 'no stage serves it yet'
      : `served by ${serving.map((stage) => `stage ${stage}`).join(', ')}`,
  ];
  return parts.join('; ');
};

export default defineRule({
  id: 'api-route-open',
  title: 'A method or route of an API asks nobody who they are',
  severity: 'high',
  detections: ['API-01', 'API-02', 'API-03', 'API-08', 'API-10'],
  attack: ['T1190'],
  rationale:
    'Whoever knows the address reaches what is behind the API, with the permissions of that function and on your bill. ' +
    'API keys end up in clients and logs: they meter callers and do not authenticate them. A route is live once a stage ' +
    'serves it, so a deployment can be what opens it.',
  remediation: 'Set an authorization type (AWS_IAM, a JWT or a custom authorizer), then deploy.',
  references: [
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-to-api.html',
    'https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-access-control.html',
  ],
  subject: 'api',
  needs: ['routes', 'stages'],
  uses: ['protocol', 'endpoint', 'resourcePolicy', 'integrations', 'paths'],

  *evaluate({ routes, stages, protocol, endpoint, resourcePolicy, integrations, paths }, { resource, context }) {
    // Only the handshake of a WebSocket API can ask who somebody is; whatever follows it comes from the same caller.
    if (protocol === 'WEBSOCKET') return;
    const serving = servingStages(protocol, stages);
    const { resource: _, ...around } = exposureContext(resource, context);
    // A policy that was not seen is taken for none: it could only make the route less open.
    const guard = policyGuard(resourcePolicy ?? null, around);
    for (const [id, route] of Object.entries(routes)) {
      if (route.authorization !== 'NONE' || isPreflight(id, route)) continue;
      const integration = integrationBehind(id, route, integrations);
      const standing = { serving, isPrivate: endpoint === 'PRIVATE', guard, integration };
      const severity = severityOf(route, standing);
      const target = integration?.function ?? integration?.uri;
      yield {
        key: id,
        message: `${routeInWords(id, route, paths)}${target === undefined ? '' : `, which leads to ${target},`} has authorization NONE (${inWords(route, standing)})`,
        evidence: {
          route: routeInWords(id, route, paths),
          authorization: route.authorization,
          apiKeyRequired: route.apiKeyRequired ?? false,
          stages: [...serving],
          target: target ?? null,
        },
        ...(severity === undefined ? {} : { severity }),
        remediation: routeCommand(resource, id, 'AWS_IAM'),
      };
    }
  },
});
