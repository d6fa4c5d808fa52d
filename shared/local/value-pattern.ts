import { BlockList, isIP } from 'node:net';
import { TrailwardenError } from '../errors.ts';
import { isObject, type Json } from '../json.ts';

/** A leaf of an event: what `JSON.parse` makes of anything that is neither an object nor a list. */
export type Leaf = string | number | boolean | null;

/** What one element of a pattern's list wants of the value at its path. */
export type ValuePattern =
  | { readonly wants: 'absence' }
  | { readonly wants: 'value'; readonly matches: (value: Leaf) => boolean };

const invalid = (place: string, message: string): TrailwardenError =>
  new TrailwardenError('input-invalid', `${place}: ${message}`);

const got = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const textOf = (place: string, name: string, value: unknown): string => {
  if (typeof value !== 'string') throw invalid(place, `${name} expects a string, got ${got(value)}`);
  return value;
};

const onText =
  (test: (text: string) => boolean) =>
  (value: Leaf): boolean =>
    typeof value === 'string' && test(value);

const onNumber =
  (test: (number: number) => boolean) =>
  (value: Leaf): boolean =>
    typeof value === 'number' && test(value);

const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** `prefix` and `suffix`, which can also ignore case. */
const affix = (place: string, name: 'prefix' | 'suffix', value: unknown): ((value: Leaf) => boolean) => {
  const has = (text: string, part: string): boolean =>
    name === 'prefix' ? text.startsWith(part) : text.endsWith(part);
  if (!isObject(value)) {
    const part = textOf(place, name, value);
    return onText((text) => has(text, part));
  }
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0 || entry[0] !== 'equals-ignore-case')
    throw invalid(place, `${name} expects a string or {"equals-ignore-case": …}, got ${got(value)}`);
  const part = textOf(place, entry[0], entry[1]).toLowerCase();
  return onText((text) => has(text.toLowerCase(), part));
};

/** `*` stands for any characters; `\*` and `\\` for themselves. */
const wildcard = (place: string, value: unknown): ((value: Leaf) => boolean) => {
  const text = textOf(place, 'wildcard', value);
  let source = '';
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (character === '*') {
      if (text[index + 1] === '*') throw invalid(place, `wildcard has two * in a row: ${got(text)}`);
      source += '[\\s\\S]*';
    } else if (character === '\\') {
      const next = text[index + 1];
      if (next !== '*' && next !== '\\') throw invalid(place, `wildcard escapes neither * nor \\: ${got(text)}`);
      source += `\\${next}`;
      index += 1;
    } else source += character.replace(/[.+?^${}()|[\]]/, '\\$&');
  }
  const compiled = new RegExp(`^${source}$`);
  return onText((candidate) => compiled.test(candidate));
};

/** A bare address stands for itself. */
const cidr = (place: string, value: unknown): ((value: Leaf) => boolean) => {
  const text = textOf(place, 'cidr', value);
  const [address = '', bits = '', ...more] = text.split('/');
  const version = isIP(address);
  const most = version === 4 ? 32 : 128;
  if (version === 0 || more.length > 0 || !/^\d{1,3}$/.test(bits) || Number(bits) > most)
    throw invalid(place, `cidr expects an address range such as 10.0.0.0/8, got ${got(value)}`);
  const family = version === 4 ? 'ipv4' : 'ipv6';
  const range = new BlockList();
  range.addSubnet(address, Number(bits), family);
  return onText((candidate) => isIP(candidate) === version && range.check(candidate, family));
};

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

