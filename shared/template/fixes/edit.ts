import { isObject, type Json, type JsonObject } from '../../json.ts';
import { type Path, parseTemplate, type TemplateDocument } from '../parse.ts';

/** A scalar, an intrinsic or a mapping of these that is to stand at a path of the file. */
export interface Edit {
  readonly path: Path;
  readonly value: Json;
}

const isScalar = (value: Json | undefined): boolean => typeof value !== 'object' || value === null;

const isTag = (value: Json): boolean => isObject(value) && typeof value['Ref'] === 'string';

/** The document with the value in its place; `undefined` where the way to it leads through no mapping. */
const withValue = (node: Json | undefined, path: Path, value: Json): Json | undefined => {
  const [step, ...rest] = path;
  if (step === undefined) return node === undefined || isScalar(node) ? value : undefined;
  if (Array.isArray(node)) {
    const inner = withValue(node[Number(step)], rest, value);
    return inner === undefined ? undefined : node.map((item: Json, index) => (index === step ? inner : item));
  }
  if (node !== undefined && !isObject(node)) return undefined;
  // An intrinsic has no members of its own.
  if (node && Object.keys(node).some((key) => key === 'Ref' || key.startsWith('Fn::'))) return undefined;
  const inner = withValue(node?.[String(step)], rest, value);
  return inner === undefined ? undefined : { ...node, [String(step)]: inner };
};

/** The same text for the same content, whatever the order of the keys. */
const canonical = (value: Json): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  );

/** How much of the path is there, and how far the mapping it ends in goes. */
const standing = (root: JsonObject, path: Path): { readonly depth: number; readonly node: Json } => {
  let node: Json = root;
  for (let depth = 0; depth < path.length; depth++) {
    const inner: Json | undefined = Array.isArray(node)
      ? node[Number(path[depth])]
      : isObject(node)
        ? node[String(path[depth])]
        : undefined;
    if (inner === undefined) return { depth, node };
    node = inner;
  }
  return { depth: path.length, node };
};

const wrapped = (path: Path, value: Json): Json =>
  path.reduceRight<Json>((inner, step) => ({ [String(step)]: inner }), value);

const plain = /^[A-Za-z][\w.:/-]*$/;
const taken = /^(?:true|false|yes|no|on|off|null|y|n)$/i;

const blockScalar = (value: Json): string => {
  if (isObject(value)) return `!Ref ${String(value['Ref'])}`;
  return typeof value === 'string' && plain.test(value) && !taken.test(value) && !/:$/.test(value)
    ? value
    : JSON.stringify(value);
};

/** A member in the block style of YAML. */
const block = (key: string, value: Json, indent: number, step: number): string => {
  const margin = ' '.repeat(indent);
  const name = plain.test(key) && !key.includes(':') ? key : JSON.stringify(key);
  if (!isObject(value) || isTag(value)) return `${margin}${name}: ${blockScalar(value)}\n`;
  const inner = Object.entries(value).map(([one, part]) => block(one, part, indent + step, step));
  return `${margin}${name}:\n${inner.join('')}`;
};

const offsetOf = (text: string, line: number, column: number): number => {
  let start = 0;
  for (let count = 1; count < line; count++) start = text.indexOf('\n', start) + 1;
  return start + column - 1;
};

const keyToken = /(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s:][^:\n]*?)[ \t]*:[ \t]*/y;
const scalarToken = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\n]|'')*'|[^\s!&*|>{[#"'\]},][^\s#\]},]*/y;

/** Puts a scalar in the place of another. */
const replaced = (text: string, at: number, value: Json): string | undefined => {
  keyToken.lastIndex = at;
  if (!keyToken.test(text)) return undefined;
  scalarToken.lastIndex = keyToken.lastIndex;
  const from = scalarToken.lastIndex;
  const [old] = scalarToken.exec(text) ?? [];
  if (old === undefined) return undefined;
  const isQuoted = old.startsWith('"') || old.startsWith("'");
  const written = isQuoted || !isScalar(value) ? JSON.stringify(value) : blockScalar(value);
  return text.slice(0, from) + written + text.slice(from + old.length);
};

/** Puts a member before the first one of a mapping, in the style that the mapping is written in. */
const inserted = (text: string, at: number, key: string, value: Json, step: number): string => {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const margin = text.slice(lineStart, at);
  const isJson = text.charAt(at) === '"' && /^\uFEFF?\s*\{/.test(text);
  const member = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  if (isJson) return `${text.slice(0, at)}${member},${/^\s*$/.test(margin) ? end + margin : ' '}${text.slice(at)}`;
  if (!/^ *(?:- +)*$/.test(margin)) {
    const flow = isTag(value) ? `{ Ref: ${JSON.stringify((value as JsonObject)['Ref'])} }` : JSON.stringify(value);
    return `${text.slice(0, at)}${plain.test(key) ? key : JSON.stringify(key)}: ${flow}, ${text.slice(at)}`;
  }
  const lines = block(key, value, margin.length, step).replaceAll('\n', end);
  // What stands after a dash begins there; what follows it is indented as far.
  return `${text.slice(0, at)}${lines.slice(margin.length)}${margin.replaceAll('-', ' ')}${text.slice(at)}`;
};

/** Columns that a mapping is indented by against the one around it. */
const stepOf = ({ text }: TemplateDocument): number => /^[^\s#-][^\n]*:[ \t]*\r?\n( +)\S/m.exec(text)?.[1]?.length ?? 2;

const attempt = (document: TemplateDocument, { path, value }: Edit): string | undefined => {
  const { text, root, locate } = document;
  const { depth, node } = standing(root, path);
  const at = (inner: Path): number => {
    const { line, column } = locate(inner);
    return offsetOf(text, line, column);
  };
  if (depth === path.length) return isScalar(node) ? replaced(text, at(path), value) : undefined;
  const [first] = isObject(node) ? Object.keys(node) : [];
  if (first === undefined) return undefined;
  const [key, ...rest] = path.slice(depth);
  return inserted(text, at([...path.slice(0, depth), first]), String(key), wrapped(rest, value), stepOf(document));
};

/**
 * Makes an edit in the text of a template, leaving everything else as it is written. The result is read again and
 * compared with what is meant; where it is anything else (an anchor, an intrinsic, an unusual style) there is none.
 */
export const edited = (document: TemplateDocument, edit: Edit): TemplateDocument | undefined => {
  const meant = withValue(document.root, edit.path, edit.value);
  const text = meant === undefined ? undefined : attempt(document, edit);
  const made = text === undefined ? undefined : parseTemplate(document.file, text).document;
  return made && meant !== undefined && canonical(made.root) === canonical(meant) ? made : undefined;
};
