import { knownValue } from '../engine/facet.ts';
import { compareSeverity } from '../engine/severity.ts';
import { type Document, facetOf } from '../inventory/document.ts';
import { edgesOf } from '../inventory/edges.ts';
import { sourceResource } from '../inventory/edges-by-kind.ts';
import { feedingExposure, incomingTrigger } from '../inventory/entrances.ts';
import { asKind, facetValue } from '../inventory/facet-value.ts';
import type { Kind } from '../inventory/kinds.ts';
import { derivedFacet } from '../inventory/links.ts';
import { unnamedStack } from '../inventory/projections/lambda/configuration.ts';
import type { Reach } from '../inventory/reach.ts';
import { blastRadiusOf, ownerOf, powerBehind } from '../inventory/standing.ts';
import { type Exposure, widerExposure } from '../policy/exposure-order.ts';
import { type Named, namedInWords } from '../policy/named.ts';
import type { Fact, Layer, MapNode } from './model.ts';

const layerOf: { readonly [K in Kind]?: Layer } = {
  function: 'function',
  'state-machine': 'function',
  role: 'role',
  user: 'role',
  api: 'trigger',
  'graphql-api': 'trigger',
  'user-pool': 'trigger',
  'identity-pool': 'trigger',
  'event-rule': 'trigger',
  schedule: 'trigger',
  pipe: 'trigger',
  'event-source-mapping': 'trigger',
  'iot-rule': 'trigger',
  invoker: 'trigger',
  topic: 'source',
  queue: 'source',
  'event-bus': 'source',
  bucket: 'source',
  table: 'source',
  stream: 'source',
  'log-group': 'source',
  key: 'data',
  secret: 'data',
  parameter: 'data',
  repository: 'data',
  'api-destination': 'data',
};

/** The layer of a kind; `undefined` for what takes no part in a flow. */
export const layerOfKind = (kind: Kind): Layer | undefined => layerOf[kind];

const applicationTags = ['application', 'app', 'service', 'project', 'aws:cloudformation:stack-name'] as const;

const tagsOf = (document: Document): { readonly [key: string]: string } =>
  (knownValue(facetOf(document, 'tags')) as { readonly [key: string]: string } | undefined) ?? {};

const stackOf = (document: Document): string | null => {
  const tagged = tagsOf(document)['aws:cloudformation:stack-name'];
  const stack = knownValue(facetOf(document, 'stack'));
  return tagged ?? (typeof stack === 'string' ? stack : null);
};

/** What the resource itself says of its application; the empty string where it says nothing. */
const applicationOf = (document: Document): string => {
  const tags = tagsOf(document);
  const tagged = applicationTags.map((key) => tags[key]).find((value) => value !== undefined && value !== '');
  const stack = stackOf(document);
  return tagged ?? (stack === unnamedStack ? '' : (stack ?? ''));
};

type Exposed = Pick<MapNode, 'exposure' | 'isExposurePartial'>;

const exposedTo = (exposure: Exposure | null, isExposurePartial = false): Exposed => ({ exposure, isExposurePartial });

/** Who can come through a trigger to the functions behind it; `null` where it lets nobody in from outside. */
const triggerExposure = (document: Document): Exposure | null => {
  const ways = edgesOf(document)
    .filter(({ relation }) => relation === 'triggers')
    .flatMap(({ target }) => incomingTrigger(document, target)?.ways ?? [])
    .filter(({ missing }) => missing.length === 0);
  const widest = ways.reduce<Exposure>((wide, way) => widerExposure(wide, way.exposure), 'none');
  return widest === 'none' ? null : widest;
};

const exposureOf = (document: Document): Exposed => {
  if (document.kind !== 'function') return exposedTo(feedingExposure(document) ?? triggerExposure(document));
  const reach = derivedFacet(document, 'reach');
  if (!reach?.known) return exposedTo('unknown', true);
  return exposedTo((reach.value as Reach).exposure, reach.partial !== undefined);
};

const mostWays = 8;

