import { watch } from 'node:fs';
import { type Command, Option } from 'commander';
import type { Severity } from '../../engine/severity.ts';
import { messageOf, TrailwardenError } from '../../errors.ts';
import type { PlacedFinding } from '../../finding-json.ts';
import { rules } from '../../rules/index.generated.ts';
import type { TemplateProblem } from '../../template/parse.ts';
import { newSince, type ScannedApplication, scan } from '../../template/scan.ts';
import type { SetExitCode } from '../commands.ts';
import { addContextOptions, type ContextOptions, contextFrom } from '../context-options.ts';
import { excerptOf } from '../excerpt.ts';
import { addFindingOptions, exitCodeFor, writeFindings } from '../findings-output.ts';
import { toJunit } from '../junit.ts';
import { type Format, formatFor, formats, switchOption, writeAll } from '../output.ts';
import { createProgress } from '../progress.ts';
import { readBaseline, readParameters, readText, targetsAt } from '../scan-files.ts';

interface Options extends ContextOptions {
  readonly format?: Format | 'junit';
  readonly failOn?: Severity;
  readonly unknown: boolean;
  readonly parameters?: readonly string[];
  readonly baseline?: string;
  readonly against?: string;
  readonly table?: string;
  readonly watch: boolean;
  readonly keepGoing: 'true' | 'false';
}

const inWords = ({ file, line, column, message }: TemplateProblem): string => `${file}:${line}:${column}: ${message}`;

const collect = (value: string, earlier: readonly string[] = []): readonly string[] => [...earlier, value];

interface Outcome {
  readonly scanned: readonly ScannedApplication[];
  readonly findings: readonly PlacedFinding[];
  readonly files: readonly string[];
  readonly errors: number;
}

const scanPaths = (paths: readonly string[], options: Options, setExitCode: SetExitCode): Outcome => {
  const context = contextFrom(options);
  const settings = {
    account: options.account?.[0] ?? (context.accounts.length === 1 ? context.accounts[0] : undefined),
    region: options.region,
    parameters: readParameters(options.parameters ?? []),
    // What deploying would change is asked of this deployment, not of what other stages could be.
    defaultsDecide: options.against !== undefined || options.table !== undefined,
    rules,
    context,
    now: `${new Date().toISOString().slice(0, 19)}Z`,
  };
  const known = options.baseline === undefined ? new Set<string>() : readBaseline(options.baseline);
  const progress = createProgress(process.stderr, () => performance.now());
  const findings: PlacedFinding[] = [];
  const files = new Set<string>();
  const all: ScannedApplication[] = [];
  let errors = 0;
  const complain = (problem: TemplateProblem): void => {
    progress.done();
    const isError = problem.severity === 'error';
    if (isError && options.keepGoing === 'false') throw new TrailwardenError('input-invalid', inWords(problem));
    process.stderr.write(`trailwarden: ${isError ? '' : 'warning: '}${inWords(problem)}\n`);
    if (!isError) return;
    errors += 1;
    setExitCode(2);
  };
  for (const path of paths) {
    for (const target of targetsAt(path)) {
      for (const scanned of scan(target, { read: readText }, settings)) {
        findings.push(...newSince(scanned.findings, known));
        if (options.against !== undefined || options.table !== undefined) all.push(scanned);
        for (const { stacks } of scanned.application.worlds) for (const { stack } of stacks) files.add(stack.file);
        for (const problem of scanned.problems) complain(problem);
        progress.say(`${files.size} templates, ${findings.length} findings …`);
      }
    }
  }
  progress.done();
  return { scanned: all, findings, files: [...files], errors };
};

const print = async ({ findings, files }: Outcome, options: Options): Promise<void> => {
  if (options.format === 'junit') {
    await writeAll(process.stdout, [toJunit(files, findings)]);
    return;
  }
  const format = formatFor(options.format, process.stdout);
  const texts = new Map<string, string | undefined>();
  await writeFindings(process.stdout, findings, {
    format,
    unknown: options.unknown,
    excerpt: (placed) => {
      const file = placed.source?.file;
      if (file === undefined) return undefined;
      if (!texts.has(file)) texts.set(file, readText(file));
      const text = texts.get(file);
      return text === undefined ? undefined : excerptOf(placed, text);
    },
  });
};

const summaryOf = ({ findings, files, errors }: Outcome): string => {
  const active = findings.filter(({ finding }) => finding.status === 'active' && finding.verdict !== 'unknown').length;
  const undecided = findings.filter(({ finding }) => finding.verdict === 'unknown').length;
  return `${files.length} templates: ${active} findings, ${undecided} that could not be decided, ${errors} errors\n`;
};

const runOnce = async (paths: readonly string[], options: Options, setExitCode: SetExitCode): Promise<void> => {
  const outcome = scanPaths(paths, options, setExitCode);
  if (options.against !== undefined || options.table !== undefined) {
    // The store brings the SDK of AWS along, which nothing else here needs.
    const { printImpacts } = await import('../scan-against.ts');
    await printImpacts(outcome.scanned, options);
  } else await print(outcome, options);
  process.stderr.write(summaryOf(outcome));
  setExitCode(
    exitCodeFor(
      outcome.findings.map(({ finding }) => finding),
      options.failOn,
    ),
  );
};

const quiet = 100;

/** Scans again whenever something at the paths changes, until the process is ended. */
const runAgain = async (paths: readonly string[], options: Options): Promise<void> => {
  const again = async (): Promise<void> => {
    try {
      await runOnce(paths, options, () => {});
    } catch (thrown) {
      if (!(thrown instanceof TrailwardenError)) throw thrown;
      process.stderr.write(`trailwarden: ${messageOf(thrown)}\n`);
    }
  };
  await again();
  let waiting: NodeJS.Timeout | undefined;
  const changed = (): void => {
    clearTimeout(waiting);
    // Editors write a file in several steps.
    waiting = setTimeout(() => void again(), quiet);
  };
  for (const path of paths) watch(path, { recursive: true }, changed);
  await new Promise(() => {});
};

/** `trailwarden scan <path…>`: judges templates before they are deployed. */
export const define = (command: Command, setExitCode: SetExitCode): void => {
  command
    .argument('<path...>', 'CloudFormation and SAM templates (YAML, JSON), folders of them, and cdk.out folders')
    .addOption(
      new Option('--format <format>', 'how to print (default: pretty on a terminal, jsonl otherwise)').choices([
        ...formats,
        'junit',
      ]),
    )
    .option('--parameters <Name=value|file>', 'values of parameters (repeatable)', collect)
    .option('--baseline <file>', 'print only what an earlier output (jsonl, json, sarif) has not')
    .option('--against <store>', 'print what deploying would change of the inventory that a local run keeps')
    .option('--table <name>', 'like --against, with the table of a deployed stack')
    .option('--watch', 'scan again whenever a file changes', false)
    .addOption(switchOption('keep-going', 'go on after a template that is wrong'));
  addFindingOptions(command);
  addContextOptions(command);
  command.action((paths: readonly string[], options: Options) =>
    options.watch ? runAgain(paths, options) : runOnce(paths, options, setExitCode),
  );
};
