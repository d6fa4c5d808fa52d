import { isObject, type Json } from '../json.ts';
import { cidrBlocks } from './cidr.ts';
import { hasSymbolic, isSymbolic, scalarText, textOf } from './values.ts';

/** What an intrinsic function makes of its resolved argument. */
export type Applied =
  | { readonly value: Json }
  /** Some argument is symbolic: the call itself is the value. */
  | 'symbolic'
  /** The argument is wrong: what is allowed. */
  | { readonly allowed: string };

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

const join = (argument: Json): Applied => {
  if (!isList(argument) || argument.length !== 2) return { allowed: '[delimiter, [values]]' };
  const [delimiter, list] = argument;
  if (typeof delimiter !== 'string') return { allowed: 'a text as delimiter' };
  if (isSymbolic(list)) return 'symbolic';
  if (!isList(list)) return { allowed: 'a list of values to join' };
  return { value: textOf(list.flatMap((part, index) => (index === 0 ? [part] : [delimiter, part]))) };
};

const select = (argument: Json): Applied => {
  if (!isList(argument) || argument.length !== 2) return { allowed: '[index, [values]]' };
  const [at, list] = argument;
  if (isSymbolic(at) || isSymbolic(list)) return 'symbolic';
  const index = Number(scalarText(at) ?? Number.NaN);
  if (!Number.isInteger(index) || index < 0) return { allowed: 'an index from 0' };
  if (!isList(list)) return { allowed: 'a list to select from' };
  const value = list[index];
  return value === undefined ? { allowed: `an index below ${list.length}` } : { value };
};

const split = (argument: Json): Applied => {
  if (!isList(argument) || argument.length !== 2) return { allowed: '[delimiter, text]' };
  const [delimiter, text] = argument;
  if (typeof delimiter !== 'string' || delimiter === '') return { allowed: 'a text as delimiter' };
  if (isSymbolic(text)) return 'symbolic';
  const known = scalarText(text);
  return known === undefined ? { allowed: 'a text to split' } : { value: known.split(delimiter) };
};

const cidr = (argument: Json): Applied => {
  if (!isList(argument) || argument.length < 2 || argument.length > 3) return { allowed: '[ipBlock, count, cidrBits]' };
  if (hasSymbolic(argument)) return 'symbolic';
  const [block = '', count = '', bits = '8'] = argument.map((part) => scalarText(part) ?? '');
  const value = cidrBlocks(block, Number(count), Number(bits));
  return value ? { value } : 'symbolic';
};

const length = (argument: Json): Applied => {
  if (isList(argument)) return { value: argument.length };
  return isSymbolic(argument) ? 'symbolic' : { allowed: 'a list' };
};

const base64 = (argument: Json): Applied => {
  if (isSymbolic(argument)) return 'symbolic';
  const text = scalarText(argument);
  return text === undefined ? { allowed: 'a text' } : { value: Buffer.from(text).toString('base64') };
};

/** JSON text whose symbolic parts stay parts of the text. */
const toJsonString = (argument: Json): Applied => {
  const holes: Json[] = [];
  const marked = (value: Json): Json => {
    if (isSymbolic(value)) return `\0${holes.push(value as unknown as Json) - 1}\0`;
    if (isList(value)) return value.map(marked);
    if (!isObject(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, marked(inner)]));
  };
  const parts = JSON.stringify(marked(argument)).split(/\\u0000(\d+)\\u0000/);
  return { value: textOf(parts.map((part, index) => (index % 2 === 0 ? part : (holes[Number(part)] ?? '')))) };
};

const never = (): Applied => 'symbolic';

/**
 * The functions whose value follows from their argument alone. `Fn::GetAZs`, `Fn::Transform` and their like need the
 * account or a macro, and stay symbolic.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */
export const intrinsics: ReadonlyMap<string, (argument: Json) => Applied> = new Map([
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::Cidr', cidr],
  ['Fn::Length', length],
  ['Fn::Base64', base64],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::GetAZs', never],
  ['Fn::Transform', never],
  ['Fn::GetStackOutput', never],
  ['Fn::RefAll', never],
  ['Fn::ValueOf', never],
  ['Fn::ValueOfAll', never],
]);
