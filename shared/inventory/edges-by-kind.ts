import { isArn, parseArn } from '../arn.ts';
import { parseImage } from '../image.ts';
import type { Json } from '../json.ts';
import { canonicalRoleArn, parseFunctionName } from '../trail/resources.ts';
import type { Document } from './document.ts';
import type { Edge, Relation } from './edge.ts';
import { facetValue } from './facet-value.ts';
import type { Kind } from './kinds.ts';

type Name = Json | undefined;

const texts = (names: readonly Name[]): readonly string[] => names.filter((name) => typeof name === 'string');

const to = (relation: Relation, ...targets: readonly Name[]): readonly Edge[] =>
  texts(targets)
    .filter(isArn)
    .map((target) => ({ relation, target }));

/** One identity for each function: without qualifier, so that a trigger of an alias finds the function. */
const toFunction = (relation: Relation, ...targets: readonly Name[]): readonly Edge[] =>
  texts(targets).flatMap((target) => {
    if (!target.includes(':lambda:')) return [];
    const found = parseFunctionName({ partition: 'aws', account: '', region: '' }, target);
    return found === undefined ? [] : [{ relation, target: found.arn }];
  });

const toRole = (...roles: readonly Name[]): readonly Edge[] =>
  texts(roles).flatMap((role) => {
    const target = canonicalRoleArn(role);
    return target === undefined ? [] : [{ relation: 'runs-as', target }];
  });

/** A stream of a table is a part of the table, a consumer a part of its stream. */
export const sourceResource = (arn: string): string =>
  arn.replace(/(:table\/[^/]+)\/stream\/.*$/, '$1').replace(/(:stream\/[^/]+)\/consumer\/.*$/, '$1');

const toSource = (...sources: readonly Name[]): readonly Edge[] =>
  to('reads-from', ...texts(sources).map(sourceResource));

/** A target that is a function is triggered; any other is sent to. */
const onward = (...targets: readonly Name[]): readonly Edge[] => [
  ...toFunction('triggers', ...targets),
  ...to('sends-to', ...texts(targets).filter((target) => !/:lambda:[^:]*:[^:]*:function:/.test(target))),
];

const values = <T>(record: { readonly [key: string]: T } | undefined): readonly T[] => Object.values(record ?? {});

const partitionOfArn = (document: Document): string => parseArn(document.arn)?.partition ?? 'aws';

const bucketNamed = (document: Document, name: Name): Name =>
  typeof name === 'string' && name !== '' ? `arn:${partitionOfArn(document)}:s3:::${name}` : undefined;

/** The repository of a container image. */
const repositoryOf = (document: Document, imageUri: string | undefined): Name => {
  const image = parseImage(imageUri ?? '');
  if (image === undefined) return undefined;
  const { registry, region, repository } = image;
  return `arn:${partitionOfArn(document)}:ecr:${region}:${registry}:repository/${repository}`;
};

/** The account as a resource, where it is known whose the bucket is: its own ARN does not say. */
const accountOfBucket = (document: Document): Name =>
  document.account ? `arn:${partitionOfArn(document)}:iam::${document.account}:root` : undefined;

type EdgesOf<K extends Kind> = (document: Document & { readonly kind: K }) => readonly Edge[];

