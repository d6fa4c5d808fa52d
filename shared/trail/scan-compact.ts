import { LIST } from './scan-members.ts';
import { AFTER, COLON, DEEPEST, DONE, FIRST_ITEM, FIRST_KEY, KEY, type Scan, STRING, VALUE } from './scan-state.ts';
import { endsText, isHexDigit, noteName, noteText, PAIRS } from './scan-text.ts';

/** More bytes than any token but a text has; closer to the end of the window, the general scan takes over. */
const MARGIN = 32;

/** The first byte from `from` on that ends a text or needs a closer look; `end` if there is none. */
const textEnd = (window: Uint8Array, pairs: Uint16Array, offset: number, from: number, end: number): number => {
  let pos = from;
  if (((pos + offset) & 1) === 1) {
    if (endsText(window[pos] as number)) return pos;
    pos += 1;
  }
  const last = (end + offset) >> 1;
  let at = (pos + offset) >> 1;
  while (at < last && PAIRS[pairs[at] as number] === 0) at += 1;
  pos = (at << 1) - offset;
  if (pos < end && !endsText(window[pos] as number)) pos += 1;
  return pos;
};

/** How long the escape at `pos` is; 0 if it is none. */
const escapeLength = (window: Uint8Array, pos: number): number => {
  const c = window[pos + 1];
  if (c === 0x22 || c === 0x5c || c === 0x2f || c === 0x62 || c === 0x66 || c === 0x6e || c === 0x72 || c === 0x74)
    return 2;
  if (c !== 0x75) return 0;
  for (let at = pos + 2; at < pos + 6; at += 1) if (!isHexDigit(window[at] as number)) return 0;
  return 6;
};

/** How long the literal or whole number at `pos` is; 0 for anything else, fractions included. */
const scalarLength = (window: Uint8Array, pos: number, end: number): number => {
  const c = window[pos] as number;
  if (c === 0x74) return window[pos + 1] === 0x72 && window[pos + 2] === 0x75 && window[pos + 3] === 0x65 ? 4 : 0;
  if (c === 0x6e) return window[pos + 1] === 0x75 && window[pos + 2] === 0x6c && window[pos + 3] === 0x6c ? 4 : 0;
  if (c === 0x66) {
    const rest = window[pos + 1] === 0x61 && window[pos + 2] === 0x6c && window[pos + 3] === 0x73;
    return rest && window[pos + 4] === 0x65 ? 5 : 0;
  }
  if (c < 0x31 || c > 0x39) return 0;
  let at = pos + 1;
  while (at < end && (window[at] as number) >= 0x30 && (window[at] as number) <= 0x39) at += 1;
  return window[at] === 0x2c || window[at] === 0x7d || window[at] === 0x5d ? at - pos : 0;
};

/**
 * Runs through a record that is written as services write them: without white space. Begins behind its `{` at `from` and
 * answers where it stopped: behind the record (`scan.mode` is `DONE`), or before whatever it does not know, with the
 * scan in the state in which the general scan goes on. The same grammar twice, because this one is twice as fast.
 */
export const runCompact = (scan: Scan, window: Uint8Array, pairs: Uint16Array, from: number, end: number): number => {
  const offset = window.byteOffset;
  const limit = end - MARGIN;
  const { stack, level } = scan;
  let { depth } = scan;
  let mode = FIRST_KEY;
  let inObject = true;
  let pos = from;

  member: while (pos < limit && window[pos] === 0x22) {
    const name = pos + 1;
    const nameEnd = textEnd(window, pairs, offset, name, limit);
    scan.stringStart = name;
    scan.escaped = false;
    if (nameEnd >= limit || window[nameEnd] !== 0x22) {
      scan.inKey = true;
      mode = STRING;
      pos = name;
      break;
    }
    if (depth === level + 1) noteName(scan, window, nameEnd, depth, level);
    pos = nameEnd + 1;
    if (window[pos] !== 0x3a) {
      mode = COLON;
      break;
    }
    pos += 1;
    mode = VALUE;

    while (pos < limit) {
      const c = window[pos] as number;
      if (c === 0x22) {
        const text = pos + 1;
        let escaped = false;
        let at = textEnd(window, pairs, offset, text, limit);
        while (at < limit && window[at] === 0x5c) {
          const length = escapeLength(window, at);
          if (length === 0) break;
          escaped = true;
          at = textEnd(window, pairs, offset, at + length, limit);
        }
        scan.stringStart = text;
        if (at >= limit || window[at] !== 0x22) {
          scan.inKey = false;
          scan.escaped = false;
          mode = STRING;
          pos = text;
          break member;
        }
        scan.escaped = escaped;
        if (depth === level + 1 && scan.pending !== 0) noteText(scan, at);
        pos = at + 1;
      } else if (c === 0x7b || c === 0x5b) {
        if (depth === DEEPEST || (depth === 1 && scan.pending === LIST && level === 0)) break member;
        inObject = c === 0x7b;
        stack[depth] = inObject ? 0 : 1;
        depth += 1;
        pos += 1;
        if (window[pos] !== (inObject ? 0x7d : 0x5d)) {
          mode = inObject ? FIRST_KEY : FIRST_ITEM;
          if (inObject) continue member;
          continue;
        }
      } else {
        const length = scalarLength(window, pos, limit);
        if (length === 0) break member;
        pos += length;
      }

      while (window[pos] === (inObject ? 0x7d : 0x5d)) {
        depth -= 1;
        pos += 1;
        if (depth === level) {
          mode = DONE;
          break member;
        }
        inObject = stack[depth - 1] === 0;
        if (pos >= limit) break;
      }
      if (pos >= limit || window[pos] !== 0x2c) {
        mode = AFTER;
        break member;
      }
      pos += 1;
      mode = inObject ? KEY : VALUE;
      if (inObject) continue member;
    }
    break;
  }
  scan.mode = mode;
  scan.depth = depth;
  return pos;
};
