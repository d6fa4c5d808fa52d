import { secondOf } from './change.ts';
import type { Head } from './scan-state.ts';

/** Whether anybody reads the records of this kind. The answer is remembered. Names as recorded, with versions. */
export type Consumes = (eventSource: string, eventName: string, failed: boolean) => boolean;

interface Kind {
  readonly source: Uint8Array;
  readonly name: Uint8Array;
  readonly succeeded: boolean;
  readonly failed: boolean;
}

const INSIGHT_TYPE_LENGTH = 'AwsCloudTrailInsight'.length;
/** More kinds than AWS has API calls: the names in the file are made up, and not worth remembering. */
const MOST_KINDS = 50_000;
const PLAIN = /^[\x21-\x7e]+$/;

const same = (window: Uint8Array, start: number, end: number, text: Uint8Array): boolean => {
  if (end - start !== text.length) return false;
  for (let index = 0; index < text.length; index += 1) if (window[start + index] !== text[index]) return false;
  return true;
};

const two = (window: Uint8Array, at: number): number => {
  const [tens = 0, ones = 0] = [window[at], window[at + 1]];
  return tens >= 0x30 && tens <= 0x39 && ones >= 0x30 && ones <= 0x39 ? (tens - 0x30) * 10 + ones - 0x30 : 99;
};

/** Whether `eventTime` is one that `readChange` accepts; the usual spelling is checked without making a string of it. */
const isTime = (window: Buffer, start: number, end: number): boolean => {
  const month = two(window, start + 5);
  const day = two(window, start + 8);
  const usual =
    end - start === 20 &&
    two(window, start) < 99 &&
    two(window, start + 2) < 99 &&
    window[start + 4] === 0x2d &&
    month >= 1 &&
    month <= 12 &&
    window[start + 7] === 0x2d &&
    day >= 1 &&
    day <= 28 &&
    window[start + 10] === 0x54 &&
    two(window, start + 11) <= 23 &&
    window[start + 13] === 0x3a &&
    two(window, start + 14) <= 59 &&
    window[start + 16] === 0x3a &&
    two(window, start + 17) <= 59 &&
    window[start + 19] === 0x5a;
  return usual || secondOf(window.toString('latin1', start, end)) !== undefined;
};

/**
 * Tells which records can be skipped: those that `readChange` would read without a problem and that nobody consumes.
 * Every record of a trail passes here, so that known kinds are told by their bytes.
 */
export const skipper = (consumes: Consumes): ((window: Buffer, head: Head) => boolean) => {
  const kinds = new Map<number, readonly Kind[]>();

  const newKind = (window: Buffer, head: Head): Kind | undefined => {
    const source = window.toString('latin1', head.sourceStart, head.sourceEnd);
    const name = window.toString('latin1', head.nameStart, head.nameEnd);
    if (!PLAIN.test(source) || source.startsWith('aws:') || !PLAIN.test(name)) return undefined;
    return {
      source: Buffer.from(source, 'latin1'),
      name: Buffer.from(name, 'latin1'),
      succeeded: consumes(source, name, false),
      failed: consumes(source, name, true),
    };
  };

  const kindOf = (window: Buffer, head: Head): Kind | undefined => {
    const { nameStart, nameEnd, sourceStart, sourceEnd } = head;
    const middle = window[(nameStart + nameEnd) >> 1] ?? 0;
    const hash =
      ((((nameEnd - nameStart) * 64 + sourceEnd - sourceStart) * 256 + middle) * 128 + (window[nameEnd - 1] ?? 0)) *
        128 +
      (window[sourceStart + 1] ?? 0);
    const alike = kinds.get(hash);
    for (const kind of alike ?? []) {
      if (same(window, nameStart, nameEnd, kind.name) && same(window, sourceStart, sourceEnd, kind.source)) return kind;
    }
    const kind = newKind(window, head);
    if (kind && kinds.size < MOST_KINDS) kinds.set(hash, [...(alike ?? []).slice(-7), kind]);
    return kind;
  };

  return (window, head) => {
    if (head.odd || head.nameStart < 0 || head.sourceStart < 0 || head.timeStart < 0) return false;
    if (head.typeLength === INSIGHT_TYPE_LENGTH || !isTime(window, head.timeStart, head.timeEnd)) return false;
    const kind = kindOf(window, head);
    return kind !== undefined && !(head.failed ? kind.failed : kind.succeeded);
  };
};
