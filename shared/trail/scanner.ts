import { runCompact } from './scan-compact.ts';
import { LIST } from './scan-members.ts';
import { beginJunk, beginSkim, recover } from './scan-recovery.ts';
import {
  AFTER,
  COLON,
  DEEPEST,
  DONE,
  ESCAPE,
  expectation,
  FIRST_ITEM,
  FIRST_KEY,
  HEX,
  JUNK,
  KEY,
  LITERAL,
  NUMBER,
  type Scan,
  type ScanSink,
  SKIM,
  STRING,
  VALUE,
} from './scan-state.ts';
import { endsText, isHexDigit, noteName, noteText, PAIRS } from './scan-text.ts';

// A recogniser of JSON over bytes: it finds where each record of a trail begins and ends and what it is called,
// without building a value. It accepts what JSON.parse accepts (of valid UTF-8), so that a record which nobody reads
// can be skipped without losing the verdict of a parser on it. It can stop after any byte and go on with the next chunk.

/** Where in the grammar of numbers: after `-`, a leading 0, digits, `.`, a fraction, `e`, its sign, its digits. */
const MINUS = 0;
const ZERO = 1;
const DIGITS = 2;
const DOT = 3;
const FRACTION = 4;
const EXPONENT = 5;
const EXPONENT_SIGN = 6;
const EXPONENT_DIGITS = 7;

const isWhole = (part: number): boolean =>
  part === ZERO || part === DIGITS || part === FRACTION || part === EXPONENT_DIGITS;

/** The next part of a number after byte `c`, or -1 where the number can not go on with it. */
const nextPart = (part: number, c: number): number => {
  const digit = c >= 0x30 && c <= 0x39;
  switch (part) {
    case MINUS:
      return c === 0x30 ? ZERO : digit ? DIGITS : -1;
    case ZERO:
      return c === 0x2e ? DOT : c === 0x65 || c === 0x45 ? EXPONENT : -1;
    case DIGITS:
      return digit ? DIGITS : c === 0x2e ? DOT : c === 0x65 || c === 0x45 ? EXPONENT : -1;
    case DOT:
      return digit ? FRACTION : -1;
    case FRACTION:
      return digit ? FRACTION : c === 0x65 || c === 0x45 ? EXPONENT : -1;
    case EXPONENT:
      return digit ? EXPONENT_DIGITS : c === 0x2b || c === 0x2d ? EXPONENT_SIGN : -1;
    default:
      return digit ? EXPONENT_DIGITS : -1;
  }
};

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const LITERALS: readonly Uint8Array[] = [encoded('true'), encoded('false'), encoded('null')];
const literalOf = (c: number): number => (c === 0x74 ? 0 : c === 0x66 ? 1 : c === 0x6e ? 2 : -1);

const beginItem = (scan: Scan, at: number, line: number): void => {
  const { head } = scan;
  scan.itemStart = at;
  scan.itemLine = line;
  scan.items += 1;
  scan.oversize = false;
  scan.pending = 0;
  scan.seen = 0;
  head.nameStart = -1;
  head.sourceStart = -1;
  head.timeStart = -1;
  head.typeLength = 0;
  head.failed = false;
  head.odd = false;
};

const endItem = (scan: Scan, window: Uint8Array, end: number, sink: ScanSink): void => {
  if (!scan.oversize) sink.onItem(window, scan.itemStart, end, scan);
  scan.itemStart = -1;
  scan.oversize = false;
};

/**
 * Reads `window` from `from` as far as it is flawless, at most to `end`, and answers where it stopped. After a flaw the
 * scan is in recovery.
 */
