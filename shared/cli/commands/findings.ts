import { userInfo } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Decision } from '../../decisions.ts';
import { type Finding, type FindingStatus, statusAt } from '../../engine/finding.ts';
import { compareSeverity, type Severity, severities } from '../../engine/severity.ts';
import { matchesGlob } from '../../glob.ts';
import type { SetExitCode } from '../commands.ts';
import { accountId, addContextOptions, type ContextOptions, contextFrom } from '../context-options.ts';
import { decideFinding } from '../decide-finding.ts';
import { findById, findingsOf } from '../find-finding.ts';
import { addFindingOptions, exitCodeFor, writeFindings } from '../findings-output.ts';
import { addStoreOptions, type StoreOptions, withStore } from '../open-store.ts';
import { addFormatOption, type Format, formatFor } from '../output.ts';
import { addSuppression } from '../suppression-file.ts';

const statuses = ['active', 'suppressed', 'resolved', 'all'] as const;

interface ListOptions extends StoreOptions {
  readonly format?: Format;
  readonly failOn?: Severity;
  readonly unknown: boolean;
  readonly status: (typeof statuses)[number];
  readonly severity?: Severity;
  readonly rule?: string;
  readonly resource?: string;
  readonly account?: string;
  readonly owner?: string;
}

interface DecideOptions extends StoreOptions, ContextOptions {
  readonly until?: string;
  readonly reason: string;
  readonly by: string;
  readonly topic?: string;
}

/** A finding as it stands now: an acceptance that has run out is none. */
const asOf = (finding: Finding, now: string): Finding => {
  const status: FindingStatus = statusAt(finding, now);
  return status === finding.status ? finding : { ...finding, status, suppression: null };
};

const compareFindings = (a: Finding, b: Finding): number => {
  const [left, right] = [`${a.firstSeen ?? ''} ${a.id}`, `${b.firstSeen ?? ''} ${b.id}`];
  return left < right ? -1 : left > right ? 1 : 0;
};

const isWanted = (finding: Finding, options: ListOptions): boolean =>
  (options.status === 'all' || finding.status === options.status) &&
  (options.severity === undefined || compareSeverity(finding.severity, options.severity) >= 0) &&
  (options.rule === undefined || matchesGlob(finding.rule, options.rule)) &&
  (options.account === undefined || finding.resource.account === options.account) &&
  (options.owner === undefined || finding.owner === options.owner) &&
  (options.resource === undefined ||
    matchesGlob(finding.resource.arn, options.resource) ||
    matchesGlob(finding.resource.name, options.resource));

const list = async (options: ListOptions, setExitCode: SetExitCode): Promise<void> => {
  const now = new Date().toISOString();
  const findings = await withStore(options, async ({ store }) => {
    const found: Finding[] = [];
    for await (const finding of findingsOf(store, options.status)) {
      const current = asOf(finding, now);
      if (isWanted(current, options)) found.push(current);
    }
    return found.sort(compareFindings);
  });
  const format = formatFor(options.format, process.stdout);
  const placed = findings.map((finding) => ({ finding }));
  await writeFindings(process.stdout, placed, { format, unknown: options.unknown });
  setExitCode(exitCodeFor(findings, options.failOn));
};

const show = async (id: string, options: StoreOptions & { readonly format?: Format }): Promise<void> => {
  const now = new Date().toISOString();
  const finding = await withStore(options, ({ store }) => findById(store, id));
  const format = formatFor(options.format, process.stdout);
  await writeFindings(process.stdout, [{ finding: asOf(finding, now) }], { format, unknown: true });
};

const decide = async (id: string, decision: Decision, options: DecideOptions): Promise<void> => {
  const context = contextFrom(options);
  const finding = await withStore(options, (open) => decideFinding(open, id, decision, { ...options, context }));
  const what = decision.kind === 'suppress' ? `accepted until ${decision.until}` : 'resolved';
  process.stderr.write(`${finding.id} (${finding.rule} on ${finding.resource.name}): ${what}: ${decision.reason}\n`);
};

