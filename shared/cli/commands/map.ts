import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { messageOf, TrailwardenError } from '../../errors.ts';
import type { MapModel } from '../../map/model.ts';
import { changedSince, focusedOn, named } from '../../map/neighbourhood.ts';
import type { PageData } from '../../map/page-data.ts';
import { dot, mermaid } from '../../map/text.ts';
import { secondOf } from '../../trail/change.ts';
import { htmlPage, pageAssets } from '../../web/page.ts';
import type { SetExitCode } from '../commands.ts';
import { addContextOptions, type ContextOptions, contextFrom } from '../context-options.ts';
import { addStoreOptions, type StoreOptions, withStore } from '../open-store.ts';
import { switchOption, writeAll } from '../output.ts';
import { readStoredPage, readTrailPage } from '../page-input.ts';
import { readTrailInput } from '../trail-input.ts';

const mapFormats = ['html', 'mermaid', 'dot', 'json'] as const;

interface Options extends ContextOptions, StoreOptions {
  readonly format: (typeof mapFormats)[number];
  readonly trail?: readonly string[];
  readonly focus?: string;
  readonly since?: string;
  readonly output?: string;
  readonly keepGoing: 'true' | 'false';
}

const instant = (text: string): string => {
  const time = secondOf(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  if (time === undefined) throw new InvalidArgumentError('a time looks like 2026-03-02 or 2026-03-02T09:00:00Z.');
  return time;
};

const focusIn = (model: MapModel, name: string): string => {
  const [found, ...others] = named(model, name);
  if (found === undefined) {
    throw new TrailwardenError('not-found', `--focus: got ${name}, which is no resource of the map`);
  }
  if (others.length > 0) {
    throw new TrailwardenError(
      'usage',
      `--focus: ${name} is not the only one; allowed: ${[found, ...others].join(', ')}`,
    );
  }
  return found;
};

const narrowed = (model: MapModel, focus: string | undefined, since: string | undefined): MapModel => {
  const focused = focus === undefined ? model : focusedOn(model, focus);
  return since === undefined ? focused : changedSince(focused, since);
};

const pieces = (data: PageData, { format, focus: name, since }: Options): Iterable<string> => {
  const focus = name === undefined ? undefined : focusIn(data.map, name);
  switch (format) {
    case 'html':
      return htmlPage(pageAssets(), { data, focus: focus ?? null, since: since ?? null, live: null });
    case 'mermaid':
      return [mermaid(narrowed(data.map, focus, since))];
    case 'dot':
      return [dot(narrowed(data.map, focus, since))];
    case 'json':
      return [`${JSON.stringify({ version: 1, asOf: data.asOf, ...narrowed(data.map, focus, since) }, null, 2)}\n`];
  }
};

const write = async (file: string | undefined, text: Iterable<string>): Promise<void> => {
  if (file === undefined) return writeAll(process.stdout, text);
  const stream = createWriteStream(file);
  const closed = finished(stream);
  try {
    await Promise.race([writeAll(stream, text), closed]);
    stream.end();
    await closed;
  } catch (cause) {
    throw new TrailwardenError('input-unreadable', `${file}: could not be written: ${messageOf(cause)}`, { cause });
  }
};

/** A store has the inventory; a trail beside it adds the flow that it shows. A trail alone has both. */
const read = async (options: Options, setExitCode: SetExitCode): Promise<PageData> => {
  const { trail, store, table, keepGoing } = options;
  const input = { context: contextFrom(options), keepGoing, setExitCode };
  if (store === undefined && table === undefined && trail !== undefined) return readTrailPage(trail, input);
  const observed = trail === undefined ? [] : (await readTrailInput(trail, input)).observed;
  return withStore(options, (open) => readStoredPage(open.store, { ...options, context: input.context }, observed));
};

const run = async (options: Options, setExitCode: SetExitCode): Promise<void> =>
  write(options.output, pieces(await read(options, setExitCode), options));

/** `trailwarden map`: how information flows, as a page, a diagram or data. */
export const define = (command: Command, setExitCode: SetExitCode): void => {
  command
    .addOption(new Option('--format <format>', 'how to draw it').choices([...mapFormats]).default('html'))
    .option('--trail <path...>', 'CloudTrail history: the inventory it tells of, or the flow it shows in a store')
    .option('--focus <function>', 'only what is up- and downstream of it (name or ARN)')
    .option('--since <time>', 'only what changed since then, with what is next to it', instant)
    .option('--output <file>', 'where to write it (default: standard output)')
    .addOption(switchOption('keep-going', 'go on after a bad file or record'));
  addStoreOptions(command);
  addContextOptions(command);
  command.action((options: Options) => run(options, setExitCode));
};
