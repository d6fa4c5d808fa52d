import { AFTER, JUNK, type Scan, SKIM, VALUE } from './scan-state.ts';

const RECORD_START = new TextEncoder().encode('"eventVersion"');
const isSpace = (c: number | undefined): boolean => c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09;

type Answer = 'yes' | 'no' | 'more';

/** Whether a record as CloudTrail writes it begins at the brace at `pos`. Inside a string its quotes are escaped. */
const beginsRecord = (window: Uint8Array, pos: number, end: number): Answer => {
  let at = pos + 1;
  while (at < end && isSpace(window[at])) at += 1;
  for (const byte of RECORD_START) {
    if (at >= end) return 'more';
    if (window[at] !== byte) return 'no';
    at += 1;
  }
  return 'yes';
};

/** Whether an object may begin at the brace at `pos`. */
const beginsObject = (window: Uint8Array, pos: number, end: number): Answer => {
  let at = pos + 1;
  while (at < end && isSpace(window[at])) at += 1;
  if (at >= end) return 'more';
  return window[at] === 0x22 || window[at] === 0x7d ? 'yes' : 'no';
};

const resume = (scan: Scan, mode: number): void => {
  scan.mode = mode;
  scan.depth = Math.max(scan.level, 0);
  scan.itemStart = -1;
  scan.oversize = false;
};

export const beginJunk = (scan: Scan): void => {
  if (scan.level < 0) scan.level = 0;
  resume(scan, JUNK);
};

/** Goes back to where the flawed record began, which it answers, to find its end, or the next one, by its braces. */
export const beginSkim = (scan: Scan): number => {
  scan.line = scan.itemLine;
  scan.skimDepth = 0;
  scan.skimString = false;
  scan.skimEscape = false;
  scan.mode = SKIM;
  return scan.itemStart;
};

/** Follows the braces of a flawed record, tolerating everything else. */
const skim = (scan: Scan, window: Uint8Array, from: number, end: number, last: boolean): number => {
  const start = scan.itemStart;
  for (let pos = from; pos < end; pos += 1) {
    const c = window[pos];
    if (c === 0x7b && pos !== start) {
      const answer = beginsRecord(window, pos, end);
      if (answer === 'more' && !last) return pos;
      if (answer === 'yes') {
        resume(scan, VALUE);
        return pos;
      }
    }
    if (c === 0x0a) {
      const next = window[pos + 1];
      if (pos + 1 >= end && !last) return pos;
      scan.line += 1;
      // one record a line: the next line begins afresh, whatever is still open in this one
      if (next === 0x7b || (next === 0x5b && scan.level === 0)) {
        resume(scan, VALUE);
        return pos + 1;
      }
    }
    if (scan.skimString) {
      if (scan.skimEscape) scan.skimEscape = false;
      else if (c === 0x5c) scan.skimEscape = true;
      else if (c === 0x22) scan.skimString = false;
    } else if (c === 0x22) scan.skimString = true;
    else if (c === 0x7b || c === 0x5b) scan.skimDepth += 1;
    else if (c === 0x7d || c === 0x5d) {
      scan.skimDepth -= 1;
      if (scan.skimDepth <= 0) {
        resume(scan, scan.level > 0 ? AFTER : VALUE);
        return pos + 1;
      }
    }
    // what was skimmed need not be kept
    scan.itemStart = -1;
  }
  return end;
};

/** Looks for the next record where there should be one. */
const skipJunk = (scan: Scan, window: Uint8Array, from: number, end: number, last: boolean): number => {
  for (let pos = from; pos < end; pos += 1) {
    const c = window[pos];
    if (c === 0x7b) {
      const answer = beginsObject(window, pos, end);
      if (answer === 'more' && !last) return pos;
      if (answer === 'yes') {
        resume(scan, VALUE);
        return pos;
      }
    } else if (c === 0x0a) scan.line += 1;
    else if (scan.level > 0 && (c === 0x2c || c === 0x5d)) {
      resume(scan, AFTER);
      return pos;
    }
  }
  return end;
};

/**
 * After a flaw, goes on from `from` until a record may begin again, and answers where. It stops before `end` without
 * leaving recovery when it has to see bytes that are not there yet.
 */
export const recover = (scan: Scan, window: Uint8Array, from: number, end: number, last: boolean): number =>
  scan.mode === SKIM ? skim(scan, window, from, end, last) : skipJunk(scan, window, from, end, last);
