import {
  anonymous,
  type Caller,
  callerOfAccount,
  exposureOfAccount,
  memberOf,
  owner,
  ownersService,
  type Surroundings,
  stranger,
  strangersService,
} from './callers.ts';
import type { Statement } from './document.ts';
import type { Narrowing } from './narrowing.ts';

/** Accounts and organizations that a statement, and the denies beside it, single out. */
export interface Named {
  readonly accounts: ReadonlySet<string>;
  readonly organizations: ReadonlySet<string>;
  /** Unique ids are named, whose account nobody can tell. */
  readonly opaque: boolean;
}

export const nobodyNamed: Named = { accounts: new Set(), organizations: new Set(), opaque: false };

const digits = /(?:^|:)(\d{12})(?=$|:)/g;

const addAccounts = (values: readonly string[], accounts: Set<string>): void => {
  for (const value of values) for (const found of value.matchAll(digits)) if (found[1]) accounts.add(found[1]);
};

/** Collects whom narrowings and principals name, so that each gets a caller to be judged by. */
export const namedBy = (narrowings: readonly Narrowing[], denies: readonly Statement[]): Named => {
  if (narrowings.length === 0 && denies.length === 0) return nobodyNamed;
  const accounts = new Set<string>();
  const organizations = new Set<string>();
  let opaque = false;
  for (const { kind, values } of narrowings) {
    switch (kind) {
      case 'principal-org':
      case 'source-org':
      case 'vpce-org':
      case 'principal-org-paths':
      case 'source-org-paths':
      case 'vpce-org-paths':
        for (const value of values) {
          const id = value.split('/', 1)[0] ?? '';
          if (id !== '' && !/[*?$\uE000]/.test(id)) organizations.add(id);
        }
        break;
      case 'user-id':
        opaque ||= values.some((value) => /^A[A-Z]{3}[A-Z0-9]{12}/.test(value));
        addAccounts(values, accounts);
        break;
      case 'time':
      case 'request':
      case 'resource':
      case 'unknown':
        break;
      default:
        addAccounts(values, accounts);
    }
  }
  for (const deny of denies)
    for (const { account } of deny.notPrincipals ?? []) if (account && account !== '*') accounts.add(account);
  return { accounts, organizations, opaque };
};

const unnamed: Caller = { who: 'opaque', via: 'direct', named: false, exposure: 'unknown' };

/** Everybody, as seen by a statement that names these. */
export const everyone = (named: Named, around: Surroundings): readonly Caller[] => {
  if (named === nobodyNamed) return [anonymous, stranger, owner, strangersService, ownersService];
  const callers: Caller[] = [anonymous, stranger, owner, strangersService, ownersService];
  for (const account of named.accounts) {
    if (exposureOfAccount(account, around) === 'account') continue;
    const direct = callerOfAccount(account, 'direct', around);
    callers.push(direct, { ...direct, via: 'service' });
  }
  for (const organization of named.organizations)
    callers.push(memberOf(organization, 'direct', around), memberOf(organization, 'service', around));
  if (named.opaque) callers.push(unnamed);
  return callers;
};

/** As `everyone`, but signed: what an ARN with an open account part names. */
export const everyAccount = (named: Named, around: Surroundings): readonly Caller[] =>
  everyone(named, around).filter(({ who, via }) => who !== 'anonymous' && via === 'direct');

/** On whose behalf a service may call. */
export const everyService = (named: Named, around: Surroundings, value: string): readonly Caller[] =>
  everyone(named, around)
    .filter(({ via }) => via === 'service')
    .map((caller) => ({ ...caller, value }));
