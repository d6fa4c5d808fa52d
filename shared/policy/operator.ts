export type OperatorFamily = 'string' | 'arn' | 'numeric' | 'date' | 'bool' | 'binary' | 'ip' | 'null';
export type Comparison =
  | 'equals'
  | 'equals-ignore-case'
  | 'like'
  | 'less'
  | 'less-equals'
  | 'greater'
  | 'greater-equals';

/**
 * A condition operator taken apart.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
 */
export interface Operator {
  readonly family: OperatorFamily;
  readonly comparison: Comparison;
  readonly negated: boolean;
  /** `…IfExists`: a key that is absent satisfies it. */
  readonly ifExists: boolean;
  /** `ForAllValues:` is satisfied by an absent key, `ForAnyValue:` never is. */
  readonly set?: 'all' | 'any';
}

type Base = readonly [family: OperatorFamily, comparison: Comparison, negated?: boolean];

const operators: readonly (readonly [name: string, base: Base])[] = [
  ['StringEquals', ['string', 'equals']],
  ['StringNotEquals', ['string', 'equals', true]],
  ['StringEqualsIgnoreCase', ['string', 'equals-ignore-case']],
  ['StringNotEqualsIgnoreCase', ['string', 'equals-ignore-case', true]],
  ['StringLike', ['string', 'like']],
  ['StringNotLike', ['string', 'like', true]],
  // ArnEquals and ArnLike behave the same.
  ['ArnEquals', ['arn', 'like']],
  ['ArnLike', ['arn', 'like']],
  ['ArnNotEquals', ['arn', 'like', true]],
  ['ArnNotLike', ['arn', 'like', true]],
  ['NumericEquals', ['numeric', 'equals']],
  ['NumericNotEquals', ['numeric', 'equals', true]],
  ['NumericLessThan', ['numeric', 'less']],
  ['NumericLessThanEquals', ['numeric', 'less-equals']],
  ['NumericGreaterThan', ['numeric', 'greater']],
  ['NumericGreaterThanEquals', ['numeric', 'greater-equals']],
  ['DateEquals', ['date', 'equals']],
  ['DateNotEquals', ['date', 'equals', true]],
  ['DateLessThan', ['date', 'less']],
  ['DateLessThanEquals', ['date', 'less-equals']],
  ['DateGreaterThan', ['date', 'greater']],
  ['DateGreaterThanEquals', ['date', 'greater-equals']],
  ['Bool', ['bool', 'equals']],
  ['BinaryEquals', ['binary', 'equals']],
  ['IpAddress', ['ip', 'equals']],
  ['NotIpAddress', ['ip', 'equals', true]],
  ['Null', ['null', 'equals']],
];

/** Every operator as IAM writes it, without prefix and ending. */
export const operatorNames: readonly string[] = operators.map(([name]) => name);

const bases: ReadonlyMap<string, Base> = new Map(operators.map(([name, base]) => [name.toLowerCase(), base]));

const parsed = new Map<string, Operator | undefined>();

const parse = (text: string): Operator | undefined => {
  let rest = text.toLowerCase();
  let set: 'all' | 'any' | undefined;
  if (rest.startsWith('forallvalues:')) set = 'all';
  else if (rest.startsWith('foranyvalue:')) set = 'any';
  if (set) rest = rest.slice(rest.indexOf(':') + 1);
  const ifExists = rest.endsWith('ifexists');
  if (ifExists) rest = rest.slice(0, -8);
  const base = bases.get(rest);
  // `Null` asks for presence itself: neither prefix nor `IfExists` exists for it.
  if (!base || (base[0] === 'null' && (ifExists || set))) return undefined;
  const [family, comparison, negated = false] = base;
  return { family, comparison, negated, ifExists, ...(set && { set }) };
};

/** Reads an operator as a document writes it; `undefined` where IAM knows no such operator. */
export const parseOperator = (text: string): Operator | undefined => {
  if (parsed.has(text)) return parsed.get(text);
  const operator = parse(text);
  // Real documents use some dozens of spellings; the bound keeps hostile input from growing the table.
  if (parsed.size < 512) parsed.set(text, operator);
  return operator;
};
