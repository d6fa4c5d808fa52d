import { messageOf } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { type Change, isChange, readChange } from './change.ts';
import { unwrap } from './envelope.ts';
import { openContent, type TrailFile, trailFiles } from './files.ts';
import { type Consumes, skipper } from './kinds.ts';
import { createRepeats, type Repeats } from './repeats.ts';
import type { Flaw, Scan } from './scan-state.ts';
import { type Splitter, splitter } from './splitter.ts';

export type { Consumes };

export interface TrailProblem {
  readonly kind: 'problem';
  readonly file: string;
  /** Where in the file: `record 17 (line 1, byte 48213)`, with the member where one is to blame. */
  readonly place: string;
  readonly message: string;
}

/** `record`: as it was recorded, for who hands it on. */
export type TrailItem =
  | { readonly kind: 'change'; readonly change: Change; readonly record: JsonObject }
  | TrailProblem;

export interface TrailCounts {
  files: number;
  /** CloudTrail records, read or skipped. */
  records: number;
  /** Records that nobody consumes. */
  skipped: number;
  /** Records that were left out because they had been read before, byte for byte. */
  repeated: number;
  /** Events and files that are no CloudTrail records and are not meant to be. */
  others: number;
  problems: number;
  /** Bytes of content, decompressed. */
  bytes: number;
}

/** What a trail holds, in the order of its files; `counts` grow while it is read. */
export interface Trail extends AsyncIterable<TrailItem> {
  readonly counts: Readonly<TrailCounts>;
}

export interface TrailOptions {
  /** Everything is consumed unless said otherwise. What is not costs a scan of its bytes, and is checked all the same. */
  readonly consumes?: Consumes;
  /** Leaves out what was read before, byte for byte, as far as it is remembered. */
  readonly once?: boolean;
}

/** The time given to a record that has none which can be read: before everything that is known. */
export const UNDATED = '1970-01-01T00:00:00Z';

/** A file with more flaws is not a trail; the rest of them is counted. */
const MOST_PROBLEMS = 100;

const placeOf = ({ record, line, byte }: Omit<Flaw, 'message'>, member = ''): string => {
  const position = `line ${line}, byte ${byte}`;
  return `${record === 0 ? position : `record ${record} (${position})`}${member === '' ? '' : `, ${member}`}`;
};

const readFileInto = async function* (
  { file, content }: { readonly file: string; readonly content: () => AsyncGenerator<Buffer> },
  counts: TrailCounts,
  consumes: Consumes | undefined,
  skips: ReturnType<typeof skipper> | undefined,
  repeats: Repeats | undefined,
): AsyncGenerator<readonly TrailItem[]> {
  const queue: TrailItem[] = [];
  let problems = 0;
  const report = (place: string, message: string): void => {
    problems += 1;
    counts.problems += 1;
    if (problems <= MOST_PROBLEMS) queue.push({ kind: 'problem', file, place, message });
  };

  const take = (value: unknown, place: Omit<Flaw, 'message'>): void => {
    for (const found of unwrap(value)) {
      if (found.kind === 'other') counts.others += 1;
      else if (found.kind === 'problem') report(placeOf(place, found.place), found.message);
      else {
        counts.records += 1;
        let change = readChange(found.record, found.around);
        if (!isChange(change)) {
          report(placeOf(place, change.place), change.message);
          // when it happened is unknown, that it happened is not
          if (change.place === 'eventTime' && 'eventTime' in found.record)
            change = readChange(found.record, { ...found.around, time: UNDATED });
        }
        if (!isChange(change)) continue;
        const failed = change.outcome.status === 'failed';
        if (consumes?.(change.eventSource, change.eventName, failed) === false) counts.skipped += 1;
        else queue.push({ kind: 'change', change, record: found.record });
      }
    }
  };

  const onItem = (window: Buffer, start: number, end: number, scan: Scan): void => {
    if (skips?.(window, scan.head)) {
      counts.records += 1;
      counts.skipped += 1;
      return;
    }
    const place = { record: scan.items, line: scan.itemLine, byte: scan.base + start };
    const name = repeats?.nameOf(window.subarray(start, end));
    const tally = name === undefined ? undefined : repeats?.before(name);
    if (tally !== undefined) {
      counts.records += tally.records;
      counts.skipped += tally.skipped;
      counts.others += tally.others;
      counts.repeated += tally.records - tally.skipped;
      return;
    }
    const { records, skipped, others, problems: flaws } = counts;
    take(JSON.parse(window.toString('utf8', start, end)), place);
    // A problem is told wherever it stands.
    if (name === undefined || counts.problems > flaws) return;
    repeats?.remember(name, {
      records: counts.records - records,
      skipped: counts.skipped - skipped,
      others: counts.others - others,
    });
  };

  const split = splitter({ onItem, onFlaw: (flaw) => report(placeOf(flaw), flaw.message) });
  counts.files += 1;
  let cut = false;
  try {
    for await (const chunk of content()) {
      counts.bytes += chunk.length;
      split.feed(chunk);
      if (queue.length > 0) yield queue.splice(0);
    }
  } catch (cause) {
    cut = true;
    report(endOf(split), `could not be read any further: ${messageOf(cause)}`);
  }
  split.finish(cut);
  if (!cut && !split.scan.any) report('', 'expected CloudTrail records, got an empty file');
  if (problems > MOST_PROBLEMS) {
    const message = `${problems - MOST_PROBLEMS} more problems in this file`;
    queue.push({ kind: 'problem', file, place: endOf(split), message });
  }
  if (queue.length > 0) yield queue;
};

