import type { Facet } from '../engine/facet.ts';
import type { Json } from '../json.ts';
import { parsePolicy } from '../policy/document.ts';
import { type Exposure, exposureOf, widerExposure } from '../policy/exposure.ts';
import { wildcardMatch } from '../policy/pattern.ts';
import { parseFunctionName } from '../trail/resources.ts';
import { type Document, facetOf } from './document.ts';
import { sourceResource } from './edges-by-kind.ts';
import { asKind, facetValue } from './facet-value.ts';
import type { Route } from './kinds/apis.ts';
import type { Kind } from './kinds.ts';
import { isPreflight, routeInWords, servedRoutes, servingStages } from './serving.ts';

/** One way through a trigger to a function. */
export interface Way {
  /** In words: `POST /orders of the API shop, without an authorizer`. */
  readonly path: string;
  /** Who can go this way, as far as the trigger decides it. */
  readonly exposure: Exposure;
  /** What is not there yet, so that nobody can go this way now: a deployment, say. */
  readonly missing: readonly string[];
}

/** A trigger of a function, as the function sees it. */
export interface IncomingTrigger {
  readonly arn: string;
  readonly kind: Kind;
  readonly name: string;
  /** What it takes its events from, where that is a resource of its own. */
  readonly source: string | null;
  readonly enabled: boolean;
  /** The service that calls the function and needs its permission; `null` where Lambda polls. */
  readonly service: string | null;
  readonly ways: readonly Way[];
}

const sameFunction = (named: string | undefined, arn: string): boolean =>
  named !== undefined && parseFunctionName({ partition: 'aws', account: '', region: '' }, named)?.arn === arn;

const isCovered = (pattern: string, action: string): boolean =>
  pattern.startsWith('not ')
    ? !wildcardMatch(pattern.slice(4).toLowerCase(), action)
    : wildcardMatch(pattern.toLowerCase(), action);

/**
 * Who may do one of some things by a resource policy. No policy leaves it to the owner's account; one that can not be
 * read is unknown.
 */
export const exposureFor = (document: Document, actions: readonly string[], facet = 'resourcePolicy'): Exposure => {
  const policy: Facet<Json> = facetOf(document, facet);
  if (!policy.known) return 'unknown';
  if (policy.value === null) return 'account';
  const verdict = exposureOf(parsePolicy(policy.value), {
    type: 'resource',
    // The policy of an API speaks of calls of the API, not of its administration.
    resource: document.kind === 'api' ? 'execute-api' : document.arn,
    account: document.account,
  });
  const wanted = actions.map((action) => action.toLowerCase());
  return verdict.statements
    .filter((statement) => statement.actions.some((pattern) => wanted.some((action) => isCovered(pattern, action))))
    .reduce<Exposure>((widest, { inEffect }) => widerExposure(widest, inEffect), 'account');
};

const withAccess: { readonly [authorization: string]: string } = {
  AWS_IAM: 'for callers that IAM lets in',
  CUSTOM: 'behind a custom authorizer',
  JWT: 'behind a JWT authorizer',
  COGNITO_USER_POOLS: 'behind a user pool',
};

interface ApiStanding {
  readonly live: boolean;
  readonly isPrivate: boolean;
  /** Only REST APIs can have a policy. Without one, who gets in is up to the route alone. */
  readonly hasPolicy: boolean;
  readonly policy: Exposure;
}

const routeWay = (api: Document, name: string, route: Route, facts: ApiStanding): Way => {
  const open = route.authorization === 'NONE';
  const how = open ? 'without an authorizer' : (withAccess[route.authorization] ?? `behind ${route.authorization}`);
  const exposure: Exposure = !open
    ? route.authorization === 'AWS_IAM' && facts.policy !== 'account'
      ? facts.policy
      : 'account'
    : facts.isPrivate
      ? 'account'
      : facts.hasPolicy
        ? facts.policy
        : 'internet';
  return {
    path: `${name} of the API ${api.name}, ${how}`,
    exposure,
    missing: [
      ...(facts.live ? [] : ['a stage that serves it']),
      ...(open && route.apiKeyRequired ? ['an API key (which identifies callers, but is no authentication)'] : []),
    ],
  };
};

