import { type Access, accessOf } from './access.ts';
import type { Policy, Statement } from './document.ts';
import { type Escalation, escalationsOf, type LimitedEscalation, tellingIn } from './escalation.ts';
import { hasWildcard } from './pattern.ts';
import { type HeldStatement, type Holdings, hold, type Reach, reachOf } from './reach.ts';
import { credentialActions, dataExfiltrationActions } from './sensitive-actions.ts';

export type { Access } from './access.ts';
export type { Escalation, LimitedEscalation } from './escalation.ts';

/** An action pattern with a wildcard, and the widest resource that it is allowed on. */
export interface Wildcard {
  readonly sid: string;
  readonly action: string;
  readonly resource: string;
}

/** Which roles the holder can hand to which services. */
export interface PassRole {
  /** Every role of the account. */
  readonly any: boolean;
  readonly roles: readonly string[];
  /** As `iam:PassedToService` names them; `*` where it does not. */
  readonly services: readonly string[];
}

/** What the policies of one holder let him do, together. JSON through and through. */
export interface Power {
  readonly admin: boolean;
  /** Why it comes near to an administrator; absent where it does not. */
  readonly nearAdmin?: string;
  readonly wildcards: readonly Wildcard[];
  readonly privilegeEscalation: readonly Escalation[];
  /** Ways to the named targets only: as bad as those are powerful. */
  readonly limitedEscalation: readonly LimitedEscalation[];
  readonly passRole?: PassRole;
  /** Actions that hand out stored data, where any resource of the kind can be named. */
  readonly dataExfiltration: readonly string[];
  /** Actions that answer with credentials, or make them, likewise. */
  readonly credentialExposure: readonly string[];
  readonly access: Access;
  /** Access levels by service, as letters (`r`, `l`, `w`, `p`, `t`); the one entry `*` where it is every service. */
  readonly services: { readonly [prefix: string]: string };
}

export interface NamedPolicy {
  readonly name: string;
  readonly policy: Policy;
}

export interface PowerOptions {
  readonly boundary?: Policy;
  /** The holder's account: resources of others are not his to escalate through. */
  readonly account?: string;
  /** ARN of the holder. */
  readonly principal?: string;
  readonly partition?: string;
}

/** `sid`, or the place in the document; with the policy's name where there are several. */
export const labelOf = ({ sid, index }: Statement, name?: string): string => {
  const own = sid ? sid : String(index);
  return name === undefined ? own : `${name}: ${own}`;
};

/** All policies of a holder together, as they are asked what he may do. */
export const holdingsOf = (
  policies: readonly NamedPolicy[],
  { boundary, account, principal }: PowerOptions,
): Holdings => {
  const several = policies.length > 1;
  const allows: HeldStatement[] = [];
  const denies: HeldStatement[] = [];
  for (const { name, policy } of policies)
    for (const statement of policy.statements)
      (statement.effect === 'Allow' ? allows : denies).push(
        hold(statement, labelOf(statement, several ? name : undefined)),
      );
  return {
    allows,
    denies,
    ...(boundary && { boundary: holdingsOf([{ name: 'permissions boundary', policy: boundary }], {}) }),
    ...(account && { account }),
    ...(principal && { self: principal }),
  };
};

const wildcardsOf = ({ allows }: Holdings): readonly Wildcard[] =>
  allows.flatMap(({ statement, label, facts }) => {
    const { actions, notActions, resources, notResources } = statement;
    const resource = resources
      ? (resources.find((pattern) => pattern === '*') ?? resources.find(hasWildcard) ?? resources[0] ?? '*')
      : notResources
        ? `not ${notResources.join(', ')}`
        : '*';
    if (!actions) return notActions ? [{ sid: label, action: `not ${notActions.join(', ')}`, resource }] : [];
    return actions.flatMap((action, place) => (facts[place]?.wild ? [{ sid: label, action, resource }] : []));
  });

const passRoleOf = (holdings: Holdings): PassRole | undefined => {
  const reach = reachOf({ action: 'iam:passrole', makesTarget: false }, holdings);
  if (reach.level === 'none') return undefined;
  const services = new Set<string>();
  for (const { statement, label, matches } of holdings.allows) {
    if (!matches('iam:passrole') || !reach.through.includes(label)) continue;
    const named = statement.conditions.filter(
      ({ name, parsed }) => name === 'iam:passedtoservice' && parsed && !parsed.negated,
    );
    if (named.length === 0) services.add('*');
    for (const { values } of named) for (const value of values) services.add(value);
  }
  return {
    any: reach.level === 'open',
    roles: reach.targets,
    services: services.has('*') ? ['*'] : [...services].sort(),
  };
};

