import { anonymousOutcome } from './anonymous.ts';
import {
  anonymous,
  type Caller,
  callerOfAccount,
  type ExposureContext,
  type Surroundings,
  stranger,
  strangersService,
} from './callers.ts';
import { deniesLeaveNothing } from './coverage.ts';
import { type DeputyVerdict, deputyVerdict } from './deputies.ts';
import type { Principal, Statement } from './document.ts';
import { explain } from './explain.ts';
import { type Exposure, isWider, widerExposure } from './exposure-order.ts';
import { claimVerdict, federatedExposure } from './federation.ts';
import { type Narrowing, narrowingOf, type Outcome, outcomeFor } from './narrowing.ts';
import { patternsOverlap } from './pattern.ts';
import { everyAccount, everyone, everyService, type Named, namedBy } from './universe.ts';

export type { DeputyVerdict } from './deputies.ts';

/** One condition key of a statement, and whether it keeps strangers out. */
export interface NarrowedBy {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
  readonly counts: boolean;
  readonly why: string;
}

export interface StatementVerdict {
  readonly sid?: string;
  readonly index: number;
  readonly effect: 'Allow' | 'Deny';
  /** What the statement opens by itself; `none` for a deny. */
  readonly exposure: Exposure;
  /** What is left of it once the policy's denies are taken off. */
  readonly inEffect: Exposure;
  /** As the document writes them. */
  readonly principals: readonly string[];
  readonly actions: readonly string[];
  readonly narrowedBy: readonly NarrowedBy[];
  /** Strangers can make one of the service principals call. */
  readonly confusedDeputy: boolean;
  /** Every service principal with the reason; empty where there is none. */
  readonly deputies: readonly DeputyVerdict[];
  readonly why: string;
}

const principalTexts = ({ principals, notPrincipals }: Statement): readonly string[] => {
  if (principals) return principals.map(({ value }) => value);
  return notPrincipals ? notPrincipals.map(({ value }) => `not ${value}`) : [];
};

const actionTexts = ({ actions, notActions }: Statement): readonly string[] =>
  actions ?? notActions?.map((action) => `not ${action}`) ?? [];

/** Strangers of every kind: the callers that a condition has to keep out to count as narrowing. */
const strangers: readonly Caller[] = [anonymous, stranger, strangersService];

const narrowedBy = (narrowings: readonly Narrowing[], around: Surroundings): readonly NarrowedBy[] =>
  narrowings.map((narrowing) => {
    const counts = strangers.every((caller) => outcomeFor(narrowing, caller, around) === 'never');
    const dead = counts && isDead(narrowing, around);
    const { key, operator, values } = narrowing.condition;
    if (narrowing.kind === 'federation') return { key, operator, values, ...claimVerdict(narrowing.condition) };
    return { key, operator, values, counts, why: explain(narrowing, counts, dead) };
  });

const identifying = /^(?:principal|source|vpc|access|user|event|encryption)/;

/** Keeps everybody out, the owner and whoever is named included. */
const isDead = (narrowing: Narrowing, around: Surroundings): boolean =>
  identifying.test(narrowing.kind) &&
  narrowing.kind !== 'source-ip' &&
  everyone(namedBy([narrowing], []), around).every((caller) => outcomeFor(narrowing, caller, around) === 'never');

type Passed = 'yes' | 'no' | 'unknown';

const passes = (narrowings: readonly Narrowing[], caller: Caller, around: Surroundings): Passed => {
  let unknown = false;
  for (const narrowing of narrowings) {
    const outcome = outcomeFor(narrowing, caller, around);
    if (outcome === 'never') return 'no';
    if (outcome === 'unknown') unknown = true;
  }
  return unknown ? 'unknown' : 'yes';
};

const sameAccount = ({ account }: Principal, caller: Caller, { own }: Surroundings): boolean | undefined => {
  if (account === undefined) return undefined;
  if (caller.account !== undefined) return caller.account === account;
  if (caller.who === 'owner') return own ? own.has(account) : undefined;
  return false;
};

/** Whether a deny speaks of every request of a caller. */
const deniesCaller = ({ principals, notPrincipals }: Statement, caller: Caller, around: Surroundings): boolean => {
  if (principals)
    return principals.some(
      (principal) =>
        principal.kind === 'anyone' ||
        (caller.value !== undefined && principal.value === caller.value) ||
        (principal.kind === 'account' &&
          caller.via === 'direct' &&
          caller.who !== 'anonymous' &&
          (principal.account === '*' || sameAccount(principal, caller, around) === true)),
    );
  // Everyone but these: a caller is denied where none of them can be one of his.
  return (notPrincipals ?? []).every(
    (principal) =>
      principal.kind !== 'anyone' &&
      principal.value !== caller.value &&
      (caller.via === 'service'
        ? principal.kind !== 'service' || caller.value !== undefined
        : sameAccount(principal, caller, around) !== true) &&
      !(caller.who === 'owner' && caller.via === 'direct' && sameAccount(principal, caller, around) === undefined) &&
      !(caller.who === 'opaque'),
  );
};

