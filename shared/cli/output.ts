import { type Command, InvalidArgumentError, Option } from 'commander';
import { TrailwardenError } from '../errors.ts';

export const formats = ['pretty', 'jsonl', 'json', 'sarif'] as const;
export type Format = (typeof formats)[number];

/** What has to be written to: `process.stdout`, or whatever stands for it in a test. */
export interface Sink {
  readonly isTTY?: boolean;
  write(text: string, done?: (error?: Error | null) => void): boolean;
}

/** Adds `--format`; without it, `pretty` on a terminal and `jsonl` anywhere else. */
export const addFormatOption = (command: Command, allowed: readonly Format[] = formats): Command =>
  command.addOption(
    new Option('--format <format>', 'how to print (default: pretty on a terminal, jsonl otherwise)').choices([
      ...allowed,
    ]),
  );

export const formatFor = (asked: Format | undefined, sink: Pick<Sink, 'isTTY'>): Format =>
  asked ?? (sink.isTTY ? 'pretty' : 'jsonl');

/** One true-or-false option of the form `--name=false`; bare words after it stay arguments. */
export const switchOption = (name: string, description: string): Option =>
  new Option(`--${name} <true|false>`, description).choices(['true', 'false']).default('true');

/** Reads the value of an option that is a whole number. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`expected a number from ${least} to ${most}.`);
    return value;
  };

const pieceSize = 64 * 1024;

/** A reader who stops early (`| head`) has seen what they wanted: that is no failure of ours. */
const isGone = (error: Error): boolean => 'code' in error && error.code === 'EPIPE';

/**
 * Writes pieces of text to a stream, no faster than it is read, in few calls.
 * @throws TrailwardenError `unavailable` when the stream can not be written.
 */
export const writeAll = async (sink: Sink, pieces: Iterable<string> | AsyncIterable<string>): Promise<void> => {
  const flush = (text: string): Promise<boolean> =>
    new Promise((resolve, reject) => {
      sink.write(text, (error) => {
        if (!error) resolve(true);
        else if (isGone(error)) resolve(false);
        else
          reject(
            new TrailwardenError('unavailable', `the output could not be written: ${error.message}`, { cause: error }),
          );
      });
    });
  let pending = '';
  for await (const piece of pieces) {
    pending += piece;
    if (pending.length < pieceSize) continue;
    if (!(await flush(pending))) return;
    pending = '';
  }
  if (pending !== '') await flush(pending);
};
