import { type Caller, ownAccount, ownOrganization, type Surroundings } from './callers.ts';
import { type Cidr, parseCidr } from './cidr.ts';
import { type KeyKind, keyKind } from './condition-keys.ts';
import { isMalformed, whenAbsent } from './conditions.ts';
import type { Condition } from './document.ts';
import { matchOf } from './matching.ts';
import { hasWildcard } from './pattern.ts';
import { hasVariable, withLiterals } from './variables.ts';

/** How a condition answers one caller: whatever it does, if it wants to, never, or it can not be told. */
export type Outcome = 'always' | 'can' | 'never' | 'unknown';

/** A condition with its key understood and its variables put in, ready to be asked about callers. */
export interface Narrowing {
  readonly condition: Condition;
  readonly kind: KeyKind;
  readonly values: readonly string[];
  /** The values of a key of addresses, read; `undefined` for one that is no range. */
  readonly ranges?: readonly (Cidr | undefined)[];
  /** A value is nothing that the operator can compare: what was meant can not be told. */
  readonly malformed?: boolean;
  /** Another condition beside it asks for the key (`Null` with `false`), so that a request without it has no say. */
  readonly demanded?: boolean;
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

const narrowingOf = (condition: Condition, surroundings: Surroundings): Narrowing => {
  const { name, parsed } = condition;
  const kind = keyKind(name);
  let { values } = condition;
  if (values.some((value) => value.includes('${'))) {
    const turned = values.length === 1 ? turnedRound.get(`${name} ${values[0]?.toLowerCase()}`) : undefined;
    if (turned) return { condition, kind: turned[0], values: [turned[1]] };
    // A key compared with itself.
    if (values.some((value) => value.toLowerCase() === `\${${name}}`)) return { condition, kind, values: ['*'] };
    values = values.map((value) => withOwner(value, surroundings));
  }
  if (parsed?.family === 'string') {
    // StringEquals knows no wildcards: `o-*` is then an organization nobody has.
    if (parsed.comparison !== 'like' && values.some(hasWildcard)) values = values.map(withLiterals);
    // What is compared here is written in lower case by AWS, but for the auth types.
    if (parsed.comparison === 'equals-ignore-case')
      values = values.map((value) => (kind === 'url-auth' ? value.toUpperCase() : value.toLowerCase()));
  }
  if (parsed && parsed.family !== 'string' && parsed.family !== 'arn' && parsed.family !== 'ip')
    if (values.some((value) => !hasVariable(value) && isMalformed(parsed.family, value)))
      return { condition, kind, values, malformed: true };
  if (kind === 'source-ip' || kind === 'vpc-source-ip')
    return { condition, kind, values, ranges: values.map(parseCidr) };
  return { condition, kind, values };
};

const asksForKey = ({ parsed, values }: Condition): boolean =>
  parsed?.family === 'null' && values.length > 0 && values.every((value) => value.toLowerCase() === 'false');

/** The conditions of one statement; they hold together, so that one may ask for the key that another would do without. */
export const narrowingsOf = (conditions: readonly Condition[], surroundings: Surroundings): readonly Narrowing[] => {
  if (conditions.length === 0) return [];
  const narrowings = conditions.map((condition) => narrowingOf(condition, surroundings));
  const demanded = conditions.filter(asksForKey).map(({ name }) => name);
  if (demanded.length === 0) return narrowings;
  return narrowings.map((narrowing) =>
    demanded.includes(narrowing.condition.name) && !asksForKey(narrowing.condition)
      ? { ...narrowing, demanded: true }
      : narrowing,
  );
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
    case 'principal-type':
      return 'present';
    case 'federation':
      return 'absent';
    case 'unknown':
      return 'unknown';
    default:
      return 'either';
  }
};

const outcomeFrom = (holds: boolean, fails: boolean, unknown: boolean): Outcome => {
  if (unknown) return holds ? 'can' : 'unknown';
  return holds ? (fails ? 'can' : 'always') : 'never';
};

/** Asks a condition about a caller, for every value that the key may have in the caller's requests. */
export const outcomeFor = (narrowing: Narrowing, caller: Caller, around: Surroundings): Outcome => {
  const { condition, kind } = narrowing;
  const operator = condition.parsed;
  if (!operator || narrowing.malformed) return 'unknown';
  const there = presence(kind, condition.name, caller, around);
  const mayBeAbsent = (there === 'absent' || there === 'either') && !narrowing.demanded;
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
    const match = matchOf(narrowing, caller, around);
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
