import { closest, distance } from 'fastest-levenshtein';
import { serviceActions } from './action-table.ts';
import { matchingPlaces } from './actions.ts';
import { isListedKey, keyKind } from './condition-keys.ts';
import { isMalformed } from './conditions.ts';
import type { Condition, Problem, Statement } from './document.ts';
import { carriesKey, conditionKey, type KeyType, keysLike } from './key-table.ts';
import { type OperatorFamily, operatorNames } from './operator.ts';
import { hasWildcard } from './pattern.ts';
import { hasVariable } from './variables.ts';

type Fault = Omit<Problem, 'path'>;

/** What the values of an operator look like, in words. */
const expected: { readonly [family in OperatorFamily]?: string } = {
  numeric: 'a number',
  date: 'an ISO 8601 date or seconds since 1970',
  bool: 'true or false',
  null: 'true or false',
  ip: 'an address or a CIDR range',
  arn: 'an ARN',
  binary: 'base64',
};

/** Families of operators that have nothing to say about a key of the type. Text can be compared with everything. */
const mismatched: { readonly [family in OperatorFamily]?: readonly KeyType[] } = {
  ip: ['ARN', 'Numeric', 'Bool', 'Date'],
  date: ['ARN', 'Bool', 'IPAddress'],
  numeric: ['ARN', 'Bool', 'IPAddress'],
  bool: ['ARN', 'Numeric', 'Date', 'IPAddress'],
  arn: ['Numeric', 'Bool', 'Date', 'IPAddress'],
};

/** Keys of identity providers are named after them, and anybody can have one. */
const isClaim = (name: string): boolean => keyKind(name) === 'federation';

const checkKey = ({ key, name }: Condition): Fault | undefined => {
  if (conditionKey(name) || isListedKey(name)) return undefined;
  const nearest = closest(
    key,
    keysLike(name).map((each) => each.key),
  );
  // A key that is mostly another word is no typing error.
  const hint = distance(key, nearest) * 2 < key.length ? `; the nearest is ${nearest}` : '';
  return { code: 'unknown-condition-key', message: `IAM knows no condition key ${key}${hint}` };
};

/** Whether some action of the statement carries the key; `undefined` where that can not be said. */
const isCarried = ({ actions }: Statement, name: string): boolean | undefined => {
  const service = name.slice(0, name.indexOf(':'));
  const known = serviceActions(service);
  if (!actions || !known || carriesKey(service, 0, name) === undefined) return undefined;
  for (const action of actions) {
    const pattern = action.toLowerCase();
    const colon = pattern.indexOf(':');
    const prefix = pattern.slice(0, Math.max(0, colon));
    if (colon < 0 || hasWildcard(prefix) || hasVariable(pattern)) return undefined;
    if (prefix !== service) continue;
    if (matchingPlaces(known, pattern.slice(colon + 1)).some((place) => carriesKey(service, place, name))) return true;
  }
  return false;
};

const checkOperator = ({ operator, parsed, key, name }: Condition): Fault | undefined => {
  const known = conditionKey(name);
  if (!parsed || !known || parsed.family === 'null') return undefined;
  if (mismatched[parsed.family]?.includes(known.type))
    return { code: 'mismatched-operator', message: `${operator} does not compare ${key}, which is ${known.type}` };
  if (known.isList && !parsed.set)
    return {
      code: 'missing-set-operator',
      message: `${key} may have several values: ForAnyValue:${operator} or ForAllValues:${operator} says which count`,
    };
  return undefined;
};

const checkValue = ({ operator, parsed }: Condition, value: string): Fault | undefined => {
  if (!parsed || hasVariable(value) || !isMalformed(parsed.family, value)) return undefined;
  return {
    code: 'invalid-condition-value',
    message: `${operator} compares with ${expected[parsed.family]}, got ${JSON.stringify(value)}`,
  };
};

/** A fault of a condition, of one of its values where `value` is its place. */
export interface ConditionFault extends Fault {
  readonly value?: number;
}

/** Faults of one condition: its key, its operator, its values, and whether the statement's actions carry the key. */
export const checkCondition = (condition: Condition, statement: Statement): readonly ConditionFault[] => {
  const { name, key, values } = condition;
  if (name === '' || hasVariable(key)) return [];
  const faults: ConditionFault[] = [];
  const add = (fault: Fault | undefined, value?: number): void => {
    if (fault) faults.push({ ...fault, ...(value !== undefined && { value }) });
  };
  if (!isClaim(name)) {
    add(checkKey(condition));
    add(checkOperator(condition));
    if (isCarried(statement, name) === false)
      add({ code: 'inapplicable-condition-key', message: `none of the statement's actions carries ${key}` });
  }
  values.forEach((value, place) => {
    add(checkValue(condition, value), place);
  });
  return faults;
};

/** The operator that is written most alike. */
export const nearestOperator = (operator: string): string => closest(operator, operatorNames);