const advance = (scan: Scan, window: Uint8Array, from: number, end: number, sink: ScanSink): number => {
  const { stack } = scan;
  // locals, not members of `scan`: this loop sees every byte of a trail
  let { mode, depth, level, line, inKey, escaped, stringStart } = scan;
  const offset = window.byteOffset;
  const pairs = new Uint16Array(window.buffer, 0, window.buffer.byteLength >> 1);
  const lastPair = (end + offset) >> 1;
  let pos = from;
  let flaw = false;
  let complete = false;

  while (pos < end) {
    let c = window[pos] as number;
    if (mode <= AFTER && c <= 0x20 && (c === 0x20 || c === 0x0a || c === 0x0d || c === 0x09)) {
      if (c === 0x0a) line += 1;
      pos += 1;
      continue;
    }
    switch (mode) {
      case STRING:
        // nearly all of a trail is text: two bytes at a time
        if (((pos + offset) & 1) === 1 && !endsText(c)) pos += 1;
        if (((pos + offset) & 1) === 0) {
          let at = (pos + offset) >> 1;
          while (at < lastPair && PAIRS[pairs[at] as number] === 0) at += 1;
          pos = (at << 1) - offset;
        }
        if (pos < end) c = window[pos] as number;
        if (pos < end && !endsText(c)) {
          pos += 1;
          if (pos < end) c = window[pos] as number;
        }
        if (pos === end) break;
        if (c === 0x22) {
          if (
            inKey ? depth === level + 1 || (depth === 1 && level === -1) : depth === level + 1 && scan.pending !== 0
          ) {
            scan.escaped = escaped;
            scan.stringStart = stringStart;
            if (inKey) noteName(scan, window, pos, depth, level);
            else noteText(scan, pos);
          }
          pos += 1;
          // most of a trail is "name":"text","name":"text": without going round the switch for each sign
          if (pos + 1 < end && window[pos + 1] === 0x22) {
            const between = window[pos];
            if (inKey ? between === 0x3a : between === 0x2c && depth > level && level >= 0) {
              inKey = !inKey && stack[depth - 1] === 0;
              escaped = false;
              pos += 2;
              stringStart = pos;
              break;
            }
          }
          if (inKey) mode = COLON;
          else complete = true;
        } else if (c === 0x5c) {
          escaped = true;
          mode = ESCAPE;
          pos += 1;
        } else flaw = true;
        break;
      case COLON:
        if (c === 0x3a) {
          mode = VALUE;
          pos += 1;
        } else flaw = true;
        break;
      case AFTER:
        if (c === 0x2c) {
          mode = stack[depth - 1] === 1 ? VALUE : KEY;
          pos += 1;
        } else if (c === (stack[depth - 1] === 1 ? 0x5d : 0x7d)) {
          complete = true;
          depth -= 1;
          pos += 1;
        } else flaw = true;
        break;
      case KEY:
      case FIRST_KEY:
        if (c === 0x22) {
          pos += 1;
          inKey = true;
          escaped = false;
          stringStart = pos;
          mode = STRING;
        } else if (c === 0x7d && mode === FIRST_KEY) {
          complete = true;
          depth -= 1;
          pos += 1;
        } else flaw = true;
        break;
      case VALUE:
      case FIRST_ITEM:
        if (depth <= level || (depth === 1 && scan.pending === LIST)) {
          scan.any = true;
          if (depth === 0 && (c === 0x2c || (scan.flawed && (c === 0x5d || c === 0x7d)))) {
            pos += 1; // records separated by commas without a list; what is left of a list after a flaw
            break;
          }
          if (c === 0x5d && mode === FIRST_ITEM) {
            // an empty list of records
          } else if (c === 0x5b && depth === 0 && level === 0) {
            level = 1; // a top-level list is a list of records, not a record
          } else if (c === 0x5b && depth === 1 && scan.pending === LIST && level <= 0) {
            if (level === 0) scan.items -= 1; // what seemed to be a record is what surrounds a list of them
            level = 2;
            scan.itemStart = -1;
            scan.oversize = false;
          } else if (depth === level) beginItem(scan, pos, line);
        }
        if (c === 0x22) {
          pos += 1;
          inKey = false;
          escaped = false;
          stringStart = pos;
          mode = STRING;
        } else if (c === 0x7b || c === 0x5b) {
          if (depth === DEEPEST) {
            flaw = true;
            break;
          }
          stack[depth] = c === 0x5b ? 1 : 0;
          depth += 1;
          mode = c === 0x5b ? FIRST_ITEM : FIRST_KEY;
          pos += 1;
          if (mode === FIRST_KEY && depth === level + 1) {
            scan.depth = depth;
            scan.level = level;
            pos = runCompact(scan, window, pairs, pos, end);
            ({ mode, depth, inKey, escaped, stringStart } = scan);
            complete = mode === DONE;
          }
        } else if (c === 0x5d && mode === FIRST_ITEM) {
          complete = true;
          depth -= 1;
          pos += 1;
        } else if (literalOf(c) >= 0) {
          scan.literal = literalOf(c);
          scan.part = 1;
          mode = LITERAL;
          pos += 1;
        } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
          scan.part = c === 0x2d ? MINUS : c === 0x30 ? ZERO : DIGITS;
          mode = NUMBER;
          pos += 1;
        } else flaw = true;
        break;
      case NUMBER: {
        const part = nextPart(scan.part, c);
        if (part >= 0) {
          scan.part = part;
          pos += 1;
        } else if (isWhole(scan.part)) complete = true;
        else flaw = true;
        break;
      }
      case LITERAL: {
        const text = LITERALS[scan.literal] as Uint8Array;
        if (c !== text[scan.part]) flaw = true;
        else {
          pos += 1;
          scan.part += 1;
          complete = scan.part === text.length;
        }
        break;
      }
      case ESCAPE:
        if (c === 0x75) {
          scan.part = 0;
          mode = HEX;
        } else if (
          c === 0x22 ||
          c === 0x5c ||
          c === 0x2f ||
          c === 0x62 ||
          c === 0x66 ||
          c === 0x6e ||
          c === 0x72 ||
          c === 0x74
        )
          mode = STRING;
        else flaw = true;
        pos += flaw ? 0 : 1;
        break;
      default: // HEX
        if (!isHexDigit(c)) flaw = true;
        else {
          pos += 1;
          scan.part += 1;
          if (scan.part === 4) mode = STRING;
        }
    }
    if (complete) {
      complete = false;
      if (depth > level && (level >= 0 || depth > 0)) mode = AFTER;
      else if (depth !== level) {
        level = depth === 0 ? 0 : -1; // the list of records is closed, or what surrounds it
        mode = depth === 0 ? VALUE : AFTER;
      } else {
        endItem(scan, window, pos, sink);
        mode = depth === 0 ? VALUE : AFTER;
      }
    }
    if (flaw) break;
  }
  scan.mode = mode;
  scan.depth = depth;
  scan.level = level;
  scan.line = line;
  scan.inKey = inKey;
  scan.escaped = escaped;
  scan.stringStart = stringStart;
  return flaw ? beginRecovery(scan, window, pos, sink) : pos;
};