const until = (text: string): string => {
  const days = /^(\d{1,4})d$/.exec(text)?.[1];
  const time = days === undefined ? Date.parse(text) : Date.now() + Number(days) * 24 * 3600 * 1000;
  const isDate = days !== undefined || /^\d{4}-\d{2}-\d{2}/.test(text);
  if (!isDate || Number.isNaN(time))
    throw new InvalidArgumentError('expected a date (2030-01-31), a time or days (30d).');
  if (time <= Date.now()) throw new InvalidArgumentError('expected a date in the future.');
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
};

const reason = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('expected why, in words.');
  return text.trim();
};

interface WhereOptions {
  readonly file: string;
  readonly finding?: string;
  readonly rule?: string;
  readonly resource?: string;
  readonly tag?: { readonly key: string; readonly value: string };
  readonly account?: string;
  readonly until: string;
  readonly reason: string;
}

const tag = (text: string): { readonly key: string; readonly value: string } => {
  const [key = '', ...value] = text.split('=');
  if (key === '' || value.length === 0) throw new InvalidArgumentError('expected key=value; * allowed in the value.');
  return { key, value: value.join('=') };
};

const suppressWhere = ({ file, ...suppression }: WhereOptions): void => {
  const done = addSuppression(file, suppression);
  process.stderr.write(`${file}: ${done}. It holds from the next deployment, replay or scan with this file on\n`);
};

const addDecideOptions = (command: Command): Command => {
  command
    .argument('<id>', 'the id of a finding, or its beginning')
    .requiredOption('--reason <text>', 'why, for those who come after', reason)
    .option('--by <name>', 'who decides', userInfo().username)
    .option('--topic <arn>', 'tell subscribers at once (default: in the next digest)');
  addStoreOptions(command);
  return addContextOptions(command);
};

/** `trailwarden findings`: lists findings, shows one, and takes a person's decision about one. */
export const define = (command: Command, setExitCode: SetExitCode): void => {
  const listing = command
    .command('list', { isDefault: true })
    .description('findings as they stand (the default)')
    .addOption(new Option('--status <status>', 'which of them').choices([...statuses]).default('active'))
    .addOption(new Option('--severity <severity>', 'at least this grave').choices([...severities]))
    .option('--rule <id>', 'of a rule; * allowed')
    .option('--resource <name>', 'of a resource, by name or ARN; * allowed')
    .option('--owner <owner>', 'of an owner')
    .option('--account <id>', 'of an account')
    .option('--region <region>', 'the Region of --table');
  addFormatOption(listing);
  addFindingOptions(listing);
  addStoreOptions(listing);
  listing.action((options: ListOptions) => list(options, setExitCode));

  const showing = command
    .command('show')
    .description('one finding, all of it')
    .argument('<id>', 'the id of a finding, or its beginning')
    .option('--region <region>', 'the Region of --table');
  addFormatOption(showing);
  addStoreOptions(showing);
  showing.action((id: string, options: StoreOptions) => show(id, options));

  addDecideOptions(command.command('suppress').description('accept a finding for a time'))
    .requiredOption('--until <date>', 'when it is active again: 2030-01-31, a time, or 30d', until)
    .action((id: string, options: DecideOptions) =>
      decide(id, { kind: 'suppress', until: options.until ?? '', reason: options.reason }, options),
    );
  command
    .command('suppress-where')
    .description('accept whatever fits for a time, in a versioned file')
    .requiredOption('--file <file>', 'the suppression file, or the configuration; made where there is none')
    .option('--finding <id>', 'a finding, by its whole id')
    .option('--rule <id>', 'of a rule; * allowed')
    .option('--resource <arn>', 'of a resource; * allowed')
    .option('--tag <key=value>', 'of what is tagged so; * allowed in the value', tag)
    .option('--account <id>', 'of an account', accountId)
    .requiredOption('--until <date>', 'when it is active again: 2030-01-31, a time, or 30d', until)
    .requiredOption('--reason <text>', 'why, for those who come after', reason)
    .action(suppressWhere);
  addDecideOptions(command.command('resolve').description('close a finding that nothing else closes')).action(
    (id: string, options: DecideOptions) => decide(id, { kind: 'resolve', reason: options.reason }, options),
  );
};
