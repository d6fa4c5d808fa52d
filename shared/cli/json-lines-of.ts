/** The lines (from 1) on which the value of a path begins and ends. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Where each value of a JSON text stands, by paths such as `Statement[0].Action[1]`. The text has to be valid JSON;
 * of anything else only what stands before the fault is told.
 */
export const linesOf = (text: string): ReadonlyMap<string, Span> => {
  const spans = new Map<string, Span>();
  let at = 0;
  let line = 1;
  const skip = (): void => {
    for (; at < text.length; at++) {
      const c = text.charCodeAt(at);
      if (c === 10) line++;
      else if (c !== 32 && c !== 13 && c !== 9) return;
    }
  };
  const readString = (): string => {
    const from = at++;
    while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
    at++;
    return text.slice(from + 1, at - 1);
  };
  const readValue = (path: string): void => {
    skip();
    const from = line;
    const open = text[at];
    if (open === '{' || open === '[') {
      at++;
      for (let index = 0; at < text.length; index++) {
        skip();
        if (text[at] === '}' || text[at] === ']') break;
        if (open === '{') {
          const key = readString();
          skip();
          at++;
          readValue(path === '' ? key : `${path}.${key}`);
        } else readValue(`${path}[${index}]`);
        skip();
        if (text[at] === ',') at++;
        else if (text[at] !== '}' && text[at] !== ']') return;
      }
      at++;
    } else if (open === '"') readString();
    else while (at < text.length && !/[\s,\]}]/.test(text[at] ?? ',')) at++;
    spans.set(path, { from, to: line });
  };
  readValue('');
  return spans;
};
