import type { Json } from '../json.ts';
import { blockText, foldLines, plainValue, unescapeDouble } from './yaml-scalars.ts';

/** Where the entries of each object and array start (offset of the key or the item), in source order. */
export type Marks = Map<object, { readonly keys: string[]; readonly at: number[] }>;

/** What a short form stands for: `wrap('!Ref', 'Queue')` is `{ Ref: 'Queue' }`. */
export type WrapTag = (tag: string, value: Json) => Json;

/** Thrown inside this module alone, and caught there. */
const outside = new Error('outside the subset');
const refuse = (): never => {
  throw outside;
};

const isBlank = (code: number): boolean =>
  code === 32 || code === 10 || code === 13 || code === 9 || Number.isNaN(code);
const isFlowEnd = (code: number): boolean => code === 44 || code === 91 || code === 93 || code === 123 || code === 125;

/**
 * Reads the YAML that templates are written in (block and flow collections, every scalar style, tags, comments), some
 * ten times as fast as a general parser. Whatever it does not know for sure, well formed or not, it answers with
 * `undefined`, and the general parser has the word.
 */
export const readYaml = (text: string, wrap: WrapTag): { readonly value: Json; readonly marks: Marks } | undefined => {
  const marks: Marks = new Map();
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  let lineStart = at;
  let flowDepth = 0;

  const lineEnd = (from: number): number => {
    const found = text.indexOf('\n', from);
    return found < 0 ? text.length : found;
  };

  /** Moves to the next token, over blanks, comments and line ends; false at the end of the text. */
  const next = (): boolean => {
    for (;;) {
      const code = text.charCodeAt(at);
      if (code === 32) at++;
      else if (code === 10) {
        at++;
        lineStart = at;
      } else if (code === 13) at++;
      else if (code === 35 && (at === 0 || isBlank(text.charCodeAt(at - 1)))) at = lineEnd(at);
      else if (code === 9) {
        if (flowDepth === 0) refuse();
        at++;
      } else return at < text.length;
    }
  };

  /** Skips spaces on the line; true when nothing but a comment follows on it. */
  const restIsEmpty = (): boolean => {
    while (text.charCodeAt(at) === 32) at++;
    const code = text.charCodeAt(at);
    if (code === 9) refuse();
    return at >= text.length || code === 10 || code === 13 || (code === 35 && isBlank(text.charCodeAt(at - 1)));
  };

  const isDash = (): boolean => text.charCodeAt(at) === 45 && isBlank(text.charCodeAt(at + 1));

  const quoted = (): string => {
    const quote = text.charAt(at);
    const start = at + 1;
    let close = start;
    for (;;) {
      close = text.indexOf(quote, close);
      if (close < 0) refuse();
      if (quote === "'") {
        if (text.charCodeAt(close + 1) !== 39) break;
        close += 2;
        continue;
      }
      let slashes = 0;
      while (text.charCodeAt(close - 1 - slashes) === 92) slashes++;
      if (slashes % 2 === 0) break;
      close++;
    }
    const raw = text.slice(start, close);
    at = close + 1;
    const lastLine = raw.lastIndexOf('\n');
    if (lastLine >= 0) lineStart = start + lastLine + 1;
    if (quote === '"') return raw.includes('\\') || lastLine >= 0 ? (unescapeDouble(raw) ?? refuse()) : raw;
    const folded = lastLine >= 0 ? foldLines(raw) : raw;
    return folded.includes("''") ? folded.replaceAll("''", "'") : folded;
  };

  const flowPlain = (): string => {
    const start = at;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (isFlowEnd(code) || code === 10 || code === 13) break;
      if (code === 58) {
        const after = text.charCodeAt(at + 1);
        if (isBlank(after) || isFlowEnd(after)) break;
      }
      if (code === 35 && isBlank(text.charCodeAt(at - 1))) break;
    }
    return at === start ? refuse() : text.slice(start, at).trimEnd();
  };

  const readTag = (): string => {
    const start = at;
    while (!isBlank(text.charCodeAt(at)) && !isFlowEnd(text.charCodeAt(at))) at++;
    const tag = text.slice(start, at);
    return tag.startsWith('!!') || tag.startsWith('!<') || tag === '!' ? refuse() : tag;
  };

  const flowNode = (raw: boolean): Json => {
    if (!next()) refuse();
    const code = text.charCodeAt(at);
    if (code === 91) return flowSequence();
    if (code === 123) return flowMapping();
    if (code === 34 || code === 39) return quoted();
    if (code === 33) {
      const tag = readTag();
      next();
      const closed = isFlowEnd(text.charCodeAt(at)) && text.charCodeAt(at) !== 91 && text.charCodeAt(at) !== 123;
      return wrap(tag, closed ? '' : flowNode(true));
    }
    // Anchors, aliases, explicit keys and reserved characters.
    if (code === 38 || code === 42 || code === 63 || code === 37 || code === 64 || code === 96) refuse();
    const plain = flowPlain();
    return raw ? plain : plainValue(plain);
  };

  const flowSequence = (): Json => {
    const out: Json[] = [];
    const mark = { keys: [], at: [] as number[] };
    marks.set(out, mark);
    at++;
    flowDepth++;
    for (;;) {
      if (!next()) refuse();
      if (text.charCodeAt(at) === 93) break;
      const start = at;
      mark.at.push(start);
      let item = flowNode(false);
      if (!next()) refuse();
      if (text.charCodeAt(at) === 58 && typeof item === 'string') {
        // `[text, name: value]`: a mapping of one entry needs no braces in a list.
        at++;
        const single = { [item]: flowNode(false) };
        marks.set(single, { keys: [item], at: [start] });
        item = single;
        if (!next()) refuse();
      }
      out.push(item);
      if (text.charCodeAt(at) === 44) at++;
      else if (text.charCodeAt(at) !== 93) refuse();
    }
    at++;
    flowDepth--;
    return out;
  };

  const flowMapping = (): Json => {
    const out: Record<string, Json> = {};
    const mark = { keys: [] as string[], at: [] as number[] };
    marks.set(out, mark);
    at++;
    flowDepth++;
    for (;;) {
      if (!next()) refuse();
      let code = text.charCodeAt(at);
      if (code === 125) break;
      const start = at;
      const key =
        code === 34 || code === 39 ? quoted() : code === 33 || code === 38 || code === 42 ? refuse() : flowPlain();
      if (key === '__proto__' || key === '<<' || Object.hasOwn(out, key)) refuse();
      if (!next()) refuse();
      code = text.charCodeAt(at);
      let value: Json = null;
      if (code === 58) {
        at++;
        if (!next()) refuse();
        code = text.charCodeAt(at);
        if (code !== 44 && code !== 125) value = flowNode(false);
        if (!next()) refuse();
        code = text.charCodeAt(at);
      }
      out[key] = value;
      mark.keys.push(key);
      mark.at.push(start);
      if (code === 44) at++;
      else if (code !== 125) refuse();
    }
    at++;
    flowDepth--;
    return out;
  };

  const blockScalar = (parent: number): string => {
    const header = /[|>]([+-]?)([1-9]?)([+-]?)[ \t]*(?:#[^\n]*)?\r?(?:\n|$)/y;
    header.lastIndex = at;
    const match = header.exec(text) ?? refuse();
    const folded = text.charCodeAt(at) === 62;
    const chomp = (match[1] || match[3] || '') as '' | '-' | '+';
    at = header.lastIndex;
    let indent = match[2] ? Math.max(parent, 0) + Number(match[2]) : -1;
    const lines: string[] = [];
    lineStart = at;
    while (at < text.length) {
      const end = lineEnd(at);
      let content = at;
      while (text.charCodeAt(content) === 32) content++;
      const empty = content >= end || (text.charCodeAt(content) === 13 && content + 1 === end);
      if (empty) {
        const width = content - at;
        lines.push(indent >= 0 && width > indent ? text.slice(at + indent, content) : '');
      } else {
        const width = content - at;
        if (indent < 0) {
          if (width <= parent) break;
          indent = width;
        }
        if (width < indent) break;
        const stop = text.charCodeAt(end - 1) === 13 ? end - 1 : end;
        lines.push(text.slice(at + indent, stop));
      }
      at = end < text.length ? end + 1 : end;
      lineStart = at;
      if (end === text.length) break;
    }
    // A comment less indented than the text ends it; what follows is not content.
    return blockText(lines, folded, chomp);
  };

  /** Where the plain text on this line ends: at a comment or the line end; `colon` is where a key ends, or -1. */
  const scanLine = (): { readonly stop: number; readonly colon: number } => {
    let colon = -1;
    let stop = at;
    for (; stop < text.length; stop++) {
      const code = text.charCodeAt(stop);
      if (code === 10) break;
      if (code === 58 && isBlank(text.charCodeAt(stop + 1))) {
        colon = stop;
        break;
      }
      if (code === 35 && isBlank(text.charCodeAt(stop - 1))) break;
    }
    return { stop, colon };
  };

  const plainScalar = (parent: number, first: string): string => {
    let out = first;
    for (;;) {
      // `at` stands at the end of the text on its line, or at a comment, which ends the scalar.
      if (text.charCodeAt(at) === 35 || at >= text.length) return out;
      const back = at;
      const backLine = lineStart;
      let blank = -1;
      let content = at;
      for (;;) {
        const code = text.charCodeAt(content);
        if (code === 10) {
          blank++;
          lineStart = content + 1;
        } else if (code === 9) refuse();
        else if (code !== 32 && code !== 13) break;
        content++;
      }
      if (content >= text.length || content - lineStart <= parent || text.charCodeAt(content) === 35) {
        at = back;
        lineStart = backLine;
        return out;
      }
      at = content;
      const { stop, colon } = scanLine();
      if (colon >= 0) refuse();
      out += (blank === 0 ? ' ' : '\n'.repeat(blank)) + text.slice(at, stop).trimEnd();
      at = stop;
    }
  };

  const tagged = (parent: number, inMapping: boolean): Json => {
    const tag = readTag();
    if (!restIsEmpty()) return wrap(tag, node(parent, false, inMapping, true));
    if (!next()) return wrap(tag, '');
    const column = at - lineStart;
    if (column > parent) return wrap(tag, node(parent, true, false, true));
    return wrap(tag, inMapping && column === parent && isDash() ? sequence(column) : '');
  };

  /**
   * The node at the token. `parent` is the column of the collection it stands in, `mayMap` whether it may begin a
   * block mapping here, `raw` whether a plain scalar stays text.
   */
  const node = (parent: number, mayMap: boolean, inMapping: boolean, raw: boolean): Json => {
    const code = text.charCodeAt(at);
    if (code === 45 && isDash()) return mayMap ? sequence(at - lineStart) : refuse();
    if (code === 33) return tagged(parent, inMapping);
    if (code === 124 || code === 62) return blockScalar(parent);
    if (code === 91 || code === 123) {
      const value = flowNode(false);
      return restIsEmpty() ? value : refuse();
    }
    if (code === 34 || code === 39) {
      const start = at;
      const column = at - lineStart;
      const value = quoted();
      if (restIsEmpty()) return value;
      if (!mayMap || text.charCodeAt(at) !== 58) refuse();
      at = start;
      return mapping(column);
    }
    if (code === 38 || code === 42 || code === 37 || code === 64 || code === 96) refuse();
    if ((code === 63 && isBlank(text.charCodeAt(at + 1))) || isFlowEnd(code)) refuse();
    const { stop, colon } = scanLine();
    if (colon >= 0) return mayMap ? mapping(at - lineStart) : refuse();
    const first = text.slice(at, stop).trimEnd();
    at = stop;
    const whole = plainScalar(parent, first);
    return raw ? whole : plainValue(whole);
  };

  const mappingKey = (): string => {
    const code = text.charCodeAt(at);
    if (code === 34 || code === 39) {
      const line = lineStart;
      const key = quoted();
      while (text.charCodeAt(at) === 32) at++;
      if (text.charCodeAt(at) !== 58 || !isBlank(text.charCodeAt(at + 1)) || line !== lineStart) refuse();
      at++;
      return key;
    }
    if (code === 38 || code === 42 || code === 33 || code === 63 || isFlowEnd(code) || isDash()) refuse();
    const { colon } = scanLine();
    if (colon < 0) refuse();
    const key = text.slice(at, colon).trimEnd();
    at = colon + 1;
    return key;
  };

  const mapping = (column: number): Json => {
    const out: Record<string, Json> = {};
    const mark = { keys: [] as string[], at: [] as number[] };
    marks.set(out, mark);
    for (;;) {
      const start = at;
      const key = mappingKey();
      if (key === '__proto__' || key === '<<' || key === '' || Object.hasOwn(out, key)) refuse();
      let value: Json = null;
      if (!restIsEmpty()) value = node(column, false, true, false);
      else if (next()) {
        const inner = at - lineStart;
        if (inner > column) value = node(column, true, false, false);
        else if (inner === column && isDash()) value = sequence(column);
      }
      out[key] = value;
      mark.keys.push(key);
      mark.at.push(start);
      if (!next() || at - lineStart < column) return out;
      if (at - lineStart > column || (column === 0 && text.startsWith('---', at))) refuse();
    }
  };

  const sequence = (column: number): Json => {
    const out: Json[] = [];
    const mark = { keys: [], at: [] as number[] };
    marks.set(out, mark);
    for (;;) {
      const dash = at++;
      const filled = !restIsEmpty() || (next() && at - lineStart > column);
      mark.at.push(filled ? at : dash);
      out.push(filled ? node(column, true, false, false) : null);
      if (!next() || at - lineStart < column) return out;
      if (at - lineStart > column) refuse();
      if (!isDash()) return out;
    }
  };

  try {
    while (text.charCodeAt(at) === 37) at = lineEnd(at) + 1;
    if (next() && text.startsWith('---', at) && isBlank(text.charCodeAt(at + 3))) at += 3;
    if (!next()) return { value: null, marks };
    const value = node(-1, true, false, false);
    if (next()) refuse();
    return { value, marks };
  } catch (thrown) {
    if (thrown === outside || thrown instanceof RangeError) return undefined;
    throw thrown;
  }
};
