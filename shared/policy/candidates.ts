import { type Caller, callerOfAccount, memberOf, type Surroundings, stranger, strangersService } from './callers.ts';
import { type PreparedDeny, passes } from './denial.ts';
import type { Principal } from './document.ts';
import { type Exposure, isWider, widerExposure } from './exposure-order.ts';
import { type Narrowing, outcomeFor } from './narrowing.ts';
import { everyAccount, everyone, everyService, type Named, namedBy } from './universe.ts';

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

/** Keeps out whoever is in no organization that it names; by way of services where `via` says so. */
const pinsOrganization = (narrowing: Narrowing, via: Caller['via'], around: Surroundings): boolean =>
  narrowing.kind.includes('-org') &&
  outcomeFor(narrowing, via === 'service' ? strangersService : stranger, around) === 'never';

/**
 * How far away an account is that has to be a member of the organizations asked for: as far as those of them that get
 * through. `undefined` where no organization is asked for.
 */
const capOf = (
  narrowings: readonly Narrowing[],
  ownNamed: Named,
  around: Surroundings,
  via: Caller['via'],
): Exposure | undefined => {
  if (!narrowings.some((narrowing) => pinsOrganization(narrowing, via, around))) return undefined;
  const asking = narrowings.filter(({ kind }) => kind.includes('-org'));
  let cap: Exposure = 'none';
  for (const organization of ownNamed.organizations) {
    const member = memberOf(organization, via, around);
    if (passes(asking, member, around) !== 'no') cap = widerExposure(cap, member.exposure);
  }
  return cap;
};

/** Everything by which the callers of one statement are found and judged. */
export interface Scope {
  readonly narrowings: readonly Narrowing[];
  readonly denies: readonly PreparedDeny[];
  readonly around: Surroundings;
  /** Whom the statement and the denies beside it name. */
  readonly named: Named;
  readonly caps: { readonly [via in Caller['via']]: Exposure | undefined };
}

export const scopeOf = (
  narrowings: readonly Narrowing[],
  denies: readonly PreparedDeny[],
  around: Surroundings,
): Scope => {
  const ownNamed = namedBy(narrowings, []);
  const named =
    denies.length === 0
      ? ownNamed
      : namedBy(
          [...narrowings, ...denies.flatMap((deny) => deny.narrowings)],
          denies.map(({ statement }) => statement),
        );
  const caps = {
    direct: capOf(narrowings, ownNamed, around, 'direct'),
    service: capOf(narrowings, ownNamed, around, 'service'),
  };
  return { narrowings, denies, around, named, caps };
};

/** The callers that a principal brings in, each as far away as the statement lets it be. */
export const candidatesOf = (principal: Principal, scope: Scope): readonly Caller[] => {
  const { named, around, caps } = scope;
  const callers = callersOf(principal, named, around);
  if (caps.direct === undefined && caps.service === undefined) return callers;
  return callers.flatMap((caller) => {
    if (caller.who !== 'account') return [caller];
    const cap = caps[caller.via];
    return [cap && isWider(caller.exposure, cap) ? { ...caller, exposure: cap } : caller];
  });
};
