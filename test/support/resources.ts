import type { AccountId, Arn } from '../../shared/arn.ts';
import type { ResourceChange, ResourceRef } from '../../shared/inventory/document.ts';
import type { RoleFacets } from '../../shared/inventory/kinds/iam.ts';
import type { FunctionFacets } from '../../shared/inventory/kinds/lambda.ts';
import type { StatementJson } from '../../shared/inventory/kinds/statement.ts';
import type { FacetsByKind, Kind } from '../../shared/inventory/kinds.ts';
import type { Json, JsonObject } from '../../shared/json.ts';
import { account, functionArn, region, roleArnOf } from './calls.ts';

export type PartialFacets<K extends Kind> = { readonly [P in keyof FacetsByKind[K]]?: FacetsByKind[K][P] };

/** A resource as it was read, with these facets and no others. */
export const given = <K extends Kind>(kind: K, ref: { arn: string; name: string; region?: string }, facets: object) => {
  const place: ResourceRef = {
    kind,
    arn: ref.arn as Arn,
    name: ref.name,
    account: account as AccountId,
    region: ref.region ?? region,
  };
  return {
    ...place,
    time: '2026-03-01T00:00:00Z',
    id: `given-${ref.arn}`,
    eventSource: 'inventory',
    eventName: 'Read',
    source: 'inventory',
    call: 'Read',
    actor: { type: 'unknown', crossAccount: false },
    ops: [
      { op: 'create' },
      ...Object.entries(facets).map(([facet, value]) => ({ op: 'set', facet, value: value as Json }) as const),
    ],
  } satisfies ResourceChange;
};

const plainFunction: Omit<FunctionFacets, 'role'> = {
  runtime: 'nodejs24.x',
  handler: 'index.handler',
  packageType: 'Zip',
  layers: [],
  environment: { names: [], secretLike: [] },
  code: { sha256: 'q1MKE+RZFJgrefm34+uplM/R8/si9xzqGvvwK0YMbR0=' },
  resourcePolicy: {},
  urls: {},
  aliases: {},
  destinations: {},
  reservedConcurrency: null,
  recursiveLoop: 'Terminate',
  codeSigning: null,
  vpc: null,
  kmsKey: null,
  deadLetterTarget: null,
  tracing: 'PassThrough',
  logging: {},
  fileSystems: [],
  runtimeUpdates: 'Auto',
  edgeReplicated: false,
  publicAccessBlocked: false,
  stack: null,
  tags: {},
};

/** A function as it stands, known in full and harmless but for what is given. It runs as `orders-role`. */
export const aFunction = ({ name = 'orders', ...facets }: { name?: string } & PartialFacets<'function'> = {}) =>
  given('function', { arn: functionArn(name), name }, { role: roleArnOf('orders-role'), ...plainFunction, ...facets });

/** A function whose unqualified resource policy holds these statements. */
export const withPolicy = (...statements: readonly StatementJson[]) =>
  aFunction({
    resourcePolicy: {
      '': Object.fromEntries(
        statements.map((statement, index) => [String(statement['Sid'] ?? `#${index}`), statement]),
      ),
    },
  });

interface StatementParts {
  readonly sid?: string;
  readonly effect?: 'Allow' | 'Deny';
  readonly action?: Json;
  readonly resource?: string;
  readonly conditions?: JsonObject;
}

/** A statement of a resource policy; a principal that is a DNS name is a service. */
export const allow = (principal: Json, parts: StatementParts = {}): StatementJson => ({
  Sid: parts.sid ?? 'it',
  Effect: parts.effect ?? 'Allow',
  Principal:
    typeof principal !== 'string' || principal === '*'
      ? principal
      : /\.amazon(aws)?\.com$/.test(principal)
        ? { Service: principal }
        : { AWS: principal },
  Action: parts.action ?? 'lambda:InvokeFunction',
  Resource: parts.resource ?? functionArn('orders'),
  ...(parts.conditions === undefined ? {} : { Condition: parts.conditions }),
});

export const policyOf = (...statements: readonly JsonObject[]): JsonObject => ({
  Version: '2012-10-17',
  Statement: statements,
});

/** A policy of one statement that allows actions. */
export const allowing = (action: Json, resource: Json = '*'): JsonObject =>
  policyOf({ Effect: 'Allow', Action: action, Resource: resource });

