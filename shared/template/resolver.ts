import { isObject, type Json } from '../json.ts';
import { intrinsics } from './intrinsics.ts';
import type { Path } from './parse.ts';
import { gotOf, type ProblemLog, type RawTemplate } from './raw.ts';
import { hasSymbolic, intrinsicOf, isSymbolic, scalarText, symbolic, textOf } from './values.ts';

/** What the functions of a template can draw on. */
export interface Scope {
  readonly template: Pick<RawTemplate, 'mappings' | 'resources'>;
  /** Parameters and pseudo parameters. */
  readonly values: ReadonlyMap<string, Json>;
  readonly exports: ReadonlyMap<string, Json>;
  readonly truths: ReadonlyMap<string, boolean>;
  readonly log: ProblemLog;
  /** Whether a macro that is not run here may define what the template names. */
  readonly lenient: boolean;
}

/** Resolves a value of the template; `undefined` is `AWS::NoValue`. The path is where the value stands. */
export type Resolve = (value: Json, path: Path) => Json | undefined;

const placeholder = /\$\{([^{}]*)\}/g;

/** The functions of a template, worked out as far as the scope allows; the rest symbolic. */
export const createResolver = ({ template, values, exports, truths, log, lenient }: Scope): Resolve => {
  // One path for the whole walk: most of it is never asked for.
  const path: (string | number)[] = [];

  const call = (name: string, argument: Json): Json => symbolic({ $symbol: 'call', function: name, argument });

  const undefinedName = (what: string, name: string, allowed: string): Json => {
    if (!lenient) log.warn([...path], `${what} ${JSON.stringify(name)} is not defined, allowed are ${allowed}`);
    return symbolic({ $symbol: 'reference', logicalId: name, attribute: '' });
  };

  const ref = (argument: Json): Json | undefined => {
    if (argument === 'AWS::NoValue') return undefined;
    if (typeof argument !== 'string') {
      const name = resolve(argument);
      // With AWS::LanguageExtensions the name may itself be made by functions.
      if (typeof name === 'string') return ref(name);
      if (name !== undefined && hasSymbolic(name)) return call('Ref', name);
      log.add([...path], `Ref is ${gotOf(argument)}, allowed is the name of a parameter or resource`);
      return call('Ref', argument);
    }
    const value = values.get(argument);
    if (value !== undefined) return value;
    if (template.resources.has(argument)) return symbolic({ $symbol: 'reference', logicalId: argument, attribute: '' });
    return undefinedName('Ref', argument, 'parameters, pseudo parameters and resources');
  };

  const getAtt = (argument: Json): Json => {
    const written = typeof argument === 'string' ? argument.split('.') : argument;
    const resolved = (Array.isArray(written) ? written : []).map((part: Json) => resolve(part) ?? null);
    const [logicalId, ...rest] = resolved;
    const attribute = textOf(rest.flatMap((part, index) => (index === 0 ? [part] : ['.', part])));
    if (typeof logicalId !== 'string' || typeof attribute !== 'string') {
      if (resolved.some(hasSymbolic)) return call('Fn::GetAtt', resolved);
      log.add([...path], `Fn::GetAtt is ${gotOf(argument)}, allowed is [logicalId, attribute]`);
      return call('Fn::GetAtt', argument);
    }
    if (!template.resources.has(logicalId)) return undefinedName('Fn::GetAtt of', logicalId, 'resources');
    return symbolic({ $symbol: 'reference', logicalId, attribute });
  };

  const sub = (argument: Json): Json => {
    const [text, variables]: readonly (Json | undefined)[] = Array.isArray(argument) ? argument : [argument, {}];
    if (typeof text !== 'string' || !isObject(variables)) {
      const made = text === undefined ? undefined : resolve(text);
      if (made !== undefined && hasSymbolic(made)) return call('Fn::Sub', made);
      if (typeof made === 'string' && isObject(variables)) return sub([made, variables]);
      log.add([...path], `Fn::Sub is ${gotOf(argument)}, allowed is a text or [text, { name: value }]`);
      return call('Fn::Sub', argument);
    }
    const parts: Json[] = [];
    let from = 0;
    for (const match of text.matchAll(placeholder)) {
      parts.push(text.slice(from, match.index));
      from = match.index + match[0].length;
      const name = (match[1] ?? '').trim();
      if (name.startsWith('!')) {
        parts.push(`\${${name.slice(1)}}`);
        continue;
      }
      const own = Object.hasOwn(variables, name) ? resolve(variables[name] ?? null) : undefined;
      const value = own ?? (values.has(name) || !name.includes('.') ? ref(name) : getAtt(name)) ?? '';
      if (Array.isArray(value)) log.add([...path], `${name} of Fn::Sub is a list, allowed is text`);
      parts.push(value);
    }
    parts.push(text.slice(from));
    return textOf(parts);
  };

  const condition = (argument: Json): Json | undefined => {
    const [name, whenTrue, whenFalse] = Array.isArray(argument) ? (argument as readonly Json[]) : [];
    if (typeof name !== 'string' || whenTrue === undefined || whenFalse === undefined) {
      log.add([...path], `Fn::If is ${gotOf(argument)}, allowed is [condition, value if true, value if false]`);
      return call('Fn::If', null);
    }
    const holds = truths.get(name);
    if (holds === undefined) {
      if (!lenient) log.warn([...path], `condition ${name} is not defined, allowed are the names under Conditions`);
      return call('Fn::If', argument as Json);
    }
    path.push(holds ? 1 : 2);
    const value = resolve(holds ? whenTrue : whenFalse);
    path.pop();
    return value;
  };

  const findInMap = (argument: Json): Json | undefined => {
    const parts = Array.isArray(argument) ? (argument as readonly Json[]) : [];
    const [map, first, second] = parts.slice(0, 3).map((part) => resolve(part) ?? null);
    if (map === undefined || first === undefined || second === undefined) {
      log.add([...path], `Fn::FindInMap is ${gotOf(argument)}, allowed is [map, key, key]`);
      return call('Fn::FindInMap', argument);
    }
    const unresolved = call('Fn::FindInMap', [map, first, second]);
    if ([map, first, second].some(hasSymbolic)) return unresolved;
    const rows = template.mappings[scalarText(map) ?? ''];
    const row = isObject(rows) ? rows[scalarText(first) ?? ''] : undefined;
    const value = isObject(row) ? row[scalarText(second) ?? ''] : undefined;
    if (value !== undefined) return resolve(value);
    const options = parts[3];
    if (isObject(options) && options['DefaultValue'] !== undefined) return resolve(options['DefaultValue']);
    if (!lenient) {
      const key = `${scalarText(map)}.${scalarText(first)}.${scalarText(second)}`;
      log.warn([...path], `Fn::FindInMap finds no ${key}, allowed are the keys under Mappings`);
    }
    return unresolved;
  };

  const importValue = (argument: Json): Json => {
    const name = resolve(argument) ?? null;
    const exported = typeof name === 'string' ? exports.get(name) : undefined;
    return exported ?? symbolic({ $symbol: 'import', name });
  };

  const special: ReadonlyMap<string, (argument: Json) => Json | undefined> = new Map([
    ['Ref', ref],
    ['Fn::GetAtt', getAtt],
    ['Fn::Sub', sub],
    ['Fn::If', condition],
    ['Fn::FindInMap', findInMap],
    ['Fn::ImportValue', importValue],
  ]);

  const warnOfMacro = (): void => log.warn([...path], 'Fn::Transform is not run here: what it makes is not judged');

  const apply = (name: string, argument: Json): Json | undefined => {
    path.push(name);
    if (name === 'Fn::Transform') warnOfMacro();
    try {
      const handled = special.get(name);
      if (handled) return handled(argument);
      const resolved = resolve(argument) ?? null;
      const applied = intrinsics.get(name)?.(resolved);
      // A macro of the account may know what we do not.
      if (applied === undefined || applied === 'symbolic') return call(name, resolved);
      if ('value' in applied) return applied.value;
      log.add([...path], `${name} is given ${gotOf(argument)}, allowed is ${applied.allowed}`);
      return call(name, resolved);
    } finally {
      path.pop();
    }
  };

  const resolve = (value: Json): Json | undefined => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) {
      const out: Json[] = [];
      for (let index = 0; index < value.length; index++) {
        path.push(index);
        const item = resolve(value[index] ?? null);
        path.pop();
        if (item !== undefined) out.push(item);
      }
      return out;
    }
    const intrinsic = intrinsicOf(value);
    if (intrinsic) return apply(intrinsic[0], intrinsic[1]);
    if (isSymbolic(value)) return value as unknown as Json;
    const out: Record<string, Json> = {};
    for (const key in value) {
      path.push(key);
      const isMacro = key === 'Fn::Transform';
      if (isMacro) warnOfMacro();
      const inner = isMacro ? undefined : resolve((value as Readonly<Record<string, Json>>)[key] ?? null);
      path.pop();
      if (inner !== undefined) out[key] = inner;
    }
    return out;
  };

  return (value, at) => {
    path.length = 0;
    path.push(...at);
    return resolve(value);
  };
};
