/** What may come next; the first six allow white space. */
export const VALUE = 0;
export const FIRST_ITEM = 1;
export const FIRST_KEY = 2;
export const KEY = 3;
export const COLON = 4;
export const AFTER = 5;
export const STRING = 6;
export const ESCAPE = 7;
export const HEX = 8;
export const NUMBER = 9;
export const LITERAL = 10;
/** A record has just ended. */
export const DONE = 13;
/** Recovery after a flaw inside a record: until its braces balance or another record begins. */
export const SKIM = 11;
/** Recovery after a flaw between records: until something looks like a record. */
export const JUNK = 12;

/** The members of one record which decide whether anybody reads it: offsets into the window, -1 when not there. */
export interface Head {
  nameStart: number;
  nameEnd: number;
  sourceStart: number;
  sourceEnd: number;
  timeStart: number;
  timeEnd: number;
  typeLength: number;
  failed: boolean;
  /** Members that are repeated, escaped or no strings: only a parser can tell what they mean. */
  odd: boolean;
}

/** All that a scan remembers between two chunks. */
export interface Scan {
  readonly head: Head;
  /** For each open container whether it is an array (1) or an object (0). */
  readonly stack: Uint8Array;
  mode: number;
  depth: number;
  /** How many containers are open around a record: 0 for one a line, 1 in an array, 2 in `Records`; -1 after that. */
  level: number;
  /** Offset in the window of the record in progress; -1 between records. */
  itemStart: number;
  itemLine: number;
  /** Records begun so far. */
  items: number;
  /** The record in progress is too large to be kept: its bytes are gone, its structure is still followed. */
  oversize: boolean;
  line: number;
  /** Bytes of the file before the window. */
  base: number;
  /** Whether anything but white space was there. */
  any: boolean;
  flawed: boolean;
  inKey: boolean;
  escaped: boolean;
  stringStart: number;
  /** The member whose value comes next, and those seen in this record; bits. */
  pending: number;
  seen: number;
  /** Where in a number, a literal or a `\u` escape. */
  part: number;
  literal: number;
  skimDepth: number;
  skimString: boolean;
  skimEscape: boolean;
}

/** Nesting beyond this is a flaw: no service writes it, and it would exhaust the stack of whoever walks the value. */
export const DEEPEST = 512;

export const newScan = (): Scan => ({
  head: {
    nameStart: -1,
    nameEnd: -1,
    sourceStart: -1,
    sourceEnd: -1,
    timeStart: -1,
    timeEnd: -1,
    typeLength: 0,
    failed: false,
    odd: false,
  },
  stack: new Uint8Array(DEEPEST + 1),
  mode: VALUE,
  depth: 0,
  level: 0,
  itemStart: -1,
  itemLine: 1,
  items: 0,
  oversize: false,
  line: 1,
  base: 0,
  any: false,
  flawed: false,
  inKey: false,
  escaped: false,
  stringStart: 0,
  pending: 0,
  seen: 0,
  part: 0,
  literal: 0,
  skimDepth: 0,
  skimString: false,
  skimEscape: false,
});

/** A flaw in a file: at which record, and what was got and expected there. */
export interface Flaw {
  readonly record: number;
  readonly line: number;
  readonly byte: number;
  readonly message: string;
}

/** Who is told what a scan finds; offsets are valid only during the call. */
export interface ScanSink {
  /** A complete JSON value stands where a record is expected. */
  readonly onItem: (window: Uint8Array, start: number, end: number, scan: Scan) => void;
  readonly onFlaw: (flaw: Flaw) => void;
}

/** Forgets the first `count` bytes of the window. */
export const shift = (scan: Scan, count: number): void => {
  const { head } = scan;
  scan.base += count;
  scan.stringStart -= count;
  if (scan.itemStart >= 0) scan.itemStart -= count;
  head.nameStart -= count;
  head.nameEnd -= count;
  head.sourceStart -= count;
  head.sourceEnd -= count;
  head.timeStart -= count;
  head.timeEnd -= count;
};

const EXPECTED: Readonly<Record<number, string>> = {
  [VALUE]: 'a value',
  [FIRST_ITEM]: "a value or ']'",
  [FIRST_KEY]: "a member name or '}'",
  [KEY]: 'a member name',
  [COLON]: "':'",
  [AFTER]: "',' or the end of the list or object",
  [STRING]: 'a string without raw control characters',
  [ESCAPE]: 'an escape such as \\n',
  [HEX]: 'four hexadecimal digits',
  [NUMBER]: 'a number',
  [LITERAL]: 'true, false or null',
};

/** `expected ':', got '}'`; without a byte, the end of the file was got. */
export const expectation = (mode: number, byte?: number): string => {
  const expected = byte === undefined && mode === STRING ? 'the end of a string' : (EXPECTED[mode] ?? 'a record');
  if (byte === undefined) return `expected ${expected}, got the end of the file`;
  const printable = byte > 0x20 && byte < 0x7f;
  return `expected ${expected}, got ${printable ? `'${String.fromCharCode(byte)}'` : `byte 0x${byte.toString(16).padStart(2, '0')}`}`;
};
