import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Path, TemplateDocument } from './parse.ts';
import { gotOf, type ProblemLog } from './raw.ts';
import { scalarText } from './values.ts';

const marker = 'Fn::ForEach::';

const hasLoop = (value: Json): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasLoop);
  return Object.entries(value).some(([key, inner]) => key.startsWith(marker) || hasLoop(inner));
};

/** The name inside a text that names a resource: `Topic${Name}` of a loop over what is not known is `TopicName`. */
const named = (value: Json, name: string): Json => {
  if (typeof value === 'string') return value.replaceAll(`\${${name}}`, name).replaceAll(`&{${name}}`, name);
  return Array.isArray(value) ? value.map((item: Json) => named(item, name)) : value;
};

const escaped = (text: string, name: string): string =>
  text.replaceAll('${', '${!').replaceAll(`\${!${name}}`, `\${${name}}`);

/** What a loop makes of one value that is not known: resources are called by the loop's name, values stay open. */
const opened = (value: Json, name: string): Json => {
  if (typeof value === 'string') {
    return value.includes(`\${${name}}`) ? { 'Fn::Sub': escaped(value, name) } : named(value, name);
  }
  if (Array.isArray(value)) return value.map((item: Json) => opened(item, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key === 'Fn::Sub') return [key, inner];
      const isName = key === 'Ref' || key === 'Fn::GetAtt' || key === 'DependsOn' || key === 'Condition';
      const isText = isName && (typeof inner === 'string' || Array.isArray(inner));
      return [String(named(key, name)), isText ? named(inner, name) : opened(inner, name)];
    }),
  );
};

/** Puts the loop's value where its identifier is named: `${Name}`, `&{Name}` (without other characters) and `Ref`. */
const substitute = (value: Json, name: string, text: string): Json => {
  if (typeof value === 'string') {
    return value.replaceAll(`\${${name}}`, text).replaceAll(`&{${name}}`, text.replace(/[^A-Za-z0-9]/g, ''));
  }
  if (Array.isArray(value)) return value.map((item: Json) => substitute(item, name, text));
  if (!isObject(value)) return value;
  if (value['Ref'] === name && Object.keys(value).length === 1) return text;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [String(substitute(key, name, text)), substitute(inner, name, text)]),
  );
};

/**
 * Writes out the loops of `AWS::LanguageExtensions` in a document. `items` answers what a collection holds, or
 * `undefined` when that is not known; such a loop is written out once, for a value that stays open (`open` lists its
 * name). `origins` tells for each key that a loop made where the loop is written.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-foreach.html
 */
export const writeOutLoops = (
  document: TemplateDocument,
  items: (collection: Json) => readonly Json[] | undefined,
  log: ProblemLog,
): {
  readonly document: TemplateDocument;
  readonly origins: ReadonlyMap<string, Path>;
  readonly open: readonly string[];
} => {
  const origins = new Map<string, Path>();
  const open: string[] = [];
  if (!hasLoop(document.root)) return { document, origins, open };

  const loop = (key: string, body: Json, path: Path, out: Record<string, Json>): void => {
    if (!Array.isArray(body) || body.length !== 3 || typeof body[0] !== 'string' || !isObject(body[2])) {
      log.add(path, `${key} is ${gotOf(body)}, allowed is [identifier, [values], { key: value }]`);
      return;
    }
    const [name, collection, template] = body as [string, Json, JsonObject];
    const values = items(collection);
    if (!values) {
      log.warn(path, `the values of ${key} are not known before deployment: judged for one of them`);
      open.push(name);
    }
    const bodies = values
      ? values.map((item) => substitute(template, name, scalarText(item) ?? ''))
      : [opened(template, name)];
    for (const made of bodies) {
      for (const [inner, value] of Object.entries(written(made, path) as JsonObject)) {
        out[inner] = value;
        origins.set(inner, path);
      }
    }
  };

  const written = (value: Json, path: Path): Json => {
    if (Array.isArray(value)) return value.map((item: Json, index) => written(item, [...path, index]));
    if (!isObject(value) || !hasLoop(value)) return value;
    const out: Record<string, Json> = {};
    for (const [key, inner] of Object.entries(value)) {
      if (key.startsWith(marker)) loop(key, inner, [...path, key], out);
      else out[key] = written(inner, [...path, key]);
    }
    return out;
  };

  return { document: { ...document, root: written(document.root, []) as JsonObject }, origins, open };
};
