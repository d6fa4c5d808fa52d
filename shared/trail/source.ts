import { messageOf } from '../errors.ts';
import { type Change, isChange, readChange, secondOf } from './change.ts';
import { unwrap } from './envelope.ts';
import { contentOf, trailFiles } from './files.ts';
import type { Flaw, Head, Scan } from './scan-state.ts';
import { type Splitter, splitter } from './splitter.ts';

/** Whether anybody reads the records of this kind; asked once for each kind. Names as recorded, with versions. */
export type Consumes = (eventSource: string, eventName: string, failed: boolean) => boolean;

export interface TrailProblem {
  readonly kind: 'problem';
  readonly file: string;
  /** Where in the file: `record 17 (line 1, byte 48213)`, with the member where one is to blame. */
  readonly place: string;
  readonly message: string;
}

export type TrailItem = { readonly kind: 'change'; readonly change: Change } | TrailProblem;

export interface TrailCounts {
  files: number;
  /** CloudTrail records, read or skipped. */
  records: number;
  /** Records that nobody consumes. */
  skipped: number;
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
}

/** The time given to a record that has none which can be read: before everything that is known. */
export const UNDATED = '1970-01-01T00:00:00Z';

/** A file with more flaws is not a trail; the rest of them is counted. */
const MOST_PROBLEMS = 100;

const INSIGHT_TYPE_LENGTH = 'AwsCloudTrailInsight'.length;
const PLAIN = /^[\x21-\x7e]+$/;

/** The verdict on each kind of record, by `eventSource`, then `eventName`, then failed or not. */
const memoized = (consumes: Consumes): ((source: string, name: string, failed: boolean) => boolean) => {
  const verdicts = [new Map<string, Map<string, boolean>>(), new Map<string, Map<string, boolean>>()] as const;
  return (source, name, failed) => {
    const bySource = verdicts[failed ? 1 : 0];
    const byName = bySource.get(source) ?? new Map<string, boolean>();
    if (byName.size === 0) bySource.set(source, byName);
    const known = byName.get(name);
    if (known !== undefined) return known;
    const verdict = consumes(source, name, failed);
    byName.set(name, verdict);
    return verdict;
  };
};

/** The kind of a record that needs no parser to be read without a problem; `undefined` for any other. */
const kindOf = (window: Buffer, head: Head): { readonly source: string; readonly name: string } | undefined => {
  if (head.odd || head.nameStart < 0 || head.sourceStart < 0 || head.timeStart < 0) return undefined;
  if (head.typeLength === INSIGHT_TYPE_LENGTH) return undefined;
  const source = window.toString('latin1', head.sourceStart, head.sourceEnd);
  const name = window.toString('latin1', head.nameStart, head.nameEnd);
  if (!PLAIN.test(source) || source.startsWith('aws:') || !PLAIN.test(name)) return undefined;
  return secondOf(window.toString('latin1', head.timeStart, head.timeEnd)) === undefined ? undefined : { source, name };
};

const placeOf = (flaw: Omit<Flaw, 'message'>, member = ''): string =>
  `record ${flaw.record} (line ${flaw.line}, byte ${flaw.byte})${member === '' ? '' : `, ${member}`}`;

const readFileInto = async function* (
  file: string,
  size: number,
  counts: TrailCounts,
  consumes: Consumes | undefined,
): AsyncGenerator<TrailItem> {
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
        else queue.push({ kind: 'change', change });
      }
    }
  };

  const onItem = (window: Buffer, start: number, end: number, scan: Scan): void => {
    if (consumes) {
      const kind = kindOf(window, scan.head);
      if (kind && !consumes(kind.source, kind.name, scan.head.failed)) {
        counts.records += 1;
        counts.skipped += 1;
        return;
      }
    }
    const place = { record: scan.items, line: scan.itemLine, byte: scan.base + start };
    take(JSON.parse(window.toString('utf8', start, end)), place);
  };

  const split = splitter({ onItem, onFlaw: (flaw) => report(placeOf(flaw), flaw.message) });
  counts.files += 1;
  let cut = false;
  try {
    for await (const chunk of contentOf(file, size)) {
      counts.bytes += chunk.length;
      split.feed(chunk);
      yield* queue.splice(0);
    }
  } catch (cause) {
    cut = true;
    report(endOf(split), `could not be read any further: ${messageOf(cause)}`);
  }
  split.finish(cut);
  if (!cut && !split.scan.any) report('', 'expected CloudTrail records, got an empty file');
  yield* queue;
  if (problems > MOST_PROBLEMS) {
    const message = `${problems - MOST_PROBLEMS} more problems in this file`;
    yield { kind: 'problem', file, place: endOf(split), message };
  }
};

const endOf = ({ scan }: Splitter): string => placeOf({ record: scan.items, line: scan.line, byte: scan.base });

/**
 * Reads CloudTrail history from files, folders and `-` (standard input), in any of the shapes that `unwrap` knows, one
 * or many in a file, compressed or not. What can not be read is a problem at its place, and costs nothing else.
 */
export const readTrail = (paths: readonly string[], options: TrailOptions = {}): Trail => {
  const counts: TrailCounts = { files: 0, records: 0, skipped: 0, others: 0, problems: 0, bytes: 0 };
  const consumes = options.consumes && memoized(options.consumes);
  const items = async function* (): AsyncGenerator<TrailItem> {
    for (const path of paths) {
      const files = path === '-' ? [{ file: '-', size: Number.POSITIVE_INFINITY }] : trailFiles(path);
      for (const found of files) {
        if ('size' in found) yield* readFileInto(found.file, found.size, counts, consumes);
        else {
          counts.problems += 1;
          yield { kind: 'problem', file: found.file, place: '', message: found.message };
        }
      }
    }
  };
  return { counts, [Symbol.asyncIterator]: items };
};