/** A trust policy of one statement for a service. */
export const trusting = (service: string): JsonObject =>
  policyOf({ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' });

/** A trust policy of one statement, `it`, under conditions or not. */
export const trustFor = (principal: Json, conditions?: JsonObject, action = 'sts:AssumeRole'): JsonObject =>
  policyOf({
    Sid: 'it',
    Effect: 'Allow',
    Principal: principal,
    Action: action,
    ...(conditions === undefined ? {} : { Condition: conditions }),
  });

interface RoleParts {
  readonly name?: string;
  readonly path?: string;
  readonly trust?: JsonObject;
  readonly inline?: { readonly [name: string]: JsonObject };
  readonly attached?: readonly string[];
  readonly boundary?: string | null;
}

/** A role known in full that can do nothing but what is given; Lambda may assume it. */
export const aRole = (parts: RoleParts = {}) => {
  const name = parts.name ?? 'orders-role';
  const facets: RoleFacets = {
    path: parts.path ?? '/',
    trustPolicy: parts.trust ?? trusting('lambda.amazonaws.com'),
    inlinePolicies: parts.inline ?? {},
    attachedPolicies: Object.fromEntries((parts.attached ?? []).map((arn) => [arn, true])),
    boundary: parts.boundary ?? null,
    tags: {},
  };
  return given('role', { arn: roleArnOf(name), name, region: '' }, facets);
};

export const userArnOf = (name: string): string => `arn:aws:iam::${account}:user/${name}`;
export const policyArnOf = (name: string): string => `arn:aws:iam::${account}:policy/${name}`;

export const aUser = ({ name = 'ada', ...facets }: { name?: string } & PartialFacets<'user'> = {}) =>
  given(
    'user',
    { arn: userArnOf(name), name, region: '' },
    { inlinePolicies: {}, attachedPolicies: {}, groups: {}, accessKeys: {}, consolePassword: false, ...facets },
  );

/** A customer managed policy whose default version `v1` is the document. */
export const aManagedPolicy = (name: string, document: JsonObject, facets: PartialFacets<'managed-policy'> = {}) =>
  given(
    'managed-policy',
    { arn: policyArnOf(name), name, region: '' },
    { versions: { v1: document }, defaultVersion: 'v1', ...facets },
  );

export const mappingArn = (uuid: string): string => `arn:aws:lambda:${region}:${account}:event-source-mapping:${uuid}`;
export const queueArnOf = (name: string, owner = account): string => `arn:aws:sqs:${region}:${owner}:${name}`;

/** The event source mapping `m-1`, which hands the queue `orders` to the function `orders`. */
export const aMapping = (facets: PartialFacets<'event-source-mapping'> = {}) =>
  given(
    'event-source-mapping',
    { arn: mappingArn('m-1'), name: 'm-1' },
    {
      eventSource: queueArnOf('orders'),
      function: functionArn('orders'),
      enabled: true,
      onFailure: null,
      filtered: false,
      endpoints: [],
      inVpc: false,
      ...facets,
    },
  );

export const layerArn = (name: string, version = 1, owner = account): string =>
  `arn:aws:lambda:${region}:${owner}:layer:${name}:${version}`;

/** Version 1 of the layer `tools`, whose policy holds these statements. */
export const aLayerVersion = (...statements: readonly StatementJson[]) =>
  given(
    'layer-version',
    { arn: layerArn('tools'), name: 'tools:1' },
    {
      resourcePolicy: Object.fromEntries(statements.map((statement) => [String(statement['Sid']), statement])),
      publisher: roleArnOf('deploy'),
    },
  );

export const signingConfigArn = `arn:aws:lambda:${region}:${account}:code-signing-config:csc-0d4518bd353a0a7c6`;

export const aSigningConfig = (untrustedArtifactOnDeployment: 'Warn' | 'Enforce') =>
  given(
    'code-signing-config',
    { arn: signingConfigArn, name: 'csc-0d4518bd353a0a7c6' },
    { untrustedArtifactOnDeployment },
  );

/** The account itself. */
export const anAccount = (facets: PartialFacets<'account'> = {}) =>
  given('account', { arn: `arn:aws:iam::${account}:root`, name: account, region: '' }, facets);
