import { parseArn } from '../arn.ts';
import { type Facet, known, partial, type UnknownReason, unknown } from '../engine/facet.ts';
import type { Json } from '../json.ts';
import { parsePolicy } from '../policy/document.ts';
import { managedPolicy } from '../policy/managed.ts';
import { type Power, type PowerOptions, powerOf } from '../policy/power.ts';
import { type Reached, reachedBy } from '../policy/reached.ts';
import { type Document, facetOf } from './document.ts';
import type { Relation } from './edge.ts';
import { asKind, facetValue } from './facet-value.ts';

/** The power of a role or a user with how far it is known. */
export interface RolePower {
  readonly power: Power;
  /** More may be granted than is known: a policy could not be read. */
  readonly partial: UnknownReason | null;
  /** Functions that run as the role, at most five names. */
  readonly usedBy: readonly string[];
  /** How many they are: exact up to those that are named, beyond that no fewer than this; absent where not told. */
  readonly users?: number;
  /** What it reads, by name; absent where not told. */
  readonly reached?: Reached;
}

/** Enough to say "shared" and with whom; more would make every new function news to all the others. */
const mostUsersNamed = 5;

/** Numbers beyond the named that are told: each of them is news to all functions of the role, once. */
const toldNumbers = [50, 25, 10, 6] as const;

const allUsersOf = (role: Document): readonly string[] =>
  Object.values(role.neighbours['runs-as'] ?? {}).filter((name) => typeof name === 'string');

/** The names of functions that run as a role, the first five. */
export const usersOf = (role: Document): readonly string[] => [...allUsersOf(role)].sort().slice(0, mostUsersNamed);

const numberOfUsers = (role: Document): number => {
  const { length } = allUsersOf(role);
  return length <= mostUsersNamed ? length : (toldNumbers.find((told) => told <= length) ?? length);
};

/** What is at the other end of a relation to a managed policy: AWS's own are known from a table. */
const policyBehind = (identity: Document, relation: Relation, arn: string): Json | undefined => {
  const told = identity.neighbours[relation]?.[arn];
  if (told !== undefined) return told;
  const own = managedPolicy(arn);
  return own === undefined ? undefined : (own as unknown as Json);
};

/** Policy documents by what they are called: the name of an inline policy, the ARN of an attached one. */
export type Grants = { readonly [name: string]: Json };

const identityOf = (document: Document) => asKind(document, 'role') ?? asKind(document, 'user');

/** What groups grant is not followed, so that somebody in one may have more than is known. */
const mayHaveGroups = (identity: Document): boolean => {
  const user = asKind(identity, 'user');
  if (!user) return false;
  const groups = facetOf(user, 'groups');
  return !groups.known || groups.partial !== undefined || Object.keys(facetValue(user, 'groups') ?? {}).length > 0;
};

/** The documents that grant or deny an identity something; in part where one of them can not be read. */
export const grantsOf = (document: Document): Facet<Grants> => {
  const identity = identityOf(document);
  if (!identity) return unknown('not-seen');
  const inline = facetOf(identity, 'inlinePolicies');
  const attached = facetOf(identity, 'attachedPolicies');
  if (!inline.known && !attached.known) return unknown(inline.reason);
  let incomplete: UnknownReason | undefined = mayHaveGroups(identity) ? 'not-seen' : undefined;
  for (const facet of [inline, attached]) incomplete ??= facet.known ? facet.partial : facet.reason;
  const grants: Record<string, Json> = { ...(facetValue(identity, 'inlinePolicies') ?? {}) };
  for (const arn of Object.keys(facetValue(identity, 'attachedPolicies') ?? {})) {
    const body = policyBehind(identity, 'has-policy', arn);
    if (body === undefined) incomplete ??= 'not-seen';
    else grants[arn] = body;
  }
  return incomplete === undefined ? known(grants) : partial(grants, incomplete);
};

/** The document that bounds a role; `unknown` where it can not be read, `undefined` where there is none. */
export const boundaryOf = (document: Document): Json | 'unknown' | undefined => {
  const role = asKind(document, 'role');
  const arn = role && facetValue(role, 'boundary');
  return arn ? (policyBehind(document, 'bounded-by', arn) ?? 'unknown') : undefined;
};

const computePower = (document: Document): Facet<RolePower> => {
  const grants = grantsOf(document);
  if (!grants.known) return grants;
  const role = asKind(document, 'role');
  const boundaryArn = role && facetValue(role, 'boundary');
  const boundary = boundaryArn ? policyBehind(document, 'bounded-by', boundaryArn) : undefined;
  // A boundary that can not be read leaves less than this.
  const incomplete = grants.partial ?? (boundaryArn && boundary === undefined ? 'not-seen' : undefined);
  const policies = Object.entries(grants.value).map(([name, body]) => ({
    name: name.slice(name.lastIndexOf('/') + 1),
    policy: parsePolicy(body),
  }));
  const options: PowerOptions = {
    account: document.account,
    partition: parseArn(document.arn)?.partition ?? 'aws',
    ...(boundary === undefined ? {} : { boundary: parsePolicy(boundary) }),
  };
  const value: RolePower = {
    power: powerOf(policies, options),
    partial: incomplete ?? null,
    usedBy: usersOf(document),
    users: numberOfUsers(document),
    reached: reachedBy(policies, options),
  };
  return incomplete === undefined ? known(value) : partial(value, incomplete);
};

const powers = new WeakMap<Document['facets'], { neighbours: Document['neighbours']; facet: Facet<RolePower> }>();

/** What a role or a user can do by the policies that are known. Worked out once for each state of the document. */
export const identityPower = (document: Document): Facet<RolePower> => {
  const remembered = powers.get(document.facets);
  if (remembered?.neighbours === document.neighbours) return remembered.facet;
  const facet = computePower(document);
  powers.set(document.facets, { neighbours: document.neighbours, facet });
  return facet;
};
