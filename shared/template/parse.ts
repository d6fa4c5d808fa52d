import { isObject, type Json, type JsonObject } from '../json.ts';
import { longForm } from './tags.ts';
import { type Marks, readYaml } from './yaml.ts';
import { readAnyYaml } from './yaml-general.ts';

/** A place in a file; line and column count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Something wrong with a template: what was got and what is allowed, at the place where it stands. */
export interface TemplateProblem extends Position {
  /** A `warning` names what the template does not define: it may be judged all the same, but not deployed. */
  readonly severity: 'error' | 'warning';
  readonly message: string;
}

export type Path = readonly (string | number)[];

/** A template as written, with every short form in its long form. */
export interface TemplateDocument {
  readonly file: string;
  readonly text: string;
  readonly root: JsonObject;
  /** Where the node at this path starts: of an entry its key, of a path that leads nowhere its last known part. */
  locate(path: Path): Position;
}

export type ParsedTemplate =
  | { readonly document: TemplateDocument; readonly problems: readonly TemplateProblem[] }
  | { readonly document: undefined; readonly problems: readonly [TemplateProblem, ...TemplateProblem[]] };

/** Line and column of an offset. */
export const positionAt = (file: string, text: string, offset: number): Position => {
  let line = 1;
  let start = 0;
  for (;;) {
    const end = text.indexOf('\n', start);
    if (end < 0 || end >= offset) break;
    line++;
    start = end + 1;
  }
  return { file, line, column: Math.max(offset, start) - start + 1 };
};

const offsetOf = (root: Json, marks: Marks, path: Path): number => {
  let node: Json | undefined = root;
  let offset = 0;
  for (const step of path) {
    if (typeof node !== 'object' || node === null) break;
    const mark = marks.get(node);
    if (!mark) {
      // A short form: its long form is made here and starts where its value does.
      node = Array.isArray(node) ? node[Number(step)] : (node as JsonObject)[step];
      continue;
    }
    const index: number = Array.isArray(node) ? Number(step) : mark.keys.lastIndexOf(String(step));
    const found = mark.at[index];
    if (found === undefined) break;
    offset = found;
    node = Array.isArray(node) ? node[index] : (node as JsonObject)[step];
  }
  return offset;
};

const parseJson = (text: string): Json | undefined => {
  try {
    return JSON.parse(text) as Json;
  } catch {
    // Not JSON: the YAML reader, which reads flow collections too, says what is wrong and where.
    return undefined;
  }
};

/**
 * Reads a template, JSON or YAML with all short forms. Line numbers are only worked out when somebody asks. A text that
 * can not be read, or is no mapping, has no document and says why.
 */
export const parseTemplate = (file: string, text: string): ParsedTemplate => {
  const fail = (message: string, offset: number): ParsedTemplate => ({
    document: undefined,
    problems: [{ severity: 'error', message, ...positionAt(file, text, offset) }],
  });
  let marks: Marks | undefined;
  let root: Json | undefined = /^\uFEFF?\s*[{[]/.test(text) ? parseJson(text) : undefined;
  if (root === undefined) {
    const read = readYaml(text, longForm) ?? readAnyYaml(text, longForm);
    if ('problem' in read) return fail(read.problem.message, read.problem.offset);
    root = read.value;
    marks = read.marks;
  }
  if (!isObject(root)) {
    const got = root === null ? 'nothing' : Array.isArray(root) ? 'a list' : `a ${typeof root}`;
    return fail(`the template is ${got}, allowed is a mapping with Resources`, 0);
  }
  let tree: Json = root;
  const locate = (path: Path): Position => {
    if (!marks) {
      // JSON was read without positions: read it again with them.
      const read = readYaml(text, longForm) ?? readAnyYaml(text, longForm);
      marks = 'marks' in read ? read.marks : new Map();
      if ('value' in read) tree = read.value;
    }
    return positionAt(file, text, offsetOf(tree, marks, path));
  };
  return { document: { file, text, root, locate }, problems: [] };
};
