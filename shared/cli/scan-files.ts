import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, TrailwardenError } from '../errors.ts';
import { isObject, type Json } from '../json.ts';
import { parseTemplate } from '../template/parse.ts';
import type { ScanTarget } from '../template/scan.ts';
import { scalarText } from '../template/values.ts';

const extensions = /\.(?:ya?ml|json|template)$/i;
const skipped = new Set(['node_modules', '.git', '.aws-sam', '.venv']);

/** Text of another language of templates (Helm, Jinja, the Serverless Framework), which writes templates. */
const isToBeFilledIn = (text: string): boolean => /\{\{(?!\s*resolve:)|\{%|\$\{(?:self|opt|env|file):/.test(text);

const isJson = (text: string): boolean => /^\uFEFF?\s*\{/.test(text);

/** Whether the outermost mapping has `Resources`, as far as can be told without reading all of it. */
const hasResources = (text: string): boolean => {
  if (isJson(text)) return /"Resources"\s*:\s*\{/.test(text);
  const [, indent = ''] = /^\uFEFF?(?:[ \t]*(?:[#%].*|---.*)?\r?\n)*( *)\S/.exec(text) ?? [];
  return new RegExp(`^\uFEFF?${indent}["']?Resources["']?[ \\t]*:`, 'm').test(text);
};

/** Whether a file of a folder is a template: other JSON and YAML lies beside them. */
const looksLikeTemplate = (file: string, text: string): boolean => {
  if (!hasResources(text) || !/[\w@-]+::[\w@-]+|Transform/.test(text)) return false;
  if (!isJson(text) && !isToBeFilledIn(text)) return true;
  const { document } = parseTemplate(file, text);
  if (document === undefined) return !isToBeFilledIn(text);
  const resources = document.root['Resources'];
  return (
    isObject(resources) &&
    Object.entries(resources).some(
      ([name, body]) => name.startsWith('Fn::') || (isObject(body) && typeof body['Type'] === 'string'),
    )
  );
};

/** The text of a file in UTF-8, or in UTF-16 with a byte order mark. */
const decoded = (bytes: Buffer): string => {
  const mark = bytes.length >= 2 ? bytes.readUInt16BE(0) : 0;
  if (mark === 0xfffe) return bytes.toString('utf16le', 2);
  if (mark === 0xfeff)
    return Buffer.from(bytes.subarray(2, bytes.length & ~1))
      .swap16()
      .toString('utf16le');
  return bytes.toString('utf8');
};

export const readText = (path: string): string | undefined => {
  try {
    return decoded(readFileSync(path));
  } catch {
    return undefined;
  }
};

const mustRead = (path: string): string => {
  try {
    return decoded(readFileSync(path));
  } catch (cause) {
    throw new TrailwardenError('input-unreadable', `${path}: could not be read: ${messageOf(cause)}`, { cause });
  }
};

/** Paths with forward slashes, relative as they were given. */
const slashed = (path: string): string => path.replaceAll('\\', '/').replace(/^\.\//, '');

const isAssembly = (folder: string): boolean => {
  const manifest = readText(join(folder, 'manifest.json'));
  return manifest?.includes('"artifacts"') === true && manifest.includes('"version"');
};

const walk = function* (folder: string, templates: [string, string][]): Generator<ScanTarget> {
  const entries = readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (skipped.has(entry.name)) continue;
      if (isAssembly(path)) yield { kind: 'assembly', folder: slashed(path) };
      else yield* walk(path, templates);
    } else if (entry.isFile() && extensions.test(entry.name)) {
      const text = readText(path);
      if (text !== undefined && looksLikeTemplate(slashed(path), text)) templates.push([slashed(path), text]);
    }
  }
};

/**
 * What is to be scanned at a path: a file as a template, whatever it is called; a folder as a `cdk.out` assembly, or
 * else for the templates and assemblies in it.
 * @throws TrailwardenError `input-unreadable`, `input-invalid` for a folder without any template
 */
export const targetsAt = function* (path: string): Generator<ScanTarget> {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) throw new TrailwardenError('input-unreadable', `${path}: there is no such file or folder`);
  if (!stats.isDirectory()) {
    yield { kind: 'template', file: slashed(path), text: mustRead(path) };
    return;
  }
  if (isAssembly(path)) {
    yield { kind: 'assembly', folder: slashed(path) };
    return;
  }
  const templates: [string, string][] = [];
  let any = false;
  for (const target of walk(path, templates)) {
    any = true;
    yield target;
  }
  if (templates.length > 0) yield { kind: 'folder', templates };
  else if (!any) {
    throw new TrailwardenError(
      'input-invalid',
      `${path}: got no template in it, allowed are CloudFormation and SAM templates (YAML, JSON) and cdk.out folders`,
    );
  }
};

const fromPairs = (list: readonly Json[]): Record<string, Json> =>
  Object.fromEntries(
    list.filter(isObject).map((one) => [scalarText(one['ParameterKey']) ?? '', one['ParameterValue'] ?? '']),
  );

const readParameterFile = (file: string): Record<string, Json> => {
  const text = mustRead(file);
  if (/^\s*\[/.test(text)) {
    const read = parseTemplate(file, `{"Parameters": ${text}}`).document?.root['Parameters'];
    if (Array.isArray(read)) {
      // `Name=value` texts, as the pipelines of SAM have them, or the pairs of the AWS CLI.
      return {
        ...fromPairs(read),
        ...Object.assign({}, ...read.map((one) => (typeof one === 'string' ? assigned(one) : {}))),
      };
    }
  }
  const { document, problems } = parseTemplate(file, text);
  if (!document) {
    const [{ line, column, message }] = problems;
    throw new TrailwardenError('input-invalid', `${file}:${line}:${column}: ${message}`);
  }
  const inner = document.root['Parameters'];
  if (Array.isArray(inner)) return fromPairs(inner);
  return { ...(isObject(inner) ? inner : document.root) };
};

const assigned = (text: string): Record<string, Json> => {
  const equals = text.indexOf('=');
  return equals < 0 ? {} : { [text.slice(0, equals)]: text.slice(equals + 1) };
};

/**
 * Values of parameters as the command line gives them: `Name=value`, or a file of them (a mapping, CloudFormation's
 * list of `ParameterKey` and `ParameterValue`, or the configuration of a pipeline).
 */
export const readParameters = (given: readonly string[]): Readonly<Record<string, Json>> => {
  const out: Record<string, Json> = {};
  for (const one of given) Object.assign(out, /^[A-Za-z0-9]+=/.test(one) ? assigned(one) : readParameterFile(one));
  return out;
};

const idsIn = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(idsIn);
  if (!isObject(value)) return [];
  if (Array.isArray(value['runs'])) {
    const results = value['runs']
      .filter(isObject)
      .flatMap((run) => (Array.isArray(run['results']) ? run['results'] : []));
    return results.filter(isObject).flatMap((result) => {
      const prints = result['partialFingerprints'];
      const id = isObject(prints) ? prints['trailwardenFinding/v1'] : undefined;
      return typeof id === 'string' ? [id] : [];
    });
  }
  return typeof value['id'] === 'string' ? [value['id']] : [];
};

/**
 * The ids of the findings in an earlier output: JSON lines, JSON or SARIF.
 * @throws TrailwardenError `input-unreadable`, `input-invalid`
 */
export const readBaseline = (file: string): ReadonlySet<string> => {
  const text = mustRead(file);
  const ids = new Set<string>();
  try {
    for (const id of idsIn(JSON.parse(text.trim() === '' ? '[]' : text))) ids.add(id);
    return ids;
  } catch {
    // More than one document: JSON lines.
  }
  text.split('\n').forEach((line, index) => {
    if (line.trim() === '') return;
    try {
      for (const id of idsIn(JSON.parse(line))) ids.add(id);
    } catch (cause) {
      throw new TrailwardenError(
        'input-invalid',
        `${file}:${index + 1}: got no JSON, allowed is an earlier output of scan as jsonl, json or sarif`,
        { cause },
      );
    }
  });
  return ids;
};
