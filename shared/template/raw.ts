import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Path, Position, TemplateDocument, TemplateProblem } from './parse.ts';

/** A resource before its intrinsics are resolved. */
export interface RawResource {
  readonly logicalId: string;
  readonly type: string;
  /** Everything under the logical id: `Properties`, `Metadata`, `Condition`, `DependsOn`, … */
  readonly body: JsonObject;
  /** Where in the document it is written; for one that a transform made, what it was made of. */
  readonly path: Path;
}

/** A template with its sections taken apart, every resource well formed. */
export interface RawTemplate {
  readonly document: TemplateDocument;
  readonly parameters: JsonObject;
  readonly mappings: JsonObject;
  readonly conditions: JsonObject;
  readonly outputs: JsonObject;
  readonly globals: Json | undefined;
  readonly metadata: JsonObject;
  /** Names of the macros the template asks for, `AWS::Serverless-2016-10-31` among them. */
  readonly transforms: readonly string[];
  readonly resources: ReadonlyMap<string, RawResource>;
  /** Where what a transform wrote into the definition of an API comes from: `<API> <path> <method>` → path. */
  readonly routes: ReadonlyMap<string, Path>;
}

/** Collects what is wrong, each at its place in the document. */
export interface ProblemLog {
  readonly problems: readonly TemplateProblem[];
  add(path: Path, message: string): void;
  warn(path: Path, message: string): void;
}

export const problemLog = (locate: (path: Path) => Position): ProblemLog => {
  const problems: TemplateProblem[] = [];
  const note = (severity: TemplateProblem['severity'], path: Path, message: string): void => {
    const position = locate(path);
    if (problems.some((one) => one.message === message && one.line === position.line)) return;
    problems.push({ severity, message, ...position });
  };
  return {
    problems,
    add: (path, message) => note('error', path, message),
    warn: (path, message) => note('warning', path, message),
  };
};

/** What was got, for a message: the kind of a value, or a short scalar itself. */
export const gotOf = (value: Json | undefined): string => {
  if (value === undefined || value === null) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a mapping';
  const text = JSON.stringify(value);
  return text.length <= 60 ? text : `a ${typeof value} of ${String(value).length} characters`;
};

/** The macros named in `Transform`: a name, or a mapping with `Name`, or a list of these. */
const transformsOf = (value: Json | undefined): readonly string[] => {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((one: Json) => transformsOf(one));
  if (isObject(value)) return transformsOf(value['Name']);
  return [String(value)];
};

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html */
const sections = new Set([
  'AWSTemplateFormatVersion',
  'Description',
  'Metadata',
  'Parameters',
  'Rules',
  'Mappings',
  'Conditions',
  'Transform',
  'Fn::Transform',
  'Globals',
  'Hooks',
  'Resources',
  'Outputs',
]);

/** Takes a document apart. A section or resource of the wrong shape is reported and left out; the rest goes on. */
export const rawTemplate = (document: TemplateDocument, log: ProblemLog): RawTemplate => {
  const { root } = document;
  const section = (name: string): JsonObject => {
    const value = root[name];
    if (value === undefined || (value === null && name !== 'Mappings')) return {};
    if (isObject(value)) return value;
    log.add([name], `${name} is ${gotOf(value)}, allowed is a mapping`);
    return {};
  };
  const resources = new Map<string, RawResource>();
  for (const name of Object.keys(root)) {
    if (!sections.has(name))
      log.add([name], `the template has a section ${name}, allowed are ${[...sections].join(', ')}`);
  }
  for (const [name, map] of Object.entries(section('Mappings'))) {
    const rows = isObject(map) ? Object.values(map) : [];
    if (!isObject(map) || !rows.every(isObject)) {
      log.add(['Mappings', name], `mapping ${name} has not two levels, allowed is { key: { key: value } }`);
    }
  }
  if (root['Resources'] === undefined || root['Resources'] === null) {
    log.add([], 'the template has no Resources, which every template needs');
  }
  for (const [logicalId, body] of Object.entries(section('Resources'))) {
    const path = ['Resources', logicalId];
    if (logicalId === 'Fn::Transform') {
      log.warn(path, 'Fn::Transform is not run here: what it makes is not judged');
      continue;
    }
    if (!/^[A-Za-z0-9]+$/.test(logicalId) && !logicalId.startsWith('Fn::')) {
      log.add(path, `logical id ${JSON.stringify(logicalId)} is not alphanumeric, allowed are letters and digits`);
    }
    if (isObject(body) && isObject(body['Type']) && Object.keys(body['Type']).some((key) => key.startsWith('Rain::'))) {
      log.warn([...path, 'Type'], `${logicalId} is a module of Rain: what it makes is not judged`);
      continue;
    }
    if (!isObject(body)) log.add(path, `resource ${logicalId} is ${gotOf(body)}, allowed is a mapping with Type`);
    else if (typeof body['Type'] !== 'string') {
      log.add(path, `resource ${logicalId} has ${gotOf(body['Type'])} as Type, allowed is the name of a resource type`);
    } else resources.set(logicalId, { logicalId, type: body['Type'], body, path });
  }
  return {
    document,
    parameters: section('Parameters'),
    mappings: section('Mappings'),
    conditions: section('Conditions'),
    outputs: section('Outputs'),
    globals: root['Globals'],
    metadata: section('Metadata'),
    transforms: transformsOf(root['Transform']),
    resources,
    routes: new Map(),
  };
};
