/**
 * A text without control characters but line breaks and tabs: names and ids come from whoever made the call, and must
 * not speak to a terminal or a mail reader.
 */
export const printable = (text: string): string => text.replaceAll(/[^\P{Cc}\n\t]/gu, '');
