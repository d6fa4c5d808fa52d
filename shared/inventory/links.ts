import { type Arn, parseArn } from '../arn.ts';
import { type Facet, known, partial, unknown } from '../engine/facet.ts';
import { parseImage } from '../image.ts';
import type { Json } from '../json.ts';
import { effectiveBlock, namesOver } from './buckets-and-trails.ts';
import { type Document, facetOf, type ResourceRef } from './document.ts';
import type { Relation } from './edge.ts';
import { entranceTier, feedingExposure, type IncomingTrigger, incomingTrigger } from './entrances.ts';
import { asKind, facetValue } from './facet-value.ts';
import { isCrowded } from './fold/crowd.ts';
import { type Grants, grantsOf, identityPower, type RolePower, usersOf } from './identity-power.ts';
import type { PublicAccessBlock } from './kinds/data.ts';
import type { ManagedPolicyFacets } from './kinds/iam.ts';
import type { Code } from './kinds/lambda.ts';
import type { Kind } from './kinds.ts';
import { type Reach, reachOf } from './reach.ts';
import { type RolePowers, rolePowersOf } from './role-powers.ts';

export type { RolePower } from './identity-power.ts';

interface NoDerivedFacets {
  readonly none: never;
}

/** What the roles can do that a resource hands to its service. */
interface HandsRoles {
  readonly rolePowers: RolePowers;
}

/** A function that runs an image, by tag or by digest. */
export interface ImageUser {
  readonly function: string;
  readonly tag: string | null;
  readonly digest: string | null;
}

interface DerivedFacets {
  readonly bucket: {
    /** Block Public Access of the bucket and of its account together: what either switches on is on. */
    readonly effectiveBlock: PublicAccessBlock | null;
    /** Trails that deliver to it. */
    readonly trails: readonly string[];
  };
  readonly key: {
    /** Trails that encrypt with it. */
    readonly trails: readonly string[];
    /** What else is known to be encrypted with it, as `function orders`. */
    readonly users: readonly string[];
  };
  readonly repository: {
    /** Functions that run an image of it, and which. */
    readonly users: readonly ImageUser[];
  };
  readonly function: {
    /** What the execution role can do. */
    readonly power: RolePower;
    readonly triggers: readonly IncomingTrigger[];
    /** What its code signing configuration does with unsigned code; `null` where it has none. */
    readonly signingPolicy: string | null;
    /** Who can really reach the function. */
    readonly reach: Reach;
  };
  readonly role: {
    readonly power: RolePower;
    readonly usedBy: readonly string[];
    readonly grants: Grants;
  };
  readonly user: {
    readonly power: RolePower;
    readonly grants: Grants;
  };
  readonly 'managed-policy': { readonly document: Json };
  readonly api: HandsRoles;
  readonly 'graphql-api': HandsRoles;
  readonly 'identity-pool': HandsRoles;
  readonly 'event-rule': HandsRoles;
  readonly schedule: HandsRoles;
  readonly pipe: HandsRoles;
  readonly 'state-machine': HandsRoles;
  readonly 'iot-rule': HandsRoles;
  readonly 'log-group': HandsRoles;
}

/** Facets that are worked out from others and from what linked resources say. */
export type DerivedFacetsByKind = {
  readonly [K in Kind]: K extends keyof DerivedFacets ? DerivedFacets[K] : NoDerivedFacets;
};

/** What travels over a relation, in either direction; `null` where there is nothing to say. */
export interface Link {
  readonly relation: Relation;
  /** The kind at the pointed-at end, for a resource that is only known by being pointed at. */
  readonly to: Kind;
  /** Other kinds that can be at that end. */
  readonly orTo?: readonly Kind[];
  readonly toSource?: (target: Document) => Json;
  readonly toTarget?: (source: Document, target: Arn) => Json;
  /** What `toTarget` says in kinds that a verdict tells apart: of each so many are kept (`crowd.ts`). */
  readonly tier?: (summary: Json) => string;
}

const policyDocument = (document: Document): Facet<Json> => {
  const policy = asKind(document, 'managed-policy');
  if (!policy) return unknown('not-seen');
  const version = facetValue(policy, 'defaultVersion');
  const versions: ManagedPolicyFacets['versions'] | undefined = facetValue(policy, 'versions');
  const body = version === undefined ? undefined : versions?.[version];
  return body === undefined ? unknown('not-seen') : known(body);
};

