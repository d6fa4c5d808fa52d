import { cidrContains, parseCidr } from './cidr.ts';
import type { Condition } from './document.ts';
import type { Comparison, Operator, OperatorFamily } from './operator.ts';
import { arnLike, wildcardMatch } from './pattern.ts';
import { hasVariable, substitute, withLiterals } from './variables.ts';

/** True, false, or `undefined`: it can not be told. */
export type Ternary = boolean | undefined;

/** The keys of one request, in lower case. `null` is a key known to be absent; a missing entry is a key not known. */
export interface RequestContext {
  readonly get: (name: string) => readonly string[] | null | undefined;
}

const compareNumbers = (comparison: Comparison, actual: number, expected: number): boolean => {
  switch (comparison) {
    case 'less':
      return actual < expected;
    case 'less-equals':
      return actual <= expected;
    case 'greater':
      return actual > expected;
    case 'greater-equals':
      return actual >= expected;
    default:
      return actual === expected;
  }
};

/** Milliseconds of an ISO 8601 date or of seconds since 1970. */
const instant = (text: string): number => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text));

/** Whether an operator of the family can compare nothing with a value: IAM refuses most policies that hold one. */
export const isMalformed = (family: OperatorFamily, value: string): boolean => {
  switch (family) {
    case 'numeric':
      return value.trim() === '' || Number.isNaN(Number(value));
    case 'date':
      return Number.isNaN(instant(value));
    case 'bool':
    case 'null':
      return !/^(?:true|false)$/i.test(value);
    case 'ip':
      return parseCidr(value) === undefined;
    case 'arn':
      return !/^(?:arn:|[*?])/.test(value);
    case 'binary':
      return !/^[A-Za-z0-9+/]*={0,2}$/.test(value);
    default:
      return false;
  }
};

const compareOne = ({ family, comparison }: Operator, pattern: string, actual: string): boolean => {
  switch (family) {
    case 'string':
      if (comparison === 'like') return wildcardMatch(pattern, withLiterals(actual));
      return comparison === 'equals'
        ? pattern === withLiterals(actual)
        : pattern.toLowerCase() === withLiterals(actual).toLowerCase();
    case 'arn':
      return arnLike(pattern, withLiterals(actual));
    case 'numeric':
    case 'date': {
      const [left, right] = family === 'date' ? [instant(actual), instant(pattern)] : [Number(actual), Number(pattern)];
      return !Number.isNaN(left) && compareNumbers(comparison, left, right);
    }
    case 'bool':
      return pattern.toLowerCase() === actual.toLowerCase();
    case 'ip': {
      const outer = parseCidr(pattern);
      const inner = parseCidr(actual);
      return outer !== undefined && inner !== undefined && cidrContains(outer, inner);
    }
    default:
      return pattern === actual;
  }
};

const lookupIn = (context: RequestContext) => (name: string) => {
  const values = context.get(name);
  return values === undefined || values === null ? values : (values[0] ?? null);
};

/** Whether one actual value is matched by any of the condition's values. */
const matchesAny = (condition: Condition, operator: Operator, actual: string, context: RequestContext): Ternary => {
  let unknown = false;
  for (const value of condition.values) {
    const usesPatterns = operator.family === 'string' || operator.family === 'arn';
    // `StringEquals "*"` means the character; a pattern means it as a wildcard.
    let pattern =
      usesPatterns && operator.family === 'string' && operator.comparison !== 'like' ? withLiterals(value) : value;
    if (hasVariable(value)) {
      const resolved = substitute(value, lookupIn(context));
      if (resolved === 'unknown') {
        unknown = true;
        continue;
      }
      if (resolved === 'absent') continue;
      pattern = resolved;
    }
    // Nothing is an ARN like one that is none; of the others it can not be told what was meant.
    if (operator.family !== 'arn' && isMalformed(operator.family, pattern)) unknown = true;
    else if (compareOne(operator, pattern, actual)) return true;
  }
  return unknown ? undefined : false;
};

const not = (value: Ternary): Ternary => (value === undefined ? undefined : !value);

const anyOf = (values: readonly Ternary[]): Ternary =>
  values.includes(true) ? true : values.includes(undefined) ? undefined : false;
const allOf = (values: readonly Ternary[]): Ternary =>
  values.includes(false) ? false : values.includes(undefined) ? undefined : true;

/** What an operator answers for a key that the request does not carry. */
export const whenAbsent = (operator: Operator): boolean => {
  if (operator.ifExists) return true;
  if (operator.set) return operator.set === 'all';
  return operator.negated;
};

/** Judges one key of a condition block against a request. */
export const conditionHolds = (condition: Condition, context: RequestContext): Ternary => {
  const operator = condition.parsed;
  if (!operator) return undefined;
  const actual = context.get(condition.name);
  if (operator.family === 'null') {
    if (actual === undefined) return undefined;
    const absent = actual === null || actual.length === 0;
    if (condition.values.some((value) => value.toLowerCase() === String(absent))) return true;
    return condition.values.some((value) => isMalformed('null', value)) ? undefined : false;
  }
  if (actual === undefined) return undefined;
  if (actual === null || actual.length === 0) return whenAbsent(operator);
  const matched = actual.map((value) => matchesAny(condition, operator, value, context));
  if (operator.set === 'all') return operator.negated ? not(anyOf(matched)) : allOf(matched);
  if (operator.set === 'any') return operator.negated ? not(allOf(matched)) : anyOf(matched);
  return operator.negated ? not(anyOf(matched)) : anyOf(matched);
};

/** Every key of every operator has to hold. */
export const conditionsHold = (conditions: readonly Condition[], context: RequestContext): Ternary => {
  let outcome: Ternary = true;
  for (const condition of conditions) {
    const holds = conditionHolds(condition, context);
    if (holds === false) return false;
    if (holds === undefined) outcome = undefined;
  }
  return outcome;
};