const apiWays = (document: Document, target: string): readonly Way[] => {
  const api = asKind(document, 'api');
  if (!api) return [];
  const integrations = facetValue(api, 'integrations') ?? {};
  const behind = (id: string, route: Route): boolean =>
    sameFunction(integrations[route.integrationId ?? id]?.function, target);
  const protocol = facetValue(api, 'protocol');
  const routes = facetValue(api, 'routes') ?? {};
  const stages = facetValue(api, 'stages');
  const policy = facetOf(api, 'resourcePolicy');
  const live = stages === undefined || servingStages(protocol, stages).length > 0;
  const facts: ApiStanding = {
    hasPolicy: protocol !== 'HTTP' && !(policy.known && policy.value === null),
    live,
    isPrivate: facetValue(api, 'endpoint') === 'PRIVATE',
    policy: exposureFor(api, ['execute-api:Invoke']),
  };
  const deployedRoutes = facetValue(api, 'deployedRoutes');
  const served = live && stages !== undefined ? servedRoutes({ protocol, routes, deployedRoutes, stages }) : routes;
  return Object.entries(served)
    .filter(([id, route]) => behind(id, route) && !isPreflight(id, route))
    .map(([id, route]) => routeWay(api, routeInWords(id, route, facetValue(api, 'paths')), route, facts));
};

const graphqlWays = (document: Document): readonly Way[] => {
  const api = asKind(document, 'graphql-api');
  if (!api) return [];
  const isPrivate = facetValue(api, 'private') === true;
  return (facetValue(api, 'authentication') ?? []).map((mode) => ({
    path: `the GraphQL API ${api.name}, by ${mode}`,
    exposure: mode === 'API_KEY' && !isPrivate ? 'internet' : 'account',
    missing: mode === 'API_KEY' ? ['an API key (which identifies callers, but is no authentication)'] : [],
  }));
};

/** What the thing at the other end of `reads-from` or `listens-on` told about who can put something in. */
const feeding = (document: Document, relation: string, arn: string | null): Exposure => {
  if (arn === null) return 'unknown';
  const told = document.neighbours[relation]?.[sourceResource(arn)];
  return typeof told === 'string' ? (told as Exposure) : 'unknown';
};

const bucketWays = (document: Document, target: string): readonly Way[] => {
  const bucket = asKind(document, 'bucket');
  const notified = Object.values(bucket === undefined ? {} : (facetValue(bucket, 'notifications') ?? {}));
  const events = notified.filter((each) => sameFunction(each.target, target)).flatMap((each) => each.events);
  return [
    {
      path: `whoever can write to the bucket ${document.name} (${events.join(', ') || 'any event'})`,
      exposure: exposureFor(document, ['s3:PutObject']),
      missing: [],
    },
  ];
};

interface Reading {
  readonly service: string | null;
  readonly source?: (document: Document) => string | null;
  readonly enabled?: (document: Document) => boolean;
  readonly ways: (document: Document, target: string) => readonly Way[];
}

const text = (document: Document, facet: string): string | null => {
  const found = facetOf(document, facet);
  return found.known && typeof found.value === 'string' ? found.value : null;
};

const isOn = (document: Document): boolean => {
  const found = facetOf(document, 'enabled');
  return !found.known || found.value !== false;
};

const within =
  (path: string): Reading['ways'] =>
  (document) => [{ path: `${path} ${document.name}`, exposure: 'account', missing: [] }];

const fed =
  (path: string, relation: string, facet: string): Reading['ways'] =>
  (document) => [
    {
      path: `${path} ${text(document, facet) ?? document.name}`,
      exposure: feeding(document, relation, text(document, facet)),
      missing: [],
    },
  ];

