import type { TemplateFix } from '../finding-json.ts';

/** The lines that a fix takes out and puts in; `at` is the first of them, from 1. */
export interface ChangedLines {
  readonly at: number;
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** From the first line that differs to the last. */
export const changedLines = ({ before, after }: TemplateFix): ChangedLines => {
  const [old, made] = [before.split('\n'), after.split('\n')];
  let start = 0;
  while (start < old.length && start < made.length && old[start] === made[start]) start++;
  let end = 0;
  const most = Math.min(old.length, made.length) - start;
  while (end < most && old.at(-1 - end) === made.at(-1 - end)) end++;
  return { at: start + 1, removed: old.slice(start, old.length - end), added: made.slice(start, made.length - end) };
};

const context = 2;

/** A fix as `patch` and `git apply` take it. */
export const patchOf = (fix: TemplateFix): readonly string[] => {
  const { at, removed, added } = changedLines(fix);
  const old = fix.before.split('\n');
  // The text after the last line end is no line.
  const last = old.at(-1) === '' ? old.length - 1 : old.length;
  const from = Math.max(0, at - 1 - context);
  const lead = old.slice(from, at - 1);
  const tail = old.slice(at - 1 + removed.length, Math.min(last, at - 1 + removed.length + context));
  const file = fix.file.replace(/^\//, '');
  const size = (lines: readonly string[]): number => lead.length + lines.length + tail.length;
  return [
    `--- a/${file}`,
    `+++ b/${file}`,
    `@@ -${from + 1},${size(removed)} +${from + 1},${size(added)} @@`,
    ...lead.map((line) => ` ${line}`),
    ...removed.map((line) => `-${line}`),
    ...added.map((line) => `+${line}`),
    ...tail.map((line) => ` ${line}`),
  ];
};
