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

const bases: ReadonlyMap<string, Base> = new Map<string, Base>([
  ['stringequals', ['string', 'equals']],
  ['stringnotequals', ['string', 'equals', true]],
  ['stringequalsignorecase', ['string', 'equals-ignore-case']],
  ['stringnotequalsignorecase', ['string', 'equals-ignore-case', true]],
  ['stringlike', ['string', 'like']],
  ['stringnotlike', ['string', 'like', true]],
  // ArnEquals and ArnLike behave the same.
  ['arnequals', ['arn', 'like']],
  ['arnlike', ['arn', 'like']],
  ['arnnotequals', ['arn', 'like', true]],
  ['arnnotlike', ['arn', 'like', true]],
  ['numericequals', ['numeric', 'equals']],
  ['numericnotequals', ['numeric', 'equals', true]],
  ['numericlessthan', ['numeric', 'less']],
  ['numericlessthanequals', ['numeric', 'less-equals']],
  ['numericgreaterthan', ['numeric', 'greater']],
  ['numericgreaterthanequals', ['numeric', 'greater-equals']],
  ['dateequals', ['date', 'equals']],
  ['datenotequals', ['date', 'equals', true]],
  ['datelessthan', ['date', 'less']],
  ['datelessthanequals', ['date', 'less-equals']],
  ['dategreaterthan', ['date', 'greater']],
  ['dategreaterthanequals', ['date', 'greater-equals']],
  ['bool', ['bool', 'equals']],
  ['binaryequals', ['binary', 'equals']],
  ['ipaddress', ['ip', 'equals']],
  ['notipaddress', ['ip', 'equals', true]],
  ['null', ['null', 'equals']],
]);

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
