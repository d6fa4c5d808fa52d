import { isObject, type Json, type JsonObject } from '../json.ts';

/**
 * What could not be worked out before deployment stands in the resolved properties as an object with this one tag. It
 * is never dropped and never guessed:
 * - `reference`: `Ref` (attribute `''`) or `GetAtt` of a resource of the same template;
 * - `parameter`, `pseudo`: a value nobody gave;
 * - `import`: another stack's export;
 * - `call`: an intrinsic function some of whose arguments are symbolic;
 * - `text`: text with symbolic parts.
 */
export type Symbolic =
  | { readonly $symbol: 'reference'; readonly logicalId: string; readonly attribute: string }
  | { readonly $symbol: 'parameter'; readonly name: string }
  | { readonly $symbol: 'pseudo'; readonly name: string }
  | { readonly $symbol: 'import'; readonly name: Json }
  | { readonly $symbol: 'call'; readonly function: string; readonly argument: Json }
  | { readonly $symbol: 'text'; readonly parts: readonly Json[] };

/** A symbolic value as the JSON it travels in. */
export const symbolic = (value: Symbolic): Json => value as unknown as JsonObject;

/** A template may hold an object with such a tag too; one without the members of its kind is no symbol. */
export const isSymbolic = (value: unknown): value is Symbolic => {
  if (!isObject(value)) return false;
  switch (value['$symbol']) {
    case 'reference':
      return typeof value['logicalId'] === 'string' && typeof value['attribute'] === 'string';
    case 'parameter':
    case 'pseudo':
      return typeof value['name'] === 'string';
    case 'import':
      return value['name'] !== undefined;
    case 'call':
      return typeof value['function'] === 'string' && value['argument'] !== undefined;
    case 'text':
      return Array.isArray(value['parts']);
    default:
      return false;
  }
};

/** Whether anything in the value, at any depth, is symbolic. */
export const hasSymbolic = (value: Json): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasSymbolic);
  return isSymbolic(value) || Object.values(value).some(hasSymbolic);
};

/** Text as CloudFormation makes it of a scalar; `undefined` of anything else. */
export const scalarText = (value: Json | undefined): string | undefined => {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
};

/** Joins parts into text; plain text when none of them is symbolic. */
export const textOf = (parts: readonly Json[]): Json => {
  const out: Json[] = [];
  const add = (part: Json): void => {
    const scalar = scalarText(part);
    if (scalar !== undefined) {
      const last = out.at(-1);
      if (typeof last === 'string') out[out.length - 1] = last + scalar;
      else if (scalar !== '') out.push(scalar);
    } else if (isSymbolic(part) && part.$symbol === 'text') part.parts.forEach(add);
    else out.push(part);
  };
  parts.forEach(add);
  if (out.length === 0) return '';
  const [only] = out;
  return out.length === 1 && only !== undefined ? only : symbolic({ $symbol: 'text', parts: out });
};

/** The name and the argument when the value is an intrinsic function (or a `Ref`), as written in a template. */
export const intrinsicOf = (value: Json): readonly [name: string, argument: Json] | undefined => {
  if (!isObject(value)) return undefined;
  let name: string | undefined;
  for (const key in value) {
    if (name !== undefined) return undefined;
    name = key;
  }
  // Rain, which writes templates out before they are deployed, has functions of its own.
  if (name === undefined || !(name === 'Ref' || /^(?:Fn|Rain)::/.test(name))) return undefined;
  return [name, value[name] ?? null];
};