const numeric = (place: string, value: unknown): ((value: Leaf) => boolean) => {
  const terms = Array.isArray(value) ? (value as readonly unknown[]) : [];
  const bounds: { readonly operator: string; readonly bound: number }[] = [];
  for (let index = 0; index < terms.length; index += 2) {
    const [operator, bound] = [terms[index], terms[index + 1]];
    if (typeof operator !== 'string' || comparisons[operator] === undefined)
      throw invalid(place, `numeric knows ${Object.keys(comparisons).join(' ')}, got ${got(operator)}`);
    if (typeof bound !== 'number' || !Number.isFinite(bound))
      throw invalid(place, `numeric expects a number after ${operator}, got ${got(bound)}`);
    bounds.push({ operator, bound });
  }
  const [first, second, ...more] = bounds;
  const ranges = second === undefined || (/^>/.test(first?.operator ?? '') && /^</.test(second.operator));
  if (first === undefined || more.length > 0 || !ranges)
    throw invalid(place, `numeric expects one comparison, or a lower and then an upper bound, got ${got(value)}`);
  if (second !== undefined && first.bound >= second.bound)
    throw invalid(place, `numeric has its lower bound above its upper one: ${got(value)}`);
  return onNumber((number) => bounds.every(({ operator, bound }) => comparisons[operator]?.(number, bound) ?? false));
};

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : [value]);

const anythingBut = (place: string, value: unknown): ((value: Leaf) => boolean) => {
  if (!isObject(value)) {
    const unwanted = listOf(value);
    const types = new Set(unwanted.map((item) => typeof item));
    if (types.size !== 1 || !(types.has('string') || types.has('number')))
      throw invalid(place, `anything-but expects strings or numbers of one type, got ${got(value)}`);
    return (candidate) => !unwanted.includes(candidate);
  }
  const [entry, ...more] = Object.entries(value);
  if (entry === undefined || more.length > 0) throw invalid(place, `anything-but expects one thing, got ${got(value)}`);
  const [name, inner] = entry;
  const make = { prefix: affix, suffix: affix, 'equals-ignore-case': undefined, wildcard: undefined } as const;
  if (!(name in make)) throw invalid(place, `anything-but knows ${Object.keys(make).join(', ')}, got ${got(name)}`);
  const unwanted = listOf(inner).map((item) => {
    if (name === 'wildcard') return wildcard(place, item);
    const text = textOf(place, name, item);
    if (name === 'equals-ignore-case') return onText((candidate) => same(candidate, text));
    if (text === '') throw invalid(place, `anything-but ${name} expects some text, got none`);
    return affix(place, name as 'prefix' | 'suffix', text);
  });
  if (unwanted.length === 0) throw invalid(place, 'anything-but expects something, got an empty list');
  return (candidate) => !unwanted.some((matches) => matches(candidate));
};

const named: Readonly<Record<string, (place: string, value: unknown) => (value: Leaf) => boolean>> = {
  prefix: (place, value) => affix(place, 'prefix', value),
  suffix: (place, value) => affix(place, 'suffix', value),
  'equals-ignore-case': (place, value) => {
    const text = textOf(place, 'equals-ignore-case', value);
    return onText((candidate) => same(candidate, text));
  },
  exactly: (place, value) => {
    const text = textOf(place, 'exactly', value);
    return (candidate) => candidate === text;
  },
  wildcard,
  cidr,
  numeric,
  'anything-but': anythingBut,
};

/** The names of all match types, which can not be members inside `$or`. */
export const matchTypes: ReadonlySet<string> = new Set([...Object.keys(named), 'exists']);

/**
 * Reads one element of the list that a pattern has for a path.
 * @throws TrailwardenError `input-invalid`
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-create-pattern-operators.html
 */
export const valuePattern = (place: string, element: Json): ValuePattern => {
  if (Array.isArray(element)) throw invalid(place, `expected a value or a match type, got a list`);
  if (!isObject(element)) return { wants: 'value', matches: (candidate) => candidate === element };
  const [entry, ...more] = Object.entries(element);
  if (entry === undefined || more.length > 0) throw invalid(place, `expected one match type, got ${got(element)}`);
  const [name, value] = entry;
  if (name === 'exists') {
    if (typeof value !== 'boolean') throw invalid(place, `exists expects true or false, got ${got(value)}`);
    return value ? { wants: 'value', matches: () => true } : { wants: 'absence' };
  }
  const make = named[name];
  if (make === undefined) throw invalid(place, `unknown match type ${got(name)}`);
  return { wants: 'value', matches: make(place, value) };
};