const codeOf = (document: Document): Code | undefined => {
  const lambda = asKind(document, 'function');
  return lambda ? facetValue(lambda, 'code') : undefined;
};

const links: readonly Link[] = [
  {
    relation: 'runs-as',
    to: 'role',
    toSource: (role) => {
      const facet = identityPower(role);
      return facet.known ? (facet.value as unknown as Json) : null;
    },
    toTarget: (source) => (source.kind === 'function' ? source.name : null),
  },
  {
    relation: 'has-policy',
    to: 'managed-policy',
    toSource: (policy) => {
      const body = policyDocument(policy);
      return body.known ? body.value : null;
    },
  },
  {
    relation: 'bounded-by',
    to: 'managed-policy',
    toSource: (policy) => {
      const body = policyDocument(policy);
      return body.known ? body.value : null;
    },
  },
  {
    relation: 'triggers',
    to: 'function',
    toTarget: (source, target) => incomingTrigger(source, target) as unknown as Json,
    tier: (trigger) => entranceTier(trigger as unknown as IncomingTrigger),
  },
  { relation: 'reads-from', to: 'queue', orTo: ['stream', 'table'], toSource: feedingExposure },
  { relation: 'listens-on', to: 'event-bus', toSource: feedingExposure },
  { relation: 'logs-to', to: 'bucket', toTarget: (trail) => trail.name },
  { relation: 'logs-with', to: 'key', toTarget: (trail) => trail.name },
  { relation: 'encrypted-with', to: 'key', toTarget: ({ kind, name }) => `${kind} ${name}` },
  {
    relation: 'runs-image',
    to: 'repository',
    toTarget: (source) => {
      const image = source.kind === 'function' ? parseImage(codeOf(source)?.imageUri ?? '') : undefined;
      return { function: source.name, tag: image?.tag ?? null, digest: image?.digest ?? null };
    },
    tier: (user) => {
      const { tag, digest } = user as unknown as ImageUser;
      return digest ?? tag ?? '';
    },
  },
  {
    relation: 'belongs-to',
    to: 'account',
    toSource: (account) => {
      const facet = facetOf(account, 'publicAccessBlock');
      return facet.known ? facet.value : null;
    },
  },
  {
    relation: 'signed-by',
    to: 'code-signing-config',
    toSource: (config) => {
      const facet = facetOf(config, 'untrustedArtifactOnDeployment');
      return facet.known ? facet.value : null;
    },
  },
];

const byRelation = new Map<string, Link>(links.map((link) => [link.relation, link]));

/** The link of a relation, where anything travels over it. */
export const linkOf = (relation: string): Link | undefined => byRelation.get(relation);

/** Whether the pointed-at end of a link can be of a kind. */
export const isTargetOf = ({ to, orTo }: Link, kind: Kind): boolean => to === kind || orTo?.includes(kind) === true;

const intoKind = new Map<Kind, readonly Link[]>();

/** The links whose pointed-at end is of a kind. */
export const linksInto = (kind: Kind): readonly Link[] => {
  const into = intoKind.get(kind) ?? links.filter((link) => isTargetOf(link, kind));
  intoKind.set(kind, into);
  return into;
};

interface Derived {
  readonly facets: readonly string[];
  readonly relations: readonly Relation[];
  readonly derive: (document: Document) => Facet<unknown>;
}

const behind = (document: Document, relation: Relation, facet: 'role' | 'codeSigning'): Facet<unknown> => {
  const target = facetOf(document, facet);
  if (!target.known) return target;
  if (typeof target.value !== 'string') return unknown('not-seen');
  const told = document.neighbours[relation]?.[target.value];
  return told === undefined ? unknown('not-seen') : known(told);
};

/** What is known over a relation: in part where more speak than are kept. */
const allOver = <T>(document: Document, relation: Relation, value: T): Facet<T> =>
  isCrowded(document, relation) ? partial(value, 'too-many') : known(value);

const identityGrants: Derived = {
  facets: ['inlinePolicies', 'attachedPolicies', 'groups'],
  relations: ['has-policy'],
  derive: grantsOf,
};

const handsRoles: { readonly rolePowers: Derived } = {
  rolePowers: { facets: [], relations: ['runs-as'], derive: rolePowersOf },
};

