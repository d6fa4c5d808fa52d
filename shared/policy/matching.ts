import { type Caller, ownAccount, ownOrganization, type Surroundings } from './callers.ts';
import { type Cidr, cidrContains, isPrivate, parseCidr } from './cidr.ts';
import type { KeyKind } from './condition-keys.ts';
import type { Narrowing } from './narrowing.ts';
import { hasWildcard, wildcardMatch } from './pattern.ts';
import { hasLiteralWildcard } from './variables.ts';

/** How many of the values that the caller may present a pattern matches. */
export type Match = 'all' | 'some' | 'none' | 'unknown';

const onlyStars = /^\*+$/;
const isUnresolved = (pattern: string): boolean => pattern.includes('${') || pattern.includes('<own');

const matchText = (pattern: string, actual: string): Match =>
  (hasWildcard(pattern) ? wildcardMatch(pattern, actual) : pattern === actual) ? 'all' : 'none';

const matchAccount = (pattern: string, caller: Caller, { own }: Surroundings): Match => {
  if (onlyStars.test(pattern)) return 'all';
  const { who, account } = caller;
  if (pattern === ownAccount)
    return who === 'owner' ? 'all' : who === 'opaque' || (who === 'account' && !own) ? 'unknown' : 'none';
  if (isUnresolved(pattern)) return 'unknown';
  if (account !== undefined) return matchText(pattern, account);
  if (who === 'owner') {
    if (!own) return 'unknown';
    let matched = 0;
    for (const id of own) if (matchText(pattern, id) === 'all') matched++;
    return matched === 0 ? 'none' : matched === own.size ? 'all' : 'some';
  }
  if (who === 'opaque') return 'unknown';
  return hasWildcard(pattern) ? 'some' : 'none';
};

const matchOrganization = (pattern: string, { who, organization }: Caller, around: Surroundings): Match => {
  if (onlyStars.test(pattern)) return 'all';
  if (pattern === ownOrganization)
    return who === 'owner'
      ? 'all'
      : who === 'member'
        ? matchText(pattern, organization ?? '')
        : who === 'account'
          ? 'some'
          : 'none';
  if (isUnresolved(pattern)) return 'unknown';
  if (organization !== undefined) return matchText(pattern, organization);
  if (who === 'owner' && around.organizations) {
    for (const id of around.organizations) if (matchText(pattern, id) === 'all') return 'some';
    return 'none';
  }
  if (who === 'stranger' || who === 'anonymous') return hasWildcard(pattern) ? 'some' : 'none';
  return hasLiteralWildcard(pattern) ? 'none' : 'some';
};

const arnUpToAccount = /^(?:[^:]*:){4}\d{12}(?=[*?])/;

/** An ARN is compared by the account it fixes; whatever else it says, a caller of that account can arrange. */
const matchArn = (pattern: string, caller: Caller, around: Surroundings): Match => {
  if (onlyStars.test(pattern)) return 'all';
  const parts = pattern.split(':');
  // `arn:aws:iam::111111111111*`: an account has twelve digits, so what follows is no part of it.
  if (arnUpToAccount.test(pattern)) parts.splice(4, 1, (parts[4] ?? '').slice(0, 12), '*');
  if (parts.length < 6) return pattern.includes('${') ? 'unknown' : hasWildcard(pattern) ? 'some' : 'none';
  const account = parts[4] ?? '';
  // Nobody's account stands in the ARN: whoever owns the name, or takes it once it is free, matches.
  if (account === '' || onlyStars.test(account)) return 'some';
  const match = matchAccount(account, caller, around);
  return match === 'all' ? 'some' : match;
};

const everyAddress: readonly Cidr[] = ['0.0.0.0/0', '::/0'].flatMap((range) => parseCidr(range) ?? []);

const matchAddress = ({ values, ranges = [] }: Narrowing, { who, named }: Caller): Match => {
  const known = ranges.filter((range) => range !== undefined);
  if (values.some((value) => onlyStars.test(value))) return 'all';
  if (everyAddress.every((all) => known.some((range) => cidrContains(range, all)))) return 'all';
  if (known.some((range) => !isPrivate(range))) return 'some';
  // What is no range can not be judged: a variable, an address with a wildcard, a typing error.
  if (known.length < ranges.length) return 'unknown';
  if (known.length === 0) return 'none';
  return who === 'owner' || who === 'opaque' || named ? 'some' : 'none';
};

