import type { Context } from '../engine/context.ts';
import type { Finding } from '../engine/finding.ts';
import type { Rule } from '../engine/rule.ts';
import type { PlacedFinding } from '../finding-json.ts';
import { type Files, type LoadOptions, loadAssembly, loadLinked, loadTemplate } from './assembly.ts';
import { type JudgedApplication, judgeApplication } from './judge.ts';
import type { TemplateProblem } from './parse.ts';
import type { LoadedApplication } from './stack-worlds.ts';

/** Something to scan: one template, a `cdk.out` folder, or the templates of a folder, which may refer to each other. */
export type ScanTarget =
  | { readonly kind: 'template'; readonly file: string; readonly text: string }
  | { readonly kind: 'assembly'; readonly folder: string }
  | { readonly kind: 'folder'; readonly templates: readonly (readonly [file: string, text: string])[] };

export interface ScanOptions extends LoadOptions {
  readonly rules: readonly Rule[];
  readonly context: Context;
  /** ISO 8601: what suppressions run out against. */
  readonly now: string;
}

/** What was found in one application. */
export interface ScannedApplication {
  readonly application: LoadedApplication;
  readonly findings: readonly PlacedFinding[];
  readonly problems: readonly TemplateProblem[];
  readonly inventories: JudgedApplication['inventories'];
  readonly logicalIds: JudgedApplication['logicalIds'];
}

const exportsOrImports = /Fn::ImportValue|!ImportValue|^\s*"?Export"?\s*:/m;
const imports = /Fn::ImportValue|!ImportValue/;

/** Files that notes what is read, so that a nested stack is not judged once more by itself. */
const noting = (files: Files, seen: Set<string>): Files => ({
  read: (path) => {
    const text = files.read(path);
    if (text !== undefined) seen.add(path);
    return text;
  },
});

const loadFolder = function* (
  templates: readonly (readonly [string, string])[],
  files: Files,
  options: LoadOptions,
): Generator<LoadedApplication> {
  const nested = new Set<string>();
  const noted = noting(files, nested);
  const linked = templates.filter(([, text]) => exportsOrImports.test(text));
  const together = linked.length > 1 && linked.some(([, text]) => imports.test(text)) ? linked : [];
  const alone = templates.filter((template) => !together.includes(template));
  const loaded = alone.map(([file, text]) => ({ file, application: loadTemplate(file, text, noted, options) }));
  if (together.length > 0) yield loadLinked(together, noted, options);
  for (const { file, application } of loaded) if (!nested.has(file)) yield application;
};

const load = function* (target: ScanTarget, files: Files, options: LoadOptions): Generator<LoadedApplication> {
  switch (target.kind) {
    case 'template':
      yield loadTemplate(target.file, target.text, files, options);
      return;
    case 'assembly':
      yield loadAssembly(target.folder, files, options);
      return;
    case 'folder':
      yield* loadFolder(target.templates, files, options);
  }
};

const byPlace = (a: PlacedFinding, b: PlacedFinding): number => {
  const [left, right] = [a.source, b.source];
  if (left?.file !== right?.file) return (left?.file ?? '') < (right?.file ?? '') ? -1 : 1;
  const line = (left?.line ?? 0) - (right?.line ?? 0);
  return line !== 0 ? line : a.finding.id < b.finding.id ? -1 : 1;
};

/** Judges what is to be deployed, one application after the other. */
export const scan = function* (target: ScanTarget, files: Files, options: ScanOptions): Generator<ScannedApplication> {
  const { rules, context, now } = options;
  for (const application of load(target, files, options)) {
    const { findings, problems, inventories, logicalIds } = judgeApplication(application.worlds, rules, context, now);
    yield {
      application,
      findings: [...findings].sort(byPlace),
      problems: [...application.problems, ...problems],
      inventories,
      logicalIds,
    };
  }
};

/** Findings that were not there before, by the ids that an earlier output has. */
export const newSince = (
  findings: readonly PlacedFinding[],
  known: ReadonlySet<Finding['id']>,
): readonly PlacedFinding[] => findings.filter(({ finding }) => !known.has(finding.id));