interface PreparedDeny {
  readonly statement: Statement;
  readonly narrowings: readonly Narrowing[];
}

/** `yes` where the denies leave the caller nothing of the statement, `unknown` where that hangs on an unknown key. */
const deniedTo = (
  statement: Statement,
  denies: readonly PreparedDeny[],
  caller: Caller,
  around: Surroundings,
  resource: string | undefined,
): Passed => {
  const certain: Statement[] = [];
  const possible: Statement[] = [];
  for (const deny of denies) {
    if (!deniesCaller(deny.statement, caller, around)) continue;
    const outcomes: readonly Outcome[] = deny.narrowings.map((narrowing) => outcomeFor(narrowing, caller, around));
    if (outcomes.some((outcome) => outcome === 'never' || outcome === 'can')) continue;
    possible.push(deny.statement);
    if (!outcomes.includes('unknown')) certain.push(deny.statement);
  }
  if (deniesLeaveNothing(statement, certain, resource)) return 'yes';
  return possible.length > certain.length && deniesLeaveNothing(statement, possible, resource) ? 'unknown' : 'no';
};

const arnOf = ({ resource }: ExposureContext): string | undefined =>
  resource?.startsWith('arn:') ? resource : undefined;

/** Whom one principal stands for. */
const callersOf = (principal: Principal, named: Named, around: Surroundings): readonly Caller[] => {
  switch (principal.kind) {
    case 'anyone':
      return everyone(named, around);
    case 'service':
      return everyService(named, around, principal.value);
    case 'deleted':
    case 'federated':
      return [];
    case 'canonical-user':
    case 'unknown':
      return [{ who: 'opaque', via: 'direct', named: true, value: principal.value, exposure: 'unknown' }];
    default:
      if (principal.account === undefined || principal.account === '*') return everyAccount(named, around);
      return [callerOfAccount(principal.account, 'direct', around, principal.value)];
  }
};

/** An account that has to be a member of the organization asked for is as far away as the organization is. */
const capOf = (narrowings: readonly Narrowing[], named: Named, around: Surroundings): Exposure | undefined => {
  const asked = narrowings.some(
    (narrowing) => narrowing.kind.includes('-org') && outcomeFor(narrowing, stranger, around) === 'never',
  );
  if (!asked || named.organizations.size === 0) return undefined;
  let cap: Exposure = 'organization';
  for (const { exposure, who } of everyone(named, around)) if (who === 'member') cap = widerExposure(cap, exposure);
  return cap;
};

const words: { readonly [exposure in Exposure]: string } = {
  internet: 'anybody on the internet, without credentials',
  'any-aws-account': 'every AWS account',
  'other-account': 'an account that is not the owner’s and not trusted',
  organization: 'the organization or trusted accounts',
  account: "the owner's account",
  none: 'nobody',
  unknown: 'callers that can not be told from the document',
};

interface Reach {
  readonly alone: Exposure;
  readonly inEffect: Exposure;
  readonly why: readonly string[];
}

