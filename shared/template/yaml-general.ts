import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type ParsedNode,
  parseDocument,
  type YAMLMap,
} from 'yaml';
import type { Json } from '../json.ts';
import type { Marks, WrapTag } from './yaml.ts';
import { plainValue } from './yaml-scalars.ts';

/** A sentence and the place (offset) it is about. */
export interface SyntaxProblem {
  readonly message: string;
  readonly offset: number;
}

/** More aliases than any template has: each is expanded, so that a few could stand for billions of nodes. */
const maxAliases = 1000;

/** Reads any YAML, and says what is wrong with what is none. Repeated keys: the last one counts, as in JSON. */
export const readAnyYaml = (
  text: string,
  wrap: WrapTag,
): { readonly value: Json; readonly marks: Marks } | { readonly problem: SyntaxProblem } => {
  const document = parseDocument(text, { logLevel: 'silent', uniqueKeys: false, merge: true, prettyErrors: false });
  const error = document.errors[0];
  if (error) return { problem: { message: sentence(error.message), offset: error.pos[0] } };
  const marks: Marks = new Map();
  let aliases = 0;
  const problems: SyntaxProblem[] = [];

  const mappingOf = (node: YAMLMap): Json => {
    const out: Record<string, Json> = {};
    const mark = { keys: [] as string[], at: [] as number[] };
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      const start = (pair.key as ParsedNode | null)?.range?.[0] ?? 0;
      const key = isScalar(pair.key) ? (pair.key.source ?? String(pair.key.value)) : undefined;
      if (key === undefined) {
        problems.push({ message: 'a key is a collection, allowed is text', offset: start });
        continue;
      }
      const value = valueAt(pair.value as Node | null);
      const merged = key === '<<' ? (Array.isArray(value) ? value : [value]) : undefined;
      for (const [name, inner] of merged
        ? merged.flatMap((one) => Object.entries(one ?? {}))
        : [[key, value] as const]) {
        if (merged && Object.hasOwn(out, name)) continue;
        Object.defineProperty(out, name, { value: inner, enumerable: true, writable: true, configurable: true });
        mark.keys.push(name);
        mark.at.push(start);
      }
    }
    marks.set(out, mark);
    return out;
  };

  const bare = (node: Node): Json => {
    if (isMap(node)) return mappingOf(node);
    if (isSeq(node)) {
      const items = node.items as (ParsedNode | null)[];
      const out = items.map((item) => valueAt(item));
      marks.set(out, { keys: [], at: items.map((item) => item?.range?.[0] ?? node.range?.[0] ?? 0) });
      return out;
    }
    if (!isScalar(node)) return null;
    if (node.type !== 'PLAIN') return String(node.value ?? '');
    return node.tag?.startsWith('!') ? (node.source ?? '') : plainValue(node.source ?? '');
  };

  const valueAt = (node: Node | null): Json => {
    if (node === null) return null;
    if (isAlias(node)) {
      if (++aliases > maxAliases) {
        if (aliases === maxAliases + 1)
          problems.push({ message: `more than ${maxAliases} aliases`, offset: node.range?.[0] ?? 0 });
        return null;
      }
      const target = node.resolve(document as Document);
      return target ? valueAt(target as Node) : null;
    }
    const value = bare(node);
    const { tag } = node;
    if (tag === undefined || tag.startsWith('tag:')) return value;
    return wrap(tag, value);
  };

  const value = valueAt(document.contents as Node | null);
  const [problem] = problems;
  return problem ? { problem } : { value, marks };
};

const sentence = (message: string): string => {
  const line = message.split('\n')[0] ?? message;
  return line.charAt(0).toLowerCase() + line.slice(1);
};
