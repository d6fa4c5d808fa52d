import { isUtf8 } from 'node:buffer';
import { type Flaw, newScan, type Scan, shift } from './scan-state.ts';
import { finishScan, scanBytes } from './scanner.ts';

/** Larger than any record of CloudTrail (1 MiB) and than whatever people wrap around a few of them. */
export const LARGEST_RECORD = 64 * 1024 * 1024;

/** Who is told what a file holds. */
export interface SplitSink {
  /** One value where a record is expected, valid JSON in valid UTF-8: `window.subarray(start, end)`, during the call. */
  readonly onItem: (window: Buffer, start: number, end: number, scan: Scan) => void;
  readonly onFlaw: (flaw: Flaw) => void;
}

/** Takes the bytes of one file in pieces of any size. Keeps no more of them than the record in progress. */
export interface Splitter {
  readonly feed: (chunk: Buffer) => void;
  /** `cut`: the file could not be read to its end, so that half a record at the end is no news. */
  readonly finish: (cut: boolean) => void;
  readonly scan: Scan;
}

/** How many bytes at the end begin a character that is not complete yet. */
const openBytes = (window: Uint8Array, end: number): number => {
  for (let back = 1; back <= 3 && back <= end; back += 1) {
    const byte = window[end - back] as number;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) > back ? back : 0;
  }
  return 0;
};

export const splitter = (sink: SplitSink, largest: number = LARGEST_RECORD): Splitter => {
  const scan = newScan();
  let own = Buffer.alloc(0);
  let kept = 0;
  let scanned = 0;
  let checked = 0;
  let dirty = false;
  let begun = false;

  const inner = {
    onFlaw: sink.onFlaw,
    onItem: (bytes: Uint8Array, start: number, end: number): void => {
      const window = bytes as Buffer;
      if (dirty && !isUtf8(window.subarray(start, end)))
        sink.onFlaw({ ...here(start), message: 'expected UTF-8, got other bytes in the record' });
      else sink.onItem(window, start, end, scan);
    },
  };
  const here = (at: number): Omit<Flaw, 'message'> => ({
    record: scan.items,
    line: scan.itemLine,
    byte: scan.base + at,
  });

  const room = (size: number): void => {
    if (own.length >= size) return;
    const grown = Buffer.allocUnsafe(Math.max(size, own.length * 2, 64 * 1024));
    own.copy(grown, 0, 0, kept);
    own = grown;
  };

  const keep = (window: Buffer, from: number, end: number): void => {
    const rest = end - from;
    if (window === own) own.copyWithin(0, from, end);
    else if (rest > 0) {
      kept = 0;
      room(rest);
      window.copy(own, 0, from, end);
    }
    shift(scan, from);
    kept = rest;
    scanned = Math.max(scanned - from, 0);
    checked = Math.max(checked - from, 0);
    if (rest === 0) dirty = false;
  };

  const run = (window: Buffer, end: number, last: boolean): void => {
    const cut = last ? end : end - openBytes(window, end);
    if (!isUtf8(window.subarray(checked, cut))) dirty = true;
    checked = cut;
    scanned = scanBytes(scan, window, scanned, end, last, inner);
    let from = scan.itemStart >= 0 ? scan.itemStart : scanned;
    if (scan.itemStart >= 0 && end - from > largest) {
      sink.onFlaw({ ...here(from), message: `expected a record of at most ${largest} bytes, got a larger one` });
      scan.oversize = true;
      scan.itemStart = -1;
      from = scanned;
    }
    if (!last) keep(window, from, end);
  };

  return {
    scan,
    feed: (chunk) => {
      const bytes = !begun && chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;
      begun = true;
      if (kept === 0) {
        run(bytes, bytes.length, false);
        return;
      }
      room(kept + bytes.length);
      bytes.copy(own, kept);
      run(own, kept + bytes.length, false);
    },
    finish: (cut) => {
      if (kept > 0) run(own, kept, true);
      if (!cut) finishScan(scan, own, kept, inner);
    },
  };
};
