import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { type Config, checkConfig, contextOf, readConfig } from '../../config.ts';
import { statusAt } from '../../engine/finding.ts';
import { severities } from '../../engine/severity.ts';
import { type LocalRun, runLocally } from '../../local/run.ts';
import { root } from '../../local/runtime.ts';
import type { TrailProblem } from '../../trail/source.ts';
import { coloursFor } from '../colours.ts';
import type { SetExitCode } from '../commands.ts';
import { addContextOptions, type ContextOptions } from '../context-options.ts';
import { wholeNumber } from '../output.ts';
import { createPage } from '../page-of-run.ts';
import { createProgress } from '../progress.ts';

interface Options extends ContextOptions {
  readonly trail?: readonly string[];
  readonly store?: string;
  readonly serve?: boolean;
  readonly port: number;
}

const sample = { trail: join(root, 'samples', 'trail'), config: join(root, 'samples', 'trailwarden.config.json') };
const defaultStore = '.trailwarden/store';

const inWords = ({ file, place, message }: TrailProblem): string =>
  [file === '-' ? 'standard input' : file, place, message].filter((part) => part !== '').join(': ');

/** The sample has a configuration of its own; anybody's trail has the one that is named. */
const readBase = ({ config, trail }: Options): Config => {
  if (config !== undefined) return readConfig(config);
  return trail === undefined ? readConfig(sample.config) : checkConfig({}, 'start');
};

/** What the operator says: the configuration file with the flags added to it. */
const configFrom = (options: Options): Config => {
  const base = readBase(options);
  return {
    ...base,
    accounts: [...base.accounts, ...(options.account ?? [])],
    trustedAccounts: [...base.trustedAccounts, ...(options.trustedAccount ?? [])],
    organizations: [...base.organizations, ...(options.org ?? [])],
    ...(options.region === undefined ? {} : { homeRegion: options.region }),
  };
};

const counted = (counts: ReadonlyMap<string, number>): string =>
  [...counts].map(([name, count]) => `${count} ${name}`).join(', ') || 'none';

const summaryOf = (run: LocalRun, store: string, trail: readonly string[]): string => {
  const now = new Date().toISOString();
  const active = run.findings.filter((finding) => statusAt(finding, now) === 'active');
  const bySeverity = new Map(
    severities
      .toReversed()
      .map((severity) => [severity, active.filter((finding) => finding.severity === severity).length] as const)
      .filter(([, count]) => count > 0),
  );
  const closed = run.findings.filter(({ status }) => status === 'resolved').length;
  const quiet = run.findings.length - active.length - closed;
  const dead = run.lanes.flatMap(({ name, deadLetters }) =>
    deadLetters.map(({ messageId, reason }) => `${name}: ${reason ?? messageId}`),
  );
  const lines = [
    `records     ${run.counts.records} read, ${run.delivered} let through by the event patterns, ${run.counts.problems} problems`,
    `inventory   ${counted(run.resources)}`,
    `findings    ${counted(bySeverity)} active; ${closed} resolved, ${quiet} suppressed`,
    `AWS calls   ${run.calls} made by the bundles, ${run.refused.length} refused by the policies of their roles`,
    `dead letters ${dead.length}${dead.length === 0 ? '' : ` (${dead.join(', ')})`}`,
    '',
    'to ask further:',
    `  npx trailwarden findings --store ${store}`,
    `  npx trailwarden inventory functions --store ${store}`,
    `  npx trailwarden replay ${trail.join(' ')}`,
  ];
  return `${lines.join('\n')}\n`;
};

const run = async (options: Options, setExitCode: SetExitCode): Promise<void> => {
  const colours = coloursFor(process.stdout);
  const progress = createProgress(process.stderr, () => performance.now());
  const trail = options.trail ?? [sample.trail];
  const store = options.store ?? defaultStore;
  // What nobody asked to keep starts anew.
  if (options.store === undefined) rmSync(store, { recursive: true, force: true });
  const note = (text: string): void => {
    progress.done();
    process.stderr.write(`${text}\n`);
  };
  const show = (title: string, text: string): void => {
    progress.done();
    const lines = text
      .trimEnd()
      .split('\n')
      .map((line) => `${colours.dim('│')} ${line}`.trimEnd());
    process.stdout.write(`${colours.dim('╭')} ${colours.bold(title)}\n${lines.join('\n')}\n${colours.dim('╰')}\n`);
  };
  const config = configFrom(options);
  const context = contextOf(config);
  const page = options.serve === true ? createPage({ store, context, port: options.port }) : undefined;
  const finished = await runLocally({
    trail,
    store,
    config,
    ...(page === undefined ? {} : { onTable: page.during }),
    onStep: note,
    onProgress: ({ fed, read }) => progress.say(`${fed} of ${read} records …`),
    onProblem: (problem) => {
      note(`trailwarden: ${inWords(problem)}`);
      setExitCode(2);
    },
    onEmail: ({ to, subject, text }) => show(`e-mail to ${to}: ${subject}`, text),
    onSlack: ({ how, text }) => show(`Slack, ${how}`, text),
    onLog: (functionName, line) => {
      if (line['level'] !== 'info') note(`${functionName}: ${JSON.stringify(line)}`);
    },
  });
  progress.done();
  for (const { caller, action, resource } of finished.refused) note(`refused: ${caller} ${action} on ${resource}`);
  process.stdout.write(`\n${summaryOf(finished, store, trail)}`);
  await page?.afterwards();
};

/** `trailwarden start`: the deployed stack on embedded parts, fed with a trail. */
export const define = (command: Command, setExitCode: SetExitCode): void => {
  const collect = (path: string, earlier: readonly string[] = []): readonly string[] => [...earlier, path];
  command
    .option('--trail <path>', 'a file or folder of CloudTrail records (repeatable; default: the sample)', collect)
    .option('--store <dir>', `where the inventory is kept (default: ${defaultStore}, made anew)`)
    .option('--serve', 'show the inventory as a web page while it fills, and keep it up afterwards')
    .option('--port <number>', 'the port of the page on 127.0.0.1; 0: any that is free', wholeNumber(0, 65_535), 7_878);
  addContextOptions(command);
  command.action((options: Options) => run(options, setExitCode));
};