/** Reports a flaw and answers from where to look for the next record. */
const beginRecovery = (scan: Scan, window: Uint8Array, pos: number, sink: ScanSink): number => {
  const tooDeep = scan.depth === DEEPEST && scan.mode <= FIRST_ITEM;
  const message = tooDeep ? `nested deeper than ${DEEPEST} levels` : expectation(scan.mode, window[pos]);
  sink.onFlaw({ record: scan.items, line: scan.line, byte: scan.base + pos, message });
  scan.flawed = true;
  const start = scan.itemStart;
  if (scan.oversize) {
    scan.skimDepth = scan.depth - scan.level;
    scan.skimString = scan.mode >= STRING && scan.mode <= HEX;
    scan.skimEscape = scan.mode === ESCAPE;
    scan.mode = SKIM;
    return pos;
  }
  if (start >= 0 && (window[start] === 0x7b || window[start] === 0x5b)) {
    return beginSkim(scan);
  }
  beginJunk(scan);
  return pos;
};

/**
 * Scans `window` from `from` to `end` and answers up to where it got: before `end` only while recovering, when it needs
 * to see more bytes and these are not the `last`.
 */
export const scanBytes = (
  scan: Scan,
  window: Uint8Array,
  from: number,
  end: number,
  last: boolean,
  sink: ScanSink,
): number => {
  let pos = from;
  while (pos < end) {
    if (scan.mode === SKIM || scan.mode === JUNK) {
      const next = recover(scan, window, pos, end, last);
      if (next === pos && (scan.mode === SKIM || scan.mode === JUNK)) return pos;
      pos = next;
    } else pos = advance(scan, window, pos, end, sink);
  }
  return pos;
};

/**
 * Tells the sink what the end of the file means: the end of a number, or half a record. A record that never ends may have
 * swallowed others, which are looked for then.
 */
export const finishScan = (scan: Scan, window: Uint8Array, end: number, sink: ScanSink): void => {
  while (scan.mode !== SKIM && scan.mode !== JUNK && (scan.mode !== VALUE || scan.depth > 0)) {
    if (scan.mode === NUMBER && isWhole(scan.part) && scan.depth === 0) {
      endItem(scan, window, end, sink);
      return;
    }
    const inRecord = scan.itemStart >= 0 || scan.oversize;
    const message = `${inRecord ? 'the file ends inside the record: ' : ''}${expectation(scan.mode)}`;
    sink.onFlaw({ record: scan.items, line: scan.line, byte: scan.base + end, message });
    if (scan.itemStart < 0) return;
    scanBytes(scan, window, beginSkim(scan), end, true, sink);
  }
};
