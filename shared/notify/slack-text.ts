import { printable } from '../printable.ts';

/** Slack reads `<…>` as links and mentions: nothing that somebody else has named may begin one. */
export const escaped = (text: string): string =>
  printable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** At most so many characters, never ending in half an entity or half a character. */
export const clipped = (text: string, most: number): string => {
  if (text.length <= most) return text;
  const cut = text.slice(0, most - 1).replace(/&[a-z]*$/, '');
  return `${/[\uD800-\uDBFF]$/.test(cut) ? cut.slice(0, -1) : cut}…`;
};

const fence = '```';

/** A code block; fences inside would end it early. */
export const codeBlock = (text: string, most: number): string =>
  `${fence}\n${clipped(escaped(text).replaceAll(fence, "'''"), most - 2 * fence.length - 2)}\n${fence}`;
