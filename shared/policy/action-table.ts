import { brotliDecompressSync } from 'node:zlib';
import { packedActions } from './actions.generated.ts';

/** Access levels, in the order of the numbers that the tables keep. */
export const accessLevels = ['read', 'list', 'write', 'permissions', 'tagging'] as const;
export type AccessLevel = (typeof accessLevels)[number];

/** The actions of one service, sorted by name in lower case. */
export interface ServiceActions {
  readonly prefix: string;
  readonly names: readonly string[];
  /** `names` in lower case. */
  readonly keys: readonly string[];
  readonly index: ReadonlyMap<string, number>;
  /** Per action, the place of its level in `accessLevels`. */
  readonly levels: Uint8Array;
  /** Number of actions per level. */
  readonly counts: readonly number[];
}

const unpack = (line: string): ServiceActions => {
  const [prefix = '', ...byLevel] = line.split(' ');
  const entries: { key: string; name: string; level: number }[] = [];
  const counts: number[] = [];
  byLevel.forEach((list, level) => {
    const names = list === '' ? [] : list.split(',');
    counts.push(names.length);
    for (const name of names) entries.push({ key: name.toLowerCase(), name, level });
  });
  entries.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return {
    prefix,
    names: entries.map(({ name }) => name),
    keys: entries.map(({ key }) => key),
    index: new Map(entries.map(({ key }, place) => [key, place])),
    levels: Uint8Array.from(entries, ({ level }) => level),
    counts,
  };
};

let lines: Map<string, string> | undefined;
const unpacked = new Map<string, ServiceActions>();

/** The table is unpacked on first use, and each service only when it is asked for: most runs need a few of them. */
const table = (): Map<string, string> => {
  if (lines) return lines;
  const text = brotliDecompressSync(Buffer.from(packedActions(), 'base64')).toString('latin1');
  lines = new Map(text.split('\n').map((line) => [line.slice(0, line.indexOf(' ')), line]));
  return lines;
};

/** Service prefixes (`lambda`, `s3`), sorted. */
export const servicePrefixes = (): Iterable<string> => table().keys();

/** The actions of a service by its prefix in lower case. */
export const serviceActions = (prefix: string): ServiceActions | undefined => {
  const kept = unpacked.get(prefix);
  if (kept) return kept;
  const line = table().get(prefix);
  if (line === undefined) return undefined;
  const actions = unpack(line);
  unpacked.set(prefix, actions);
  return actions;
};