const derived: { readonly [K in Kind]?: { readonly [name: string]: Derived } } = {
  function: {
    power: {
      facets: ['role'],
      relations: ['runs-as'],
      derive: (document) => {
        const told = behind(document, 'runs-as', 'role');
        if (!told.known) return told;
        const value = told.value as RolePower;
        return value.partial === null ? known(value) : partial(value, value.partial);
      },
    },
    triggers: {
      facets: [],
      relations: ['triggers'],
      derive: (document) => allOver(document, 'triggers', Object.values(document.neighbours['triggers'] ?? {})),
    },
    reach: { facets: ['resourcePolicy', 'urls'], relations: ['triggers'], derive: reachOf },
    signingPolicy: {
      facets: ['codeSigning'],
      relations: ['signed-by'],
      derive: (document) => {
        const config = facetOf(document, 'codeSigning');
        return config.known && config.value === null ? known(null) : behind(document, 'signed-by', 'codeSigning');
      },
    },
  },
  role: {
    power: {
      facets: ['inlinePolicies', 'attachedPolicies', 'boundary'],
      relations: ['has-policy', 'bounded-by', 'runs-as'],
      derive: identityPower,
    },
    grants: identityGrants,
    // The first few are all that it tells.
    usedBy: { facets: [], relations: ['runs-as'], derive: (document) => known(usersOf(document)) },
  },
  bucket: {
    effectiveBlock: { facets: ['publicAccessBlock'], relations: ['belongs-to'], derive: effectiveBlock },
    trails: { facets: [], relations: ['logs-to'], derive: namesOver('logs-to') },
  },
  key: {
    trails: { facets: [], relations: ['logs-with'], derive: namesOver('logs-with') },
    users: { facets: [], relations: ['encrypted-with'], derive: namesOver('encrypted-with') },
  },
  repository: {
    users: {
      facets: [],
      relations: ['runs-image'],
      derive: (document) => allOver(document, 'runs-image', Object.values(document.neighbours['runs-image'] ?? {})),
    },
  },
  user: {
    power: {
      facets: ['inlinePolicies', 'attachedPolicies', 'groups'],
      relations: ['has-policy'],
      derive: identityPower,
    },
    grants: identityGrants,
  },
  'managed-policy': {
    document: { facets: ['versions', 'defaultVersion'], relations: [], derive: policyDocument },
  },
  api: handsRoles,
  'graphql-api': handsRoles,
  'identity-pool': handsRoles,
  'event-rule': handsRoles,
  schedule: handsRoles,
  pipe: handsRoles,
  'state-machine': handsRoles,
  'iot-rule': handsRoles,
  'log-group': handsRoles,
};

interface Worked {
  readonly neighbours: Document['neighbours'];
  readonly facets: Map<string, Facet<unknown>>;
}

const worked = new WeakMap<Document['facets'], Worked>();

/**
 * A derived facet, or `undefined` where the name is not one of a derived facet of the kind. Many rules ask for the same:
 * it is worked out once for each state of the document.
 */
export const derivedFacet = (document: Document, name: string): Facet<unknown> | undefined => {
  const from = derived[document.kind]?.[name];
  if (from === undefined) return undefined;
  const { facets, neighbours } = document;
  const kept = worked.get(facets);
  const known = kept?.neighbours === neighbours ? kept.facets : new Map<string, Facet<unknown>>();
  if (known !== kept?.facets) worked.set(facets, { neighbours, facets: known });
  const facet = known.get(name) ?? from.derive(document);
  known.set(name, facet);
  return facet;
};

/** What a derived facet is worked out from. */
export const derivedInputs = (
  kind: Kind,
  name: string,
): { readonly facets: readonly string[]; readonly relations: readonly Relation[] } | undefined => derived[kind]?.[name];

/** A resource that is only known by its ARN: name, account and Region are read from it. */
export const refOfArn = (arn: Arn, kind: Kind): ResourceRef | undefined => {
  const parts = parseArn(arn);
  if (parts === undefined) return undefined;
  const name = parts.resource.slice(Math.max(parts.resource.lastIndexOf('/'), parts.resource.lastIndexOf(':')) + 1);
  return { kind, arn, name, account: parts.account as ResourceRef['account'], region: parts.region };
};