const functionFacts = (document: Document): readonly Fact[] => {
  const fn = asKind(document, 'function');
  if (fn === undefined) return [];
  const facts: Fact[] = [];
  const runtime = facetValue(fn, 'runtime');
  if (runtime != null) facts.push({ name: 'runtime', value: runtime });
  const reach = derivedFacet(fn, 'reach');
  const ways = reach?.known ? (reach.value as Reach).ways : [];
  for (const { path, exposure, missing } of ways.slice(0, mostWays)) {
    const lacking = missing.length === 0 ? '' : `; not open: it lacks ${missing.join(' and ')}`;
    facts.push({ name: 'way in', value: `${path} (${exposure}${lacking})` });
  }
  if (ways.length > mostWays) facts.push({ name: 'way in', value: `and ${ways.length - mostWays} more` });
  if (!reach?.known) facts.push({ name: 'way in', value: `not known (${reach?.reason ?? 'not-seen'})` });
  else if (reach.partial !== undefined)
    facts.push({ name: 'way in', value: `there may be more: known in part (${reach.partial})` });
  return facts;
};

const named = (name: string, few: Named | undefined): readonly Fact[] =>
  few === undefined || few.named.length === 0 ? [] : [{ name, value: namedInWords(few) }];

const factsOf = (document: Document): readonly Fact[] => {
  const { power = null, complete, secrets, data } = blastRadiusOf(document) ?? {};
  return [
    ...functionFacts(document),
    ...(power === null ? [] : [{ name: 'power', value: power }]),
    ...(complete === false ? [{ name: 'power', value: 'not all of its policies are known' }] : []),
    ...named('reads secrets', secrets),
    ...named('reads data', data),
  ];
};

const nameIn = (resource: string): string =>
  resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1) || resource;

/** A mapping is called by a random id, which tells a person nothing: what it reads does. */
const nameOf = (document: Document): string => {
  const mapping = asKind(document, 'event-source-mapping');
  const source = mapping === undefined ? undefined : facetValue(mapping, 'eventSource');
  return source == null ? document.name : nameIn(sourceResource(source));
};

/** A resource of the inventory as the map shows it. */
export const nodeOf = (document: Document, layer: Layer, ownerTag: string): MapNode => {
  const open = Object.values(document.findings).filter(
    ({ status, verdict }) => status === 'active' && verdict === 'fail',
  );
  return {
    id: document.arn,
    kind: document.kind,
    name: nameOf(document),
    account: document.account,
    region: document.region,
    layer,
    application: applicationOf(document),
    owner: ownerOf(document, ownerTag),
    stack: stackOf(document),
    isReferenced: document.presence === 'referenced',
    ...exposureOf(document),
    power: powerBehind(document) ?? null,
    findings: open.length,
    worst:
      open
        .map(({ severity }) => severity)
        .sort(compareSeverity)
        .at(-1) ?? null,
    changed: document.head?.time ?? null,
    facts: factsOf(document),
  };
};

const kindOfService: Readonly<Record<string, string>> = {
  dynamodb: 'table',
  s3: 'bucket',
  sqs: 'queue',
  sns: 'topic',
  kinesis: 'stream',
  secretsmanager: 'secret',
  ssm: 'parameter',
  kms: 'key',
  states: 'state-machine',
  lambda: 'function',
  events: 'event-bus',
  logs: 'log-group',
  iam: 'role',
};

/** A resource that is only known because something points at it: an ARN, or a service (`service:events`). */
export const referencedNode = (id: string, layer: Layer): MapNode => {
  const [head, , service, region, account, ...resource] = id.split(':');
  const isArn = head === 'arn';
  return {
    id,
    kind: isArn ? (kindOfService[service ?? ''] ?? service ?? 'resource') : 'service',
    name: isArn ? nameIn(resource.join(':')) : id.slice(id.indexOf(':') + 1),
    account: isArn ? (account ?? '') : '',
    region: isArn ? (region ?? '') : '',
    layer,
    application: '',
    owner: null,
    stack: null,
    isReferenced: true,
    exposure: null,
    isExposurePartial: false,
    power: null,
    findings: 0,
    worst: null,
    changed: null,
    facts: [],
  };
};