/** What each kind points at, worked out from its facets. Kinds that point at nothing are not here. */
export const edgesByKind: { readonly [K in Kind]?: EdgesOf<K> } = {
  function: (document) => [
    ...toRole(facetValue(document, 'role')),
    ...to('uses-layer', ...(facetValue(document, 'layers') ?? [])),
    ...to('runs-image', repositoryOf(document, facetValue(document, 'code')?.imageUri)),
    ...to('signed-by', facetValue(document, 'codeSigning')),
    ...to('encrypted-with', facetValue(document, 'kmsKey')),
    ...onward(facetValue(document, 'deadLetterTarget')),
    ...values(facetValue(document, 'destinations')).flatMap(({ onSuccess, onFailure }) => onward(onSuccess, onFailure)),
  ],
  'event-source-mapping': (document) => [
    ...toFunction('triggers', facetValue(document, 'function')),
    ...toSource(facetValue(document, 'eventSource')),
    ...to('sends-to', facetValue(document, 'onFailure')),
  ],
  role: (document) => [
    ...to('has-policy', ...Object.keys(facetValue(document, 'attachedPolicies') ?? {})),
    ...to('bounded-by', facetValue(document, 'boundary')),
  ],
  user: (document) => to('has-policy', ...Object.keys(facetValue(document, 'attachedPolicies') ?? {})),
  api: (document) => [
    ...values(facetValue(document, 'integrations')).flatMap((integration) => [
      ...toFunction('triggers', integration.function),
      ...toRole(integration.credentials),
    ]),
    ...values(facetValue(document, 'authorizers')).flatMap((authorizer) => [
      ...toFunction('authorized-by', authorizer.function),
      ...toRole(authorizer.credentials),
    ]),
  ],
  'graphql-api': (document) =>
    values(facetValue(document, 'dataSources')).flatMap((source) => [
      ...toFunction('triggers', source.function),
      ...toRole(source.role),
    ]),
  'user-pool': (document) => toFunction('triggers', ...values(facetValue(document, 'triggers'))),
  'identity-pool': (document) => toRole(...values(facetValue(document, 'roles'))),
  'event-rule': (document) => [
    ...to('listens-on', facetValue(document, 'bus')),
    ...values(facetValue(document, 'targets')).flatMap((target) => [
      ...onward(target.arn),
      ...toRole(target.role),
      ...to('sends-to', target.deadLetter),
    ]),
  ],
  schedule: (document) => {
    const target = facetValue(document, 'target');
    return target === undefined ? [] : [...onward(target.arn), ...toRole(target.role)];
  },
  pipe: (document) => [
    ...toSource(facetValue(document, 'source')),
    ...onward(facetValue(document, 'target')),
    ...toFunction('triggers', facetValue(document, 'enrichment')),
    ...toRole(facetValue(document, 'role')),
  ],
  topic: (document) => [
    ...values(facetValue(document, 'subscriptions')).flatMap(({ endpoint }) => onward(endpoint)),
    ...to('encrypted-with', facetValue(document, 'kmsKey')),
  ],
  queue: (document) => [
    ...to('sends-to', facetValue(document, 'deadLetterTarget')),
    ...to('encrypted-with', facetValue(document, 'kmsKey')),
  ],
  'state-machine': (document) => [
    ...toFunction('triggers', ...(facetValue(document, 'functions') ?? [])),
    ...toRole(facetValue(document, 'role')),
  ],
  'iot-rule': (document) =>
    (facetValue(document, 'actions') ?? []).flatMap(({ target, role }) => [...onward(target), ...toRole(role)]),
  'log-group': (document) =>
    values(facetValue(document, 'subscriptions')).flatMap(({ destination, role }) => [
      ...onward(destination),
      ...toRole(role),
    ]),
  invoker: (document) => toFunction('triggers', ...(facetValue(document, 'functions') ?? [])),
  bucket: (document) => [
    ...values(facetValue(document, 'notifications')).flatMap(({ target }) => onward(target)),
    ...to('sends-to', ...(facetValue(document, 'replicatesTo') ?? [])),
    ...to('belongs-to', accountOfBucket(document)),
  ],
  table: (document) => to('sends-to', ...Object.keys(facetValue(document, 'kinesisDestinations') ?? {})),
  secret: (document) => toFunction('triggers', facetValue(document, 'rotationFunction')),
  trail: (document) => [
    ...to('logs-to', bucketNamed(document, facetValue(document, 'bucket'))),
    ...to('logs-with', facetValue(document, 'kmsKey')),
  ],
};
