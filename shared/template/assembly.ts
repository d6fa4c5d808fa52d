import { isObject, type Json, type JsonObject } from '../json.ts';
import { parseTemplate, type TemplateProblem } from './parse.ts';
import { type FindNested, type LoadedApplication, loadApplication, type StackSource } from './stack-worlds.ts';

/** The files that templates are read from; paths have forward slashes. */
export interface Files {
  /** The text of a file; `undefined` where there is none. */
  read(path: string): string | undefined;
}

/** What the operator says of the deployment. */
export interface LoadOptions {
  readonly account: string | undefined;
  readonly region: string | undefined;
  readonly parameters: Readonly<Record<string, Json>>;
  /** Whether conditions on defaults are judged one way only: this very deployment, and no other stage. */
  readonly defaultsDecide?: boolean;
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.');

/** A path beside another, with `.` and `..` worked out. */
const beside = (path: string, relative: string): string => {
  const parts = `${folderOf(path)}/${relative}`.split('/');
  const out: string[] = [];
  for (const part of parts) {
    if (part === '..' && out.length > 0 && out.at(-1) !== '..') out.pop();
    else if (part !== '.') out.push(part);
  }
  return out.join('/') || '.';
};

const asMap = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

/** The template of a nested stack: the asset that the CDK names, or a local path, as `sam package` would replace it. */
export const nestedFinder =
  (files: Files, options: LoadOptions): FindNested =>
  (from, logicalId) => {
    const resource = from.resources.find((one) => one.logicalId === logicalId);
    const asset = resource?.metadata['aws:asset:path'];
    const url = resource?.properties['TemplateURL'];
    const relative =
      typeof asset === 'string' ? asset : typeof url === 'string' && !/^https?:\/\//.test(url) ? url : undefined;
    if (relative === undefined) return undefined;
    const file = beside(from.file, relative);
    const text = files.read(file);
    if (text === undefined) return undefined;
    return { parsed: parseTemplate(file, text), stackName: undefined, ...options, parameters: {} };
  };

/** One template by itself. */
export const loadTemplate = (file: string, text: string, files: Files, options: LoadOptions): LoadedApplication =>
  loadApplication(
    [{ parsed: parseTemplate(file, text), stackName: undefined, ...options }],
    nestedFinder(files, options),
  );

/** Templates that are deployed together, because one imports what another exports; each file names its stack. */
export const loadLinked = (
  templates: readonly (readonly [file: string, text: string])[],
  files: Files,
  options: LoadOptions,
): LoadedApplication =>
  loadApplication(
    templates.map(([file, text]) => ({
      parsed: parseTemplate(file, text),
      stackName: (file.split('/').at(-1) ?? file).replace(/\.[^.]*$/, ''),
      ...options,
    })),
    nestedFinder(files, options),
  );

const known = (text: string | undefined): string | undefined =>
  text === undefined || text.startsWith('unknown-') ? undefined : text;

interface Manifest {
  readonly sources: readonly StackSource[];
  readonly problems: readonly TemplateProblem[];
}

const readManifest = (folder: string, files: Files, options: LoadOptions): Manifest => {
  const path = `${folder}/manifest.json`;
  const fail = (message: string, file = path): Manifest => ({
    sources: [],
    problems: [{ severity: 'error', message, file, line: 1, column: 1 }],
  });
  const text = files.read(path);
  if (text === undefined) return fail('the cloud assembly has no manifest.json, which cdk synth writes');
  const { document, problems } = parseTemplate(path, text);
  if (!document) return { sources: [], problems };
  const out: { sources: StackSource[]; problems: TemplateProblem[] } = { sources: [], problems: [] };
  for (const artifact of Object.values(asMap(document.root['artifacts']))) {
    const { type, properties, environment } = asMap(artifact);
    const given = asMap(properties);
    if (type === 'cdk:cloud-assembly' && typeof given['directoryName'] === 'string') {
      const nested = readManifest(`${folder}/${given['directoryName']}`, files, options);
      out.sources.push(...nested.sources);
      out.problems.push(...nested.problems);
    }
    if (type !== 'aws:cloudformation:stack' || typeof given['templateFile'] !== 'string') continue;
    const file = `${folder}/${given['templateFile']}`;
    const template = files.read(file);
    if (template === undefined) {
      out.problems.push(...fail('the template that the manifest names is not there', file).problems);
      continue;
    }
    const [, account, region] = /^aws:\/\/([^/]+)\/(.+)$/.exec(String(environment ?? '')) ?? [];
    out.sources.push({
      parsed: parseTemplate(file, template),
      stackName: typeof given['stackName'] === 'string' ? given['stackName'] : undefined,
      account: known(account) ?? options.account,
      region: known(region) ?? options.region,
      defaultsDecide: options.defaultsDecide === true,
      parameters: { ...asMap(given['parameters']), ...options.parameters },
    });
  }
  return out;
};

/** A `cdk.out` folder: every stack of every stage, with nested stacks, as one application. */
export const loadAssembly = (folder: string, files: Files, options: LoadOptions): LoadedApplication => {
  const { sources, problems } = readManifest(folder, files, options);
  const loaded = loadApplication(sources, nestedFinder(files, options));
  return { worlds: loaded.worlds, problems: [...problems, ...loaded.problems] };
};
