import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Command } from 'commander';
import { catalogue } from '../../catalogue.ts';
import type { Severity } from '../../engine/severity.ts';
import { messageOf, TrailwardenError } from '../../errors.ts';
import { exportInventory } from '../../inventory/export.ts';
import { type Replayed, replay } from '../../replay.ts';
import type { TrailProblem } from '../../trail/source.ts';
import type { SetExitCode } from '../commands.ts';
import { addContextOptions, type ContextOptions, contextFrom } from '../context-options.ts';
import { addFindingOptions, exitCodeFor, writeFindings, writeTransitions } from '../findings-output.ts';
import { addFormatOption, type Format, formatFor, switchOption, writeAll } from '../output.ts';
import { createProgress } from '../progress.ts';

interface Options extends ContextOptions {
  readonly format?: Format;
  readonly failOn?: Severity;
  readonly unknown: boolean;
  readonly transitions: boolean;
  readonly inventory?: string;
  readonly keepGoing: 'true' | 'false';
}

const inWords = ({ file, place, message }: TrailProblem): string =>
  [file === '-' ? 'standard input' : file, place, message].filter((part) => part !== '').join(': ');

const writeInventory = async (file: string, { inventory, until }: Replayed): Promise<void> => {
  const stream = createWriteStream(file);
  const closed = finished(stream);
  try {
    await Promise.race([writeAll(stream, exportInventory(inventory.documents.values(), until)), closed]);
    stream.end();
    await closed;
  } catch (cause) {
    throw new TrailwardenError('input-unreadable', `${file}: could not be written: ${messageOf(cause)}`, { cause });
  }
};

const summaryOf = ({ counts, changes, duplicates, inventory, unknown }: Replayed): string => {
  const most = [...unknown.missing].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).slice(0, 3);
  const lacking = most.map(([facet, count]) => `${facet} ${count}`).join(', ');
  const lines = [
    `${counts.records} records in ${counts.files} files: ${changes} changes, ${duplicates} duplicates, ` +
      `${counts.skipped} that change nothing, ${counts.problems} problems`,
    `${inventory.documents.size} resources; ${unknown.evaluations} evaluations could not be decided` +
      `${lacking === '' ? '' : ` (most often not known: ${lacking})`}`,
  ];
  return `${lines.join('\n')}\n`;
};

const run = async (paths: readonly string[], options: Options, setExitCode: SetExitCode): Promise<void> => {
  const format = formatFor(options.format, process.stdout);
  if (options.transitions && format === 'sarif') {
    throw new TrailwardenError('usage', '--transitions: got --format sarif, allowed are pretty, jsonl, json');
  }
  const context = contextFrom(options);
  const progress = createProgress(process.stderr, () => performance.now());
  const replayed = await replay(paths, {
    rules: catalogue,
    context,
    onProblem: (problem) => {
      progress.done();
      if (options.keepGoing === 'false') throw new TrailwardenError('input-invalid', inWords(problem));
      process.stderr.write(`trailwarden: ${inWords(problem)}\n`);
      setExitCode(2);
    },
    onProgress: ({ records, files }) => progress.say(`${records} records in ${files} files …`),
  });
  progress.done();
  if (options.inventory !== undefined) await writeInventory(options.inventory, replayed);
  const { unknown } = options;
  if (options.transitions && format !== 'sarif') {
    await writeTransitions(process.stdout, replayed.transitions, { format, unknown });
  } else {
    const placed = replayed.findings.map((finding) => ({ finding }));
    await writeFindings(process.stdout, placed, { format, unknown });
  }
  process.stderr.write(summaryOf(replayed));
  setExitCode(exitCodeFor(replayed.findings, options.failOn));
};

/** `trailwarden replay <path…|->`: judges CloudTrail history without AWS. */
export const define = (command: Command, setExitCode: SetExitCode): void => {
  command
    .argument('<path...>', 'files or folders of .json, .json.gz, .jsonl in any shape; - for standard input')
    .option('--transitions', 'print every step in the lives of findings, with the record that caused it', false)
    .option('--inventory <file>', 'write the resulting inventory as JSON')
    .addOption(switchOption('keep-going', 'go on after a bad file or record'));
  addFormatOption(command);
  addFindingOptions(command);
  addContextOptions(command);
  command.action((paths: readonly string[], options: Options) => run(paths, options, setExitCode));
};
