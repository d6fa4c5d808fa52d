import type { Caller, Surroundings } from './callers.ts';
import { deniesLeaveNothing } from './coverage.ts';
import type { Principal, Statement } from './document.ts';
import { type Narrowing, type Outcome, outcomeFor } from './narrowing.ts';

/** Whether a caller gets through; `unknown` where that hangs on a key nobody knows. */
export type Passed = 'yes' | 'no' | 'unknown';

/** Asks all conditions of a statement about a caller. */
export const passes = (narrowings: readonly Narrowing[], caller: Caller, around: Surroundings): Passed => {
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
  // A deny that names nobody is no valid one, and nothing to rely on.
  if (!notPrincipals) return false;
  // Everyone but these: a caller is denied where none of them can be one of his.
  return notPrincipals.every(
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

/** A deny with its conditions ready to be asked. */
export interface PreparedDeny {
  readonly statement: Statement;
  readonly narrowings: readonly Narrowing[];
}

/** `yes` where the denies leave the caller nothing of the statement, `unknown` where that hangs on an unknown key. */
export const deniedTo = (
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