/** Collects how far a statement reaches, certain and possible, with and without the denies. */
const reachOf = (
  statement: Statement,
  denies: readonly PreparedDeny[],
  narrowings: readonly Narrowing[],
  context: ExposureContext,
  around: Surroundings,
): Reach => {
  const named = namedBy(
    denies.length === 0 ? narrowings : [...narrowings, ...denies.flatMap((deny) => deny.narrowings)],
    denies.map((deny) => deny.statement),
  );
  const cap = capOf(narrowings, named, around);
  const resource = arnOf(context);
  let alone: Exposure = 'none';
  let inEffect: Exposure = 'none';
  let possibly: Exposure = 'none';
  let possiblyInEffect: Exposure = 'none';
  const why: string[] = [];
  const principals: readonly Principal[] = statement.principals ?? [{ kind: 'anyone', value: '*' }];
  for (const principal of principals) {
    if (principal.kind === 'deleted') why.push(`${principal.value} is the id of a principal that was deleted`);
    if (principal.kind === 'federated') {
      const verdict = federatedExposure(principal, statement);
      alone = widerExposure(alone, verdict.exposure);
      inEffect = widerExposure(inEffect, verdict.exposure);
      why.push(verdict.why);
      continue;
    }
    const byService = principal.kind === 'service';
    for (const caller of callersOf(principal, named, around)) {
      // What strangers can make a service do is the deputies' verdict, not who may call.
      if (byService && caller.who === 'stranger') continue;
      const capped = cap && caller.who === 'account' && isWider(caller.exposure, cap) ? cap : caller.exposure;
      if (!isWider(capped, inEffect) && !isWider(capped, possiblyInEffect)) continue;
      let passed = passes(narrowings, caller, around);
      if (passed !== 'no' && caller.who === 'anonymous') {
        const accepted = anonymousOutcome(statement, context, around);
        if (accepted !== 'yes') passed = accepted;
      }
      if (passed === 'no') continue;
      possibly = widerExposure(possibly, capped);
      if (passed === 'yes') alone = widerExposure(alone, capped);
      const denied = denies.length === 0 ? 'no' : deniedTo(statement, denies, caller, around, resource);
      if (denied === 'yes') continue;
      possiblyInEffect = widerExposure(possiblyInEffect, capped);
      if (passed === 'yes' && denied === 'no') inEffect = widerExposure(inEffect, capped);
    }
  }
  return {
    alone: settle(alone, possibly),
    inEffect: settle(inEffect, possiblyInEffect),
    why,
  };
};

/** What is certain stands, unless something wider is possible and the certain part is harmless. */
const settle = (certain: Exposure, possible: Exposure): Exposure =>
  isWider(possible, certain) ? widerExposure(certain, isWider(possible, 'unknown') ? 'unknown' : possible) : certain;

const reason = (
  statement: Statement,
  reach: Reach,
  narrowing: readonly NarrowedBy[],
  denies: readonly PreparedDeny[],
): string => {
  const parts = [`open to ${words[reach.inEffect]}`, ...reach.why];
  const counting = narrowing.filter(({ counts }) => counts);
  for (const { key, why } of counting.length > 0 ? counting : narrowing) parts.push(`${key}: ${why}`);
  if (reach.alone !== reach.inEffect && denies.length > 0) parts.push('a deny takes off the rest');
  if (statement.notPrincipals) parts.push('NotPrincipal with Allow lets in everybody who is not named');
  return parts.join('; ');
};

const letsAssume = ({ actions }: Statement): boolean =>
  actions?.some((action) => patternsOverlap(action.toLowerCase(), 'sts:assumerole*')) ?? true;

/** Judges one statement of a policy, with and without the policy's denies. */
export const judgeStatement = (
  statement: Statement,
  denies: readonly Statement[],
  context: ExposureContext,
  around: Surroundings,
): StatementVerdict => {
  const { sid, index, effect, principals, notPrincipals } = statement;
  const narrowings =
    statement.conditions.length === 0 ? [] : statement.conditions.map((condition) => narrowingOf(condition, around));
  const narrowing = narrowings.length === 0 ? [] : narrowedBy(narrowings, around);
  const common = {
    ...(sid !== undefined && { sid }),
    index,
    effect,
    principals: principalTexts(statement),
    actions: actionTexts(statement),
    narrowedBy: narrowing,
  };
  const closed = (why: string, exposure: Exposure = 'none'): StatementVerdict => ({
    ...common,
    exposure,
    inEffect: exposure,
    confusedDeputy: false,
    deputies: [],
    why,
  });
  if (effect === 'Deny') return closed('a deny opens nothing');
  if (context.type === 'identity') return closed('an identity policy lets nobody in: it says what its holder may do');
  if (context.type === 'trust' && !letsAssume(statement)) return closed('none of the actions assumes the role');
  if (!principals && !notPrincipals)
    return closed('the statement names no principal, which a resource policy has to', 'unknown');
  const prepared = denies.map((deny) => ({
    statement: deny,
    narrowings: deny.conditions.map((condition) => narrowingOf(condition, around)),
  }));
  const reach = reachOf(statement, prepared, narrowings, context, around);
  const deputies: DeputyVerdict[] = [];
  for (const principal of principals ?? [])
    if (principal.kind === 'service') {
      const callers = everyService(namedBy(narrowings, []), around, principal.value).filter(
        (caller) => prepared.length === 0 || deniedTo(statement, prepared, caller, around, arnOf(context)) !== 'yes',
      );
      deputies.push(deputyVerdict(principal, statement, narrowings, callers, context, around));
    }
  return {
    ...common,
    exposure: reach.alone,
    inEffect: reach.inEffect,
    confusedDeputy: deputies.some(({ pinned }) => pinned !== true),
    deputies,
    why: reason(statement, reach, narrowing, prepared),
  };
};
