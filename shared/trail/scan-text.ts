import { isListName, LIST, memberIn, NAME, SOURCE, TIME, TYPE } from './scan-members.ts';
import type { Scan } from './scan-state.ts';

/** Whether a byte is not just part of a string. */
export const endsText = (c: number): boolean => c === 0x22 || c === 0x5c || c < 0x20;

export const isHexDigit = (c: number): boolean =>
  (c >= 0x30 && c <= 0x39) || (c >= 0x41 && c <= 0x46) || (c >= 0x61 && c <= 0x66);

/** 1 for each pair of bytes of which one is a quote, a backslash or a control character. */
export const PAIRS = new Uint8Array(65_536).map((_, pair) => (endsText(pair & 0xff) || endsText(pair >> 8) ? 1 : 0));

/** Notes which member's value comes next, directly in a record or in the object around the list of records. */
export const noteName = (scan: Scan, window: Uint8Array, end: number, depth: number, level: number): void => {
  if (scan.escaped) scan.head.odd = true;
  const member = memberIn(window, scan.stringStart, end);
  if ((scan.seen & member) !== 0) scan.head.odd = true;
  scan.seen |= member;
  scan.pending = member;
  if (depth === 1 && level <= 0 && isListName(window, scan.stringStart, end)) scan.pending = LIST;
};

/** Notes the text which is the value of that member. */
export const noteText = (scan: Scan, end: number): void => {
  const { head, stringStart, pending } = scan;
  if (pending === NAME) {
    head.nameStart = stringStart;
    head.nameEnd = end;
  } else if (pending === SOURCE) {
    head.sourceStart = stringStart;
    head.sourceEnd = end;
  } else if (pending === TIME) {
    head.timeStart = stringStart;
    head.timeEnd = end;
  } else if (pending === TYPE) {
    head.typeLength = end - stringStart;
  } else if (end > stringStart) {
    head.failed = true;
  }
  if (scan.escaped) head.odd = true;
  scan.pending = 0;
};
