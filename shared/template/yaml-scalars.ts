import type { Json } from '../json.ts';

const words: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
  null: null,
  Null: null,
  NULL: null,
  '~': null,
  '': null,
};
const integer = /^[-+]?(?:0|[1-9]\d*)$/;
const decimal = /^[-+]?(?:0|[1-9]\d*)?(?:\.\d+|\.)(?:[eE][-+]?\d+)?$|^[-+]?(?:0|[1-9]\d*)[eE][-+]?\d+$/;

/**
 * What an unquoted scalar means. Digits with a leading zero, and digits too long for a double, stay text: in templates
 * they are account ids.
 */
export const plainValue = (text: string): Json => {
  const first = text.charCodeAt(0);
  if (Object.hasOwn(words, text)) return words[text] ?? null;
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric || text === '.') return text;
  if (integer.test(text)) {
    const value = Number(text);
    return Number.isSafeInteger(value) ? value : text;
  }
  return decimal.test(text) ? Number(text) : text;
};

/** Folds the lines of a quoted or plain scalar: a line end is a space, an empty line a line end. */
export const foldLines = (raw: string): string => {
  const lines = raw.split(/\r?\n/);
  let out = (lines[0] ?? '').trimEnd();
  let blank = 0;
  for (let index = 1; index < lines.length; index++) {
    const last = index === lines.length - 1;
    const line = last ? (lines[index] ?? '').trimStart() : (lines[index] ?? '').trim();
    if (line === '' && !last) {
      blank++;
      continue;
    }
    out += (blank === 0 ? ' ' : '\n'.repeat(blank)) + line;
    blank = 0;
  }
  return out;
};

const escapes: Readonly<Record<string, string>> = {
  0: '\0',
  a: '\x07',
  b: '\b',
  t: '\t',
  '\t': '\t',
  n: '\n',
  v: '\v',
  f: '\f',
  r: '\r',
  e: '\x1b',
  ' ': ' ',
  '"': '"',
  '/': '/',
  '\\': '\\',
  N: '\x85',
  _: '\xa0',
  L: '\u2028',
  P: '\u2029',
};
const hexDigits: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** The text between double quotes, folded and with its escapes replaced; `undefined` for an escape YAML has not. */
export const unescapeDouble = (raw: string): string | undefined => {
  // An escaped line end joins the lines without a space, so it goes before the folding.
  const joined = raw.includes('\n') ? foldLines(raw.replace(/(?<!\\)((?:\\\\)*)\\\r?\n[ \t]*/g, '$1\\&')) : raw;
  let bad = false;
  const out = joined.replace(/\\(&|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[\s\S]|$)/g, (_, code: string) => {
    if (code === '&') return '';
    const width = hexDigits[code[0] ?? ''];
    if (width !== undefined && code.length === width + 1)
      return String.fromCodePoint(Number.parseInt(code.slice(1), 16));
    const plain = escapes[code];
    if (plain === undefined) bad = true;
    return plain ?? '';
  });
  return bad ? undefined : out;
};

/**
 * The text of a block scalar from its content lines (indentation removed).
 * @see https://yaml.org/spec/1.2.2/#81-block-scalar-styles
 */
export const blockText = (lines: readonly string[], folded: boolean, chomp: '' | '-' | '+'): string => {
  let count = lines.length;
  while (count > 0 && lines[count - 1] === '') count--;
  const body = lines.slice(0, count);
  const trailing = lines.length - count;
  let out = '';
  if (!folded) out = body.join('\n');
  else {
    let previous: string | undefined;
    let blank = 0;
    for (const line of body) {
      if (line === '') {
        blank++;
        continue;
      }
      if (previous === undefined) out += '\n'.repeat(blank);
      else {
        const kept = /^[ \t]/.test(line) || /^[ \t]/.test(previous);
        out += kept ? '\n'.repeat(blank + 1) : blank === 0 ? ' ' : '\n'.repeat(blank);
      }
      out += line;
      previous = line;
      blank = 0;
    }
  }
  if (count === 0) return chomp === '+' ? '\n'.repeat(trailing) : '';
  if (chomp === '-') return out;
  return chomp === '+' ? out + '\n'.repeat(trailing + 1) : `${out}\n`;
};