const lowered = (actions: readonly string[]) => actions.map((action) => ({ action, key: action.toLowerCase() }));
const dataActions = lowered(dataExfiltrationActions);
const secretActions = lowered(credentialActions);

const reachable = (
  actions: ReturnType<typeof lowered>,
  allowed: ReadonlySet<string>,
  holdings: Holdings,
): readonly string[] =>
  actions.flatMap(({ action, key }) =>
    allowed.has(key) && reachOf({ action: key, makesTarget: false }, holdings).level === 'open' ? [action] : [],
  );

const isEverything = ({ actions }: Statement): boolean =>
  actions?.some((pattern) => /^\*+(?::\*+)?$/.test(pattern)) ?? false;

const everyResource = /^\*+$|^arn:\*$|^arn:(?:\*|aws[a-z-]*)(?::\*){1,4}$/;

const onEverything = ({ resources, notResources }: Statement): boolean =>
  resources?.some((pattern) => everyResource.test(pattern)) ?? !notResources;

/** Actions by which a holder gives himself any permission; who can do one of them on anything lacks nothing. */
const selfServing = [
  'iam:attachrolepolicy',
  'iam:putrolepolicy',
  'iam:createpolicyversion',
  'iam:attachuserpolicy',
  'iam:putuserpolicy',
];

const rank = (holdings: Holdings, allowed: ReadonlySet<string>): Pick<Power, 'admin' | 'nearAdmin'> => {
  const { allows } = holdings;
  if (allowed.size === 0) return { admin: false };
  const whole = allows.filter(
    ({ statement }) => onEverything(statement) && (isEverything(statement) || statement.notActions),
  );
  const free = (action: string): Reach => reachOf({ action, makesTarget: false }, holdings);
  if (whole.length > 0) {
    const unconditional = whole.some(({ statement }) => statement.conditions.length === 0);
    const serving = selfServing.map(free).filter(({ level }) => level === 'open');
    if (serving.some(({ when }) => when.length === 0) && unconditional) return { admin: true };
    if (serving.length > 0) {
      const keys = [...new Set(whole.flatMap(({ statement }) => statement.conditions.map(({ key }) => key)))];
      return { admin: false, nearAdmin: `every action, under conditions on ${keys.join(', ') || 'the resource'}` };
    }
    // A deny may have left a single service of it.
    const reaches = ['lambda:createfunction', 's3:getobject', 'ec2:runinstances', 'dynamodb:query'].map(free);
    if (reaches.filter(({ level }) => level === 'open').length >= 3)
      return { admin: false, nearAdmin: 'every action but those that change permissions' };
    return { admin: false };
  }
  const onIam = selfServing.every((action) => allowed.has(action)) ? selfServing.map(free) : [];
  if (onIam.length > 0 && onIam.every(({ level, when }) => level === 'open' && when.length === 0))
    return { admin: false, nearAdmin: 'it can give itself any permission (IAM actions on every resource)' };
  return { admin: false };
};

/** What statements grant, whoever they grant it to. */
export const grantsOf = (policies: readonly NamedPolicy[]): Pick<Power, 'access' | 'services' | 'wildcards'> => {
  const holdings = holdingsOf(policies, {});
  return { wildcards: wildcardsOf(holdings), ...accessOf(holdings) };
};

/**
 * What a holder can do with all of his policies together, less what they deny and what his boundary does not allow.
 * Organization policies are not part of it.
 */
export const powerOf = (policies: readonly NamedPolicy[], options: PowerOptions = {}): Power => {
  const holdings = holdingsOf(policies, options);
  const allowed = tellingIn(holdings);
  const { open, limited } = escalationsOf(holdings, allowed);
  const passRole = allowed.has('iam:passrole') ? passRoleOf(holdings) : undefined;
  return {
    ...rank(holdings, allowed),
    wildcards: wildcardsOf(holdings),
    privilegeEscalation: open,
    limitedEscalation: limited,
    ...(passRole && { passRole }),
    dataExfiltration: reachable(dataActions, allowed, holdings),
    credentialExposure: reachable(secretActions, allowed, holdings),
    ...accessOf(holdings),
  };
};
