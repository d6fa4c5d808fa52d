import type { Command } from 'commander';
import type { PageSource } from '../../web/source.ts';
import type { SetExitCode } from '../commands.ts';
import { addContextOptions, type ContextOptions, contextFrom } from '../context-options.ts';
import { addStoreOptions, type StoreOptions, withStore } from '../open-store.ts';
import { switchOption, wholeNumber } from '../output.ts';
import { storeSource, trailSource } from '../page-input.ts';
import { openPage, untilAsked } from '../page-of-run.ts';

interface Options extends ContextOptions, StoreOptions {
  readonly trail?: readonly string[];
  readonly port: number;
  readonly every: number;
  readonly keepGoing: 'true' | 'false';
}

const serve = async (source: PageSource, port: number): Promise<void> => {
  const server = await openPage(source, port);
  await untilAsked();
  await server.close();
};

const run = async (options: Options, setExitCode: SetExitCode): Promise<void> => {
  const { trail, port, keepGoing } = options;
  const context = contextFrom(options);
  if (trail !== undefined) return serve(trailSource(trail, { context, keepGoing, setExitCode }), port);
  const interval = options.every * 1_000;
  await withStore(options, (open) => serve(storeSource(open, { ...options, context, interval }), port));
};

/** `trailwarden serve`: the page on the loopback interface, current while a trail grows or a store is written. */
export const define = (command: Command, setExitCode: SetExitCode): void => {
  command
    .option('--trail <path...>', 'CloudTrail history; the page follows it as it grows')
    .option('--port <number>', 'the port on 127.0.0.1; 0: any that is free', wholeNumber(0, 65_535), 7_878)
    .option('--every <seconds>', 'how often a store is read again', wholeNumber(1, 86_400), 30)
    .addOption(switchOption('keep-going', 'go on after a bad file or record'));
  addStoreOptions(command);
  addContextOptions(command);
  command.action((options: Options) => run(options, setExitCode));
};
