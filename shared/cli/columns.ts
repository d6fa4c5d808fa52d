import { printable } from '../printable.ts';
import type { Colours } from './colours.ts';
import type { Row } from './inventory-rows.ts';

const widest = 60;

const cell = (text: string): string => {
  const line = printable(text).replaceAll(/[\n\t]/g, ' ');
  return line.length <= widest ? line : `${line.slice(0, widest - 1)}…`;
};

/** Rows under their headings; a cell that is too wide is cut, and whole in the other formats. */
export const columns = function* (rows: readonly Row[], colours: Colours): Generator<string> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.columns)))];
  const cells = rows.map((row) => names.map((name) => cell(row.columns[name] ?? '')));
  const widths = names.map((name, index) => Math.max(name.length, ...cells.map((line) => line[index]?.length ?? 0)));
  const padded = (line: readonly string[]): string =>
    line
      .map((text, index) => text.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd();
  if (rows.length > 0) yield `${colours.bold(padded(names))}\n`;
  for (const line of cells) yield `${padded(line)}\n`;
  yield colours.dim(`${rows.length} ${rows.length === 1 ? 'row' : 'rows'}\n`);
};

/** A cell that begins like a formula would be one in a spreadsheet. */
const csvCell = (text: string): string => {
  const safe = /^[=+\-@\t\r]./.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
};

/** The same columns, uncut, for a spreadsheet. */
export const csv = function* (rows: readonly Row[]): Generator<string> {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row.columns)))];
  yield `${names.map(csvCell).join(',')}\r\n`;
  for (const row of rows) yield `${names.map((name) => csvCell(row.columns[name] ?? '')).join(',')}\r\n`;
};
