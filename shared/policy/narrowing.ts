import { type Caller, ownAccount, ownOrganization, type Surroundings } from './callers.ts';
import { type Cidr, cidrContains, isPrivate, parseCidr } from './cidr.ts';
import { type KeyKind, keyKind } from './condition-keys.ts';
import { whenAbsent } from './conditions.ts';
import type { Condition } from './document.ts';
import { hasWildcard, wildcardMatch } from './pattern.ts';
import { hasLiteralWildcard, withLiterals } from './variables.ts';

/** How a condition answers one caller: whatever it does, if it wants to, never, or it can not be told. */
export type Outcome = 'always' | 'can' | 'never' | 'unknown';

/** A condition with its key understood and its variables put in, ready to be asked about callers. */
export interface Narrowing {
  readonly condition: Condition;
  readonly kind: KeyKind;
  readonly values: readonly string[];
}

const variables: readonly (readonly [RegExp, string])[] = [
  [/\$\{(?:aws:resourceaccount|aws:accountid|aws::accountid|\{"ref":"aws::accountid"\})\}/gi, ownAccount],
  [/\$\{aws:resourceorgid\}/gi, ownOrganization],
];

const withOwner = (value: string, { own }: Surroundings): string => {
  let text = value;
  for (const [pattern, token] of variables) text = text.replace(pattern, token);
  // One own account: the token inside an ARN can be compared as a number.
  const [only] = own?.size === 1 ? own : [];
  return only && text.includes(ownAccount) ? text.replaceAll(ownAccount, only) : text;
};

/** `aws:ResourceAccount` equal to `${aws:PrincipalAccount}` is about the caller, only written the other way round. */
const turnedRound: ReadonlyMap<string, readonly [kind: KeyKind, value: string]> = new Map([
  [`aws:resourceaccount \${aws:principalaccount}`, ['principal-account', ownAccount] as const],
  [`aws:resourceaccount \${aws:sourceaccount}`, ['source-account', ownAccount] as const],
  [`aws:resourceorgid \${aws:principalorgid}`, ['principal-org', ownOrganization] as const],
  [`aws:resourceorgid \${aws:sourceorgid}`, ['source-org', ownOrganization] as const],
]);

export const narrowingOf = (condition: Condition, surroundings: Surroundings): Narrowing => {
  const { name, parsed } = condition;
  let { values } = condition;
  if (values.some((value) => value.includes('${'))) {
    const turned = values.length === 1 ? turnedRound.get(`${name} ${values[0]?.toLowerCase()}`) : undefined;
    if (turned) return { condition, kind: turned[0], values: [turned[1]] };
    values = values.map((value) => withOwner(value, surroundings));
  }
  // StringEquals knows no wildcards: `o-*` is then an organization nobody has.
  if (parsed?.family === 'string' && parsed.comparison !== 'like' && values.some(hasWildcard))
    values = values.map(withLiterals);
  return { condition, kind: keyKind(name), values };
};

type Presence = 'absent' | 'present' | 'either' | 'unknown';

const presence = (kind: KeyKind, name: string, { who, via, organization }: Caller, around: Surroundings): Presence => {
  const service = via === 'service';
  const signed = who !== 'anonymous' && !service;
  switch (kind) {
    case 'principal-account':
    case 'user-id':
      return signed ? 'present' : 'absent';
    case 'principal-arn':
      return signed ? (name === 'aws:principalarn' ? 'present' : 'either') : 'absent';
    case 'principal-org':
    case 'principal-org-paths':
      if (!signed) return 'absent';
      return organization !== undefined || (who === 'owner' && around.organizations) ? 'present' : 'either';
    case 'source-account':
    case 'source-arn':
      return service ? 'present' : 'absent';
    case 'source-org':
    case 'source-org-paths':
      return service ? (organization === undefined ? 'either' : 'present') : 'absent';
    case 'source-owner':
      return who === 'anonymous' ? 'absent' : 'present';
    case 'vpc':
    case 'vpc-arn':
    case 'vpce-account':
    case 'vpce-org':
    case 'vpce-org-paths':
    case 'source-ip':
    case 'vpc-source-ip':
    case 'mount-target':
    case 'access-point-account':
    case 'access-point-arn':
    case 'url-auth':
    case 'via-url':
      return service ? 'absent' : 'either';
    case 'session':
    case 'user-name':
    case 'external-id':
      return signed ? 'either' : 'absent';
    case 'via-service':
      if (signed) return 'either';
      return name === 'aws:viaawsservice' ? 'present' : 'absent';
    case 'service-name':
      return service ? 'present' : 'absent';
    case 'event-source-token':
      return service ? 'either' : 'absent';
    case 'is-aws-service':
      return 'present';
    case 'federation':
      return 'absent';
    case 'unknown':
      return 'unknown';
    default:
      return 'either';
  }
};

