import { type Command, InvalidArgumentError, Option } from 'commander';
import { openAccount } from '../../doctor/account.ts';
import { historyDays } from '../../doctor/arrivals.ts';
import type { Check } from '../../doctor/check.ts';
import { examine } from '../../doctor/doctor.ts';
import { sourceVersion } from '../../doctor/version.ts';
import { compareSeverity, type Severity, severities } from '../../engine/severity.ts';
import { TrailwardenError } from '../../errors.ts';
import { printable } from '../../printable.ts';
import { coloursFor, severityColour } from '../colours.ts';
import type { SetExitCode } from '../commands.ts';
import { jsonArray, jsonLines } from '../json-output.ts';
import { addFormatOption, type Format, formatFor, wholeNumber, writeAll } from '../output.ts';
import { createProgress } from '../progress.ts';

interface Options {
  readonly region?: readonly string[];
  readonly stack: string;
  readonly table?: string;
  readonly since?: string;
  readonly events: number;
  readonly backfill: boolean;
  readonly failOn?: Severity;
  readonly format?: Exclude<Format, 'sarif'>;
}

const day = 24 * 3600 * 1000;

const instant = (text: string): string => {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('expected a date or time, as 2026-03-02T09:00:00Z.');
  if (time < Date.now() - historyDays * day) {
    throw new InvalidArgumentError(`CloudTrail's event history reaches back ${historyDays} days.`);
  }
  return new Date(time).toISOString();
};

const regions = (text: string, earlier: readonly string[] = []): readonly string[] => {
  if (!/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(text)) throw new InvalidArgumentError('a Region looks like eu-west-1.');
  return [...earlier, text];
};

const homeOf = (): string => {
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  const region = AWS_REGION ?? AWS_DEFAULT_REGION;
  if (region === undefined || region === '') {
    throw new TrailwardenError('usage', '--region: expected the Region of the stack, as AWS_REGION says none either');
  }
  return region;
};

const marks = { ok: '✓', wrong: '✗', unknown: '?' } as const;

/** What is wrong first, by severity; what is well last. */
const inOrder = (checks: readonly Check[]): readonly Check[] => {
  const rank = ({ status, severity }: Check): number => (status === 'ok' ? -1 : severities.indexOf(severity));
  return [...checks].sort((a, b) => rank(b) - rank(a));
};

const pretty = function* (checks: readonly Check[]): Generator<string> {
  const colours = coloursFor(process.stdout);
  for (const { status, severity, about, subject, message, remedy } of inOrder(checks)) {
    const paint = status === 'ok' ? colours.green : severityColour(colours, severity);
    yield `${paint(marks[status])} ${colours.bold(about)} ${colours.dim(printable(subject))}\n  ${printable(message)}\n`;
    if (remedy !== null) yield `  ${colours.dim('what to do')}  ${printable(remedy)}\n`;
  }
  const count = (status: Check['status']): number => checks.filter((check) => check.status === status).length;
  yield colours.dim(`${count('ok')} ok, ${count('wrong')} wrong, ${count('unknown')} unknown\n`);
};

/** What is not known counts as what is wrong: nobody can say that it is well. */
const isBad = ({ status, severity }: Check, failOn: Severity): boolean =>
  status !== 'ok' && compareSeverity(severity, failOn) >= 0;

const run = async (options: Options, setExitCode: SetExitCode): Promise<void> => {
  const { stack, table, events, backfill, failOn } = options;
  const account = openAccount();
  const progress = createProgress(process.stderr, () => Date.now());
  try {
    const checks = await examine({
      account,
      regions: options.region ?? [homeOf()],
      stack,
      table,
      version: sourceVersion(),
      since: options.since === undefined ? undefined : new Date(options.since),
      events,
      backfill,
      now: () => new Date(),
      onProgress: progress.say,
    });
    progress.done();
    const format = formatFor(options.format, process.stdout);
    const lines = format === 'pretty' ? pretty(checks) : format === 'json' ? jsonArray(checks) : jsonLines(checks);
    await writeAll(process.stdout, lines);
    if (failOn !== undefined && checks.some((check) => isBad(check, failOn))) setExitCode(1);
  } finally {
    progress.done();
    account.close();
  }
};

/** `trailwarden doctor`: whether an account delivers what Trailwarden needs, and what to do where it does not. */
export const define = (command: Command, setExitCode: SetExitCode): void => {
  command
    .option('--region <region>', 'a Region to watch (repeatable; the stack is in the first one)', regions)
    .option('--stack <name>', 'the name of the stack', 'Trailwarden')
    .option('--table <name>', 'the table of the inventory (default: the one that the functions use)')
    .option(
      '--since <time>',
      'compare what CloudTrail recorded from then on (default: a day ago, or the last record that was seen)',
      instant,
    )
    .option(
      '--events <number>',
      'compare so many of the newest recorded calls; 0: none',
      wholeNumber(0, 1_000_000),
      500,
    )
    .option('--backfill', 'hand what was recorded and has not arrived to the lanes', false)
    .addOption(
      new Option('--fail-on <severity>', 'exit with 1 where what is wrong or unknown is at or above it').choices([
        ...severities,
      ]),
    );
  addFormatOption(command, ['pretty', 'jsonl', 'json']);
  command.action((options: Options) => run(options, setExitCode));
};