const fixedUserId = /^(?:A[A-Z]{3}[A-Z0-9]{12,}|\d{12})(?:$|:)/;
const fixedEndpoint = /@[^*?]+$|^https?:\/\/[^*?/]+\/|^arn:[^:]*:[^:]*:[^:]*:\d{12}:/;

const isTheirs = ({ who, named }: Caller): boolean => who === 'owner' || who === 'opaque' || named;

const matchPattern = (kind: KeyKind, pattern: string, caller: Caller, around: Surroundings): Match => {
  switch (kind) {
    case 'principal-account':
    case 'source-account':
    case 'source-owner':
    case 'vpce-account':
    case 'access-point-account':
      return matchAccount(pattern, caller, around);
    case 'principal-arn':
    case 'source-arn':
    case 'vpc-arn':
    case 'access-point-arn':
      return matchArn(pattern, caller, around);
    case 'encryption-arn':
      return caller.via === 'service' ? matchArn(pattern, caller, around) : 'some';
    case 'principal-org':
    case 'source-org':
    case 'vpce-org':
      return matchOrganization(pattern, caller, around);
    case 'principal-org-paths':
    case 'source-org-paths':
    case 'vpce-org-paths': {
      const match = matchOrganization(pattern.split('/', 1)[0] ?? '', caller, around);
      return match === 'all' && !onlyStars.test(pattern) ? 'some' : match;
    }
    case 'vpc':
    case 'mount-target':
    case 'event-source-token':
      if (onlyStars.test(pattern)) return 'all';
      if (kind === 'mount-target')
        return pattern.toLowerCase() === 'true' ? (isTheirs(caller) ? 'some' : 'none') : 'some';
      if (isTheirs(caller)) return 'some';
      return isUnresolved(pattern) ? 'unknown' : hasWildcard(pattern) ? 'some' : 'none';
    case 'user-id':
      if (onlyStars.test(pattern)) return 'all';
      if (isUnresolved(pattern)) return 'unknown';
      if (!fixedUserId.test(pattern)) return 'some';
      if (/^\d/.test(pattern)) return matchAccount(pattern.slice(0, 12), caller, around);
      return caller.who === 'opaque' || caller.named ? 'some' : caller.who === 'owner' ? 'unknown' : 'none';
    case 'endpoint':
      return fixedEndpoint.test(pattern) && !isTheirs(caller) ? 'none' : 'some';
    case 'is-aws-service':
      return matchText(pattern.toLowerCase(), String(caller.via === 'service'));
    case 'principal-type':
      if (caller.who === 'anonymous') return matchText(pattern.toLowerCase(), 'anonymous');
      return pattern.toLowerCase() === 'anonymous' ? 'none' : 'some';
    case 'via-service':
      if (caller.who === 'anonymous' || caller.via === 'service') return matchText(pattern.toLowerCase(), 'false');
      return 'some';
    case 'url-auth':
      if (caller.who === 'anonymous') return matchText(pattern, 'NONE');
      return around.functionUrlAuthType ? matchText(pattern, around.functionUrlAuthType) : 'some';
    default:
      return onlyStars.test(pattern) ? 'all' : 'some';
  }
};

/** Asks what share of the values that the caller may present a condition's values match together. */
export const matchOf = (narrowing: Narrowing, caller: Caller, around: Surroundings): Match => {
  const { kind, values } = narrowing;
  // Every VPC may use any private range, so an address inside one says nothing about whose VPC it is.
  if (kind === 'vpc-source-ip') return matchAddress(narrowing, { ...caller, named: true });
  if (kind === 'source-ip') return matchAddress(narrowing, caller);
  let best: Match = 'none';
  for (const value of values) {
    const match = matchPattern(kind, value, caller, around);
    if (match === 'all') return 'all';
    if (match === 'some') best = 'some';
    else if (match === 'unknown' && best === 'none') best = 'unknown';
  }
  return best;
};