/** How many of the values that the caller may present a pattern matches. */
type Match = 'all' | 'some' | 'none' | 'unknown';

const onlyStars = /^\*+$/;
const isUnresolved = (pattern: string): boolean => pattern.includes('${') || pattern.includes('<own');

const matchText = (pattern: string, actual: string): Match =>
  (hasWildcard(pattern) ? wildcardMatch(pattern, actual) : pattern === actual) ? 'all' : 'none';

const matchAccount = (pattern: string, caller: Caller, { own }: Surroundings): Match => {
  if (onlyStars.test(pattern)) return 'all';
  const { who, account } = caller;
  if (pattern === ownAccount) return who === 'owner' ? 'all' : who === 'account' && !own ? 'unknown' : 'none';
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
  if (who === 'stranger') return hasWildcard(pattern) ? 'some' : 'none';
  return hasLiteralWildcard(pattern) ? 'none' : 'some';
};

/** An ARN is compared by the account it fixes; whatever else it says, a caller of that account can arrange. */
const matchArn = (pattern: string, caller: Caller, around: Surroundings): Match => {
  if (onlyStars.test(pattern)) return 'all';
  const parts = pattern.split(':');
  if (parts.length < 6) return pattern.includes('${') ? 'unknown' : hasWildcard(pattern) ? 'some' : 'none';
  const account = parts[4] ?? '';
  // Nobody's account stands in the ARN: whoever owns the name, or takes it once it is free, matches.
  if (account === '' || onlyStars.test(account)) return 'some';
  const match = matchAccount(account, caller, around);
  return match === 'all' ? 'some' : match;
};

const everyAddress: readonly Cidr[] = ['0.0.0.0/0', '::/0'].flatMap((range) => parseCidr(range) ?? []);

const matchAddress = (patterns: readonly string[], { who, named }: Caller): Match => {
  const ranges = patterns.map(parseCidr);
  if (ranges.includes(undefined) && patterns.some(isUnresolved)) return 'unknown';
  const known = ranges.filter((range) => range !== undefined);
  if (everyAddress.every((all) => known.some((range) => cidrContains(range, all)))) return 'all';
  if (known.length === 0) return 'none';
  if (who === 'owner' || who === 'opaque' || named) return 'some';
  return known.every(isPrivate) ? 'none' : 'some';
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

const matchAll = ({ kind, values }: Narrowing, caller: Caller, around: Surroundings): Match => {
  if (kind === 'source-ip' || kind === 'vpc-source-ip') {
    // Every VPC may use any private range, so an address inside one says nothing about whose VPC it is.
    const match = matchAddress(values, kind === 'vpc-source-ip' ? { ...caller, named: true } : caller);
    return match;
  }
  let best: Match = 'none';
  for (const value of values) {
    const match = matchPattern(kind, value, caller, around);
    if (match === 'all') return 'all';
    if (match === 'some') best = 'some';
    else if (match === 'unknown' && best === 'none') best = 'unknown';
  }
  return best;
};

const outcomeFrom = (holds: boolean, fails: boolean, unknown: boolean): Outcome => {
  if (unknown) return holds ? 'can' : 'unknown';
  return holds ? (fails ? 'can' : 'always') : 'never';
};

/** Asks a condition about a caller, for every value that the key may have in the caller's requests. */
export const outcomeFor = (narrowing: Narrowing, caller: Caller, around: Surroundings): Outcome => {
  const { condition, kind } = narrowing;
  const operator = condition.parsed;
  if (!operator) return 'unknown';
  const there = presence(kind, condition.name, caller, around);
  const mayBeAbsent = there === 'absent' || there === 'either';
  const mayBePresent = there === 'present' || there === 'either';
  if (operator.family === 'null') {
    if (there === 'unknown') return 'unknown';
    const wantsAbsent = condition.values.some((value) => value.toLowerCase() === 'true');
    const wantsPresent = condition.values.some((value) => value.toLowerCase() === 'false');
    return outcomeFrom(
      (mayBeAbsent && wantsAbsent) || (mayBePresent && wantsPresent),
      (mayBeAbsent && !wantsAbsent) || (mayBePresent && !wantsPresent),
      false,
    );
  }
  if (there === 'unknown') return 'unknown';
  let holds = false;
  let fails = false;
  let unknown = false;
  if (mayBeAbsent) {
    if (whenAbsent(operator)) holds = true;
    else fails = true;
  }
  if (mayBePresent) {
    const match = matchAll(narrowing, caller, around);
    if (match === 'unknown') unknown = true;
    if (match === 'some') holds = fails = true;
    if (match === 'all') {
      if (operator.negated) fails = true;
      else holds = true;
    }
    if (match === 'none') {
      if (operator.negated) holds = true;
      else fails = true;
    }
  }
  return outcomeFrom(holds, fails, unknown);
};