const readings: { readonly [K in Kind]?: Reading } = {
  api: { service: 'apigateway.amazonaws.com', ways: apiWays },
  'graphql-api': { service: null, ways: graphqlWays },
  'user-pool': {
    service: 'cognito-idp.amazonaws.com',
    ways: (document) => [
      { path: `sign-up and sign-in at the user pool ${document.name}`, exposure: 'unknown', missing: [] },
    ],
  },
  topic: {
    service: 'sns.amazonaws.com',
    ways: (document) => [
      {
        path: `whoever can publish to the topic ${document.name}`,
        exposure: exposureFor(document, ['sns:Publish']),
        missing: [],
      },
    ],
  },
  bucket: { service: 's3.amazonaws.com', ways: bucketWays },
  'event-rule': {
    service: 'events.amazonaws.com',
    source: (document) => text(document, 'bus'),
    enabled: isOn,
    ways: (document) =>
      text(document, 'pattern') === null && facetOf(document, 'pattern').known
        ? [{ path: `the schedule ${document.name}`, exposure: 'none', missing: [] }]
        : fed('whoever can put events on the bus', 'listens-on', 'bus')(document, ''),
  },
  schedule: {
    service: null,
    enabled: isOn,
    ways: (document) => [{ path: `the schedule ${document.name}`, exposure: 'none', missing: [] }],
  },
  'event-source-mapping': {
    service: null,
    source: (document) => text(document, 'eventSource'),
    enabled: isOn,
    ways: fed('whoever can send to', 'reads-from', 'eventSource'),
  },
  pipe: {
    service: null,
    source: (document) => text(document, 'source'),
    enabled: isOn,
    ways: fed('whoever can send to', 'reads-from', 'source'),
  },
  'iot-rule': { service: 'iot.amazonaws.com', enabled: isOn, ways: within('devices, by the rule') },
  'log-group': { service: 'logs.amazonaws.com', ways: within('whatever is written to the log group') },
  'state-machine': { service: null, ways: within('executions of the state machine') },
  secret: {
    service: 'secretsmanager.amazonaws.com',
    ways: (document) => [{ path: `rotation of the secret ${document.name}`, exposure: 'none', missing: [] }],
  },
  invoker: { service: null, ways: within('the caller') },
};

/** What a resource tells a function that it triggers. */
export const incomingTrigger = (document: Document, target: string): IncomingTrigger | null => {
  const reading = readings[document.kind];
  if (reading === undefined) return null;
  return {
    arn: document.arn,
    kind: document.kind,
    name: document.name,
    source: reading.source?.(document) ?? null,
    enabled: reading.enabled?.(document) ?? true,
    service: reading.service,
    ways: reading.ways(document, target),
  };
};

/**
 * Triggers of one tier let the same callers in and lack the same, so that whether one of them or a thousand are known
 * makes no difference to who can reach the function.
 */
export const entranceTier = ({ service, enabled, ways }: IncomingTrigger): string => {
  const open = ways.filter(({ missing }) => missing.length === 0).map(({ exposure }) => exposure);
  const nearly = ways.filter(({ missing }) => missing.length > 0).map(({ exposure }) => `${exposure}?`);
  return [service ?? '', enabled ? '' : 'off', ...new Set([...open, ...nearly].sort())].join(',');
};

const writing: { readonly [K in Kind]?: readonly string[] } = {
  queue: ['sqs:SendMessage'],
  stream: ['kinesis:PutRecord', 'kinesis:PutRecords'],
  table: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:BatchWriteItem'],
  'event-bus': ['events:PutEvents'],
};

/** Who can put something into what a mapping, pipe or rule reads. */
export const feedingExposure = (document: Document): Exposure | null => {
  const actions = writing[document.kind];
  return actions === undefined ? null : exposureFor(document, actions);
};
