import { anonymousOutcome } from './anonymous.ts';
import {
  anonymous,
  type Caller,
  type ExposureContext,
  type Surroundings,
  stranger,
  strangersService,
} from './callers.ts';
import { candidatesOf, type Scope, scopeOf } from './candidates.ts';
import { deniedTo, type Passed, type PreparedDeny, passes } from './denial.ts';
import { type DeputyVerdict, deputyVerdict } from './deputies.ts';
import type { Principal, Statement } from './document.ts';
import { explain } from './explain.ts';
import { type Exposure, isWider, settle, widerExposure } from './exposure-order.ts';
import { claimVerdict, federatedExposure } from './federation.ts';
import { type Narrowing, narrowingsOf, outcomeFor } from './narrowing.ts';
import { patternsOverlap } from './pattern.ts';
import { awsOwnAccounts } from './services.ts';
import { everyone, namedBy } from './universe.ts';

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

const words: { readonly [exposure in Exposure]: string } = {
  internet: 'anybody on the internet, without credentials',
  'any-aws-account': 'every AWS account',
  'other-account': 'an account that is not the owner’s and not trusted',
  organization: 'the organization or trusted accounts',
  account: "the owner's account",
  none: 'nobody',
  unknown: 'callers that can not be told from the document',
};

const arnOf = ({ resource }: ExposureContext): string | undefined =>
  resource?.startsWith('arn:') ? resource : undefined;

interface Reach {
  readonly alone: Exposure;
  readonly inEffect: Exposure;
  readonly why: readonly string[];
}

/** Collects how far a statement reaches, certain and possible, with and without the denies. */
const reachOf = (statement: Statement, scope: Scope, context: ExposureContext): Reach => {
  const { narrowings, denies, around } = scope;
  const resource = arnOf(context);
  const denied = (caller: Caller): Passed =>
    denies.length === 0 ? 'no' : deniedTo(statement, denies, caller, around, resource);
  let alone: Exposure = 'none';
  let inEffect: Exposure = 'none';
  let possibly: Exposure = 'none';
  let possiblyInEffect: Exposure = 'none';
  const why: string[] = [];
  const principals: readonly Principal[] = statement.principals ?? [{ kind: 'anyone', value: '*' }];
  for (const principal of principals) {
    const aws = principal.account === undefined ? undefined : awsOwnAccounts.get(principal.account);
    if (aws !== undefined) why.push(`${principal.account} is an account of ${aws} itself`);
    if (principal.kind === 'deleted') why.push(`${principal.value} is the id of a principal that was deleted`);
    if (principal.kind === 'federated') {
      const verdict = federatedExposure(
        principal,
        statement,
        denies.map((deny) => deny.statement),
        around,
      );
      alone = widerExposure(alone, verdict.exposure);
      inEffect = widerExposure(inEffect, verdict.exposure);
      why.push(verdict.why);
      continue;
    }
    const callers = candidatesOf(principal, scope);
    // Where strangers can make a service call, so can every account: that is the deputies' verdict, and what is left
    // for exposure is that the service may call at all.
    const unpinned =
      principal.kind === 'service' &&
      callers.some(
        (caller) =>
          caller.who === 'stranger' && passes(narrowings, caller, around) !== 'no' && denied(caller) !== 'yes',
      );
    for (const caller of callers) {
      if (unpinned && caller.who !== 'owner') continue;
      const { exposure } = caller;
      if (!isWider(exposure, inEffect) && !isWider(exposure, possiblyInEffect)) continue;
      let passed = passes(narrowings, caller, around);
      if (passed !== 'no' && caller.who === 'anonymous') {
        const accepted = anonymousOutcome(statement, context, around);
        if (accepted !== 'yes') passed = accepted;
      }
      if (passed === 'no') continue;
      possibly = widerExposure(possibly, exposure);
      if (passed === 'yes') alone = widerExposure(alone, exposure);
      const refused = denied(caller);
      if (refused === 'yes') continue;
      possiblyInEffect = widerExposure(possiblyInEffect, exposure);
      if (passed === 'yes' && refused === 'no') inEffect = widerExposure(inEffect, exposure);
    }
  }
  return { alone: settle(alone, possibly), inEffect: settle(inEffect, possiblyInEffect), why };
};

const asksForExternalId = ({ conditions }: Statement): boolean =>
  conditions.some(({ name, parsed }) => name === 'sts:externalid' && parsed?.negated === false);

const reason = (
  statement: Statement,
  type: ExposureContext['type'],
  reach: Reach,
  narrowing: readonly NarrowedBy[],
  denies: readonly PreparedDeny[],
): string => {
  const parts = [`open to ${words[reach.inEffect]}`, ...reach.why];
  const counting = narrowing.filter(({ counts }) => counts);
  for (const { key, why } of counting.length > 0 ? counting : narrowing) parts.push(`${key}: ${why}`);
  if (reach.alone !== reach.inEffect && denies.length > 0) parts.push('a deny takes off the rest');
  if (type === 'trust' && reach.inEffect === 'other-account' && !asksForExternalId(statement))
    parts.push('a third party that serves others as well should be asked for sts:ExternalId');
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
  const narrowings = narrowingsOf(statement.conditions, around);
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
  if (statement.actions?.length === 0) return closed('no action is named');
  if (notPrincipals?.some(({ kind }) => kind === 'anyone')) return closed('everybody is excepted');
  if (!principals && !notPrincipals)
    return closed('the statement names no principal, which a resource policy has to', 'unknown');
  const prepared = denies.map((deny) => ({
    statement: deny,
    narrowings: narrowingsOf(deny.conditions, around),
  }));
  const scope = scopeOf(narrowings, prepared, around);
  let reach = reachOf(statement, scope, context);
  const deputies: DeputyVerdict[] = [];
  for (const principal of principals ?? [])
    if (principal.kind === 'service') {
      const callers = candidatesOf(principal, scope).filter(
        (caller) => prepared.length === 0 || deniedTo(statement, prepared, caller, around, arnOf(context)) !== 'yes',
      );
      deputies.push(deputyVerdict(principal, statement, narrowings, callers, context, around));
    }
  // A service that the path of the resource pins calls for whom the path names.
  for (const { pinned, onBehalfOf } of deputies)
    if (pinned === true && reach.inEffect !== 'none')
      reach = {
        ...reach,
        alone: widerExposure(reach.alone, onBehalfOf),
        inEffect: widerExposure(reach.inEffect, onBehalfOf),
      };
  return {
    ...common,
    exposure: reach.alone,
    inEffect: reach.inEffect,
    confusedDeputy: deputies.some(({ pinned }) => pinned !== true),
    deputies,
    why: reason(statement, context.type, reach, narrowing, prepared),
  };
};