const endOf = ({ scan }: Splitter): string => placeOf({ record: scan.items, line: scan.line, byte: scan.base });

/** The items of batches; `yield*` through the generators would cost more than reading a record. */
const oneByOne = (batches: AsyncGenerator<readonly TrailItem[]>): AsyncIterator<TrailItem> => {
  let batch: readonly TrailItem[] = [];
  let next = 0;
  return {
    next: async () => {
      for (;;) {
        const value = batch[next];
        next += 1;
        if (value !== undefined) return { done: false, value };
        const more = await batches.next();
        if (more.done) return { done: true, value: undefined };
        batch = more.value;
        next = 0;
      }
    },
    return: async () => {
      await batches.return(undefined);
      return { done: true, value: undefined };
    },
  };
};

const allFiles = function* (paths: readonly string[]): Generator<TrailFile> {
  for (const path of paths) {
    if (path === '-') yield { file: '-', size: Number.POSITIVE_INFINITY };
    else yield* trailFiles(path);
  }
};

/** How many files are loaded while one is being read: decompression has a thread of its own. */
const AHEAD = 3;

type OpenFile =
  | { readonly file: string; readonly message: string }
  | { readonly file: string; readonly content: () => AsyncGenerator<Buffer> };

const open = (found: TrailFile): OpenFile =>
  'message' in found ? found : { file: found.file, content: openContent(found.file, found.size) };

/**
 * Reads CloudTrail history from files, folders and `-` (standard input), in any of the shapes that `unwrap` knows, one
 * or many in a file, compressed or not. What can not be read is a problem at its place, and costs nothing else.
 */
export const readTrail = (paths: readonly string[], options: TrailOptions = {}): Trail => {
  const counts: TrailCounts = { files: 0, records: 0, skipped: 0, repeated: 0, others: 0, problems: 0, bytes: 0 };
  const { consumes } = options;
  const repeats = options.once === true ? createRepeats() : undefined;
  const skips = consumes && skipper(consumes);
  const batches = async function* (): AsyncGenerator<readonly TrailItem[]> {
    const files = allFiles(paths);
    const opened: OpenFile[] = [];
    for (;;) {
      for (let next = files.next(); !next.done; next = files.next()) {
        opened.push(open(next.value));
        if (opened.length > AHEAD) break;
      }
      const current = opened.shift();
      if (!current) return;
      if ('message' in current) {
        counts.problems += 1;
        yield [{ kind: 'problem', file: current.file, place: '', message: current.message }];
      } else yield* readFileInto(current, counts, consumes, skips, repeats);
    }
  };
  return { counts, [Symbol.asyncIterator]: () => oneByOne(batches()) };
};
