/** The members of a record which a scan notices; bits, so that a repetition shows. */
export const NAME = 1;
export const SOURCE = 2;
export const TIME = 4;
export const ERROR_CODE = 8;
export const ERROR_MESSAGE = 16;
export const TYPE = 32;
/** Not of a record: the member holds a list of records. */
export const LIST = 64;

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);

const MEMBERS: readonly (readonly [Uint8Array, number])[] = [
  [encoded('eventName'), NAME],
  [encoded('eventSource'), SOURCE],
  [encoded('eventTime'), TIME],
  [encoded('errorCode'), ERROR_CODE],
  [encoded('errorMessage'), ERROR_MESSAGE],
  [encoded('eventType'), TYPE],
];

const LISTS: readonly Uint8Array[] = ['Records', 'Events', 'events', 'logEvents', 'Messages'].map(encoded);

const same = (window: Uint8Array, start: number, text: Uint8Array): boolean => {
  for (let index = 0; index < text.length; index += 1) if (window[start + index] !== text[index]) return false;
  return true;
};

/** Which member the name in `window` from `start` to `end` is; 0 for one of no interest. */
export const memberIn = (window: Uint8Array, start: number, end: number): number => {
  const length = end - start;
  if (length !== 9 && length !== 11 && length !== 12) return 0;
  if (window[start] !== 0x65 /* e */) return 0;
  for (const [text, member] of MEMBERS) if (text.length === length && same(window, start, text)) return member;
  return 0;
};

/** Whether the name is that of a member in which outputs of AWS keep a list of records. */
export const isListName = (window: Uint8Array, start: number, end: number): boolean =>
  LISTS.some((text) => text.length === end - start && same(window, start, text));
