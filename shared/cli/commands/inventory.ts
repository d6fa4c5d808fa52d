import { type Command, InvalidArgumentError, Option } from 'commander';
import { exposures } from '../../policy/exposure-order.ts';
import { powerLevels } from '../../policy/power-level.ts';
import { coloursFor } from '../colours.ts';
import { columns, csv } from '../columns.ts';
import { askable, meant } from '../inventory-kinds.ts';
import { type ListOptions, rowsOf } from '../inventory-lists.ts';
import { jsonArray, jsonLines } from '../json-output.ts';
import { addStoreOptions, type StoreOptions, withStore } from '../open-store.ts';
import { writeAll } from '../output.ts';

const formats = ['pretty', 'json', 'jsonl', 'csv'] as const;

interface Options extends StoreOptions, ListOptions {
  readonly region?: string;
  readonly format?: (typeof formats)[number];
}

const instant = (text: string): string => {
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw new InvalidArgumentError('expected a date or time, as 2026-03-02T09:00:00Z.');
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
};

const run = async (word: string | undefined, options: Options): Promise<void> => {
  // A word that means nothing is told before anything is opened.
  if (word !== undefined) meant(word);
  const rows = await withStore(options, (open) => rowsOf(open, word, options));
  const format = options.format ?? (process.stdout.isTTY ? 'pretty' : 'jsonl');
  const values = rows.map(({ json }) => json);
  switch (format) {
    case 'pretty':
      return writeAll(process.stdout, columns(rows, coloursFor(process.stdout)));
    case 'csv':
      return writeAll(process.stdout, csv(rows));
    case 'json':
      return writeAll(process.stdout, jsonArray(values));
    case 'jsonl':
      return writeAll(process.stdout, jsonLines(values));
  }
};

/** `trailwarden inventory [kind]`: what an inventory knows, asked by kind. */
export const define = (command: Command): void => {
  command
    .argument('[kind]', `${askable.join(', ')}; without one, how many there are of each`)
    .option('--name <name>', 'by name or ARN; * allowed')
    .option('--account <id>', 'of an account')
    .option('--region <region>', 'of a Region')
    .option('--tag <key=value>', 'with a tag; * allowed in the value')
    .option('--since <time>', 'changes, or resources that last changed, at or after a time', instant)
    .option('--before <time>', 'resources that last changed before a time', instant)
    .option('--at <time>', 'resources as they stood at a time', instant)
    .option('--of <resource>', 'the resource that upstream, downstream, invokers or changes is asked about')
    .option('--kind <kind>', 'triggers of a kind (event-rule), or destinations of a service (sqs)')
    .option('--used-by <function>', 'the role that a function runs as')
    .addOption(
      new Option('--direction <direction>', 'triggers: what comes in, or where functions send to')
        .choices(['in', 'out'])
        .default('in'),
    )
    .option('--owner <name>', 'of an owner')
    .option('--owner-tag <tag>', 'another tag that names an owner than the deployment was told of')
    .option('--runtime <runtime>', 'functions of a runtime; * allowed')
    .option('--unused', 'triggers through which nobody can come now; roles that nothing runs as', false)
    .addOption(new Option('--exposure <exposure>', 'functions that can be reached so').choices([...exposures]))
    .addOption(new Option('--power <level>', 'functions and roles that are so strong').choices([...powerLevels]))
    .option('--deleted', 'what was deleted, too', false)
    .addOption(
      new Option('--format <format>', 'how to print (default: pretty on a terminal, jsonl otherwise)').choices([
        ...formats,
      ]),
    );
  addStoreOptions(command);
  command.action((word: string | undefined, options: Options) => run(word, options));
};
