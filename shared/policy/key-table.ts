import { brotliDecompressSync } from 'node:zlib';
import { serviceActions } from './action-table.ts';
import { packedKeys } from './keys.generated.ts';
import { hasWildcard, wildcardMatch } from './pattern.ts';

/** What the values of a key are, as AWS documents it. */
export type KeyType = 'String' | 'ARN' | 'Numeric' | 'Bool' | 'Date' | 'IPAddress';

/** One condition key; one with a variable part (`aws:RequestTag/${TagKey}`) stands for all of its kind. */
export interface ConditionKey {
  /** As AWS writes it. */
  readonly key: string;
  /** In lower case, with a wildcard for its variable part. */
  readonly pattern: string;
  readonly type: KeyType;
  /** A request may carry several values of it. */
  readonly isList: boolean;
}

interface ServiceKeys {
  readonly keys: readonly ConditionKey[];
  /** Places of the keys that each action carries, by the place of the action in its service. */
  readonly byAction: readonly (readonly number[])[];
}

const keyOf = (text: string): ConditionKey => {
  const place = text.lastIndexOf('=');
  const [key, type] = [text.slice(0, place), text.slice(place + 1)];
  return {
    key,
    // AWS's documents write the variable part in three ways.
    pattern: key.replace(/\$\{[^}]*\}|<key>$|tag-key$/g, '*').toLowerCase(),
    type: type.replace('ArrayOf', '') as KeyType,
    isList: type.startsWith('ArrayOf'),
  };
};

const words = (text: string): readonly string[] => (text === '' ? [] : text.split(' '));

const unpack = (line: string): ServiceKeys => {
  const [, keys = '', groups = '', actions = ''] = line.split('|');
  const places = groups.split(' ').map((group) => (group === '' ? [] : group.split(',').map(Number)));
  return { keys: words(keys).map(keyOf), byAction: words(actions).map((group) => places[Number(group)] ?? []) };
};

let lines: Map<string, string> | undefined;
const unpacked = new Map<string, ServiceKeys>();

const keysOf = (service: string): ServiceKeys | undefined => {
  const kept = unpacked.get(service);
  if (kept) return kept;
  lines ??= new Map(
    brotliDecompressSync(Buffer.from(packedKeys(), 'base64'))
      .toString('latin1')
      .split('\n')
      .map((line) => [line.slice(0, line.indexOf('|')), line]),
  );
  const line = lines.get(service);
  if (line === undefined) return undefined;
  const keys = unpack(line);
  unpacked.set(service, keys);
  return keys;
};

const fits = ({ pattern }: ConditionKey, name: string): boolean =>
  hasWildcard(pattern) ? wildcardMatch(pattern, name) : pattern === name;

const serviceOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')));

/** The keys that `name` may be one of: the global ones and those of the service that it is called after. */
export const keysLike = (name: string): readonly ConditionKey[] => [
  ...(keysOf('*')?.keys ?? []),
  ...(keysOf(serviceOf(name))?.keys ?? []),
];

const found = new Map<string, ConditionKey | undefined>();

/** The condition key called `name` (in lower case), global or of its service. */
export const conditionKey = (name: string): ConditionKey | undefined => {
  if (found.has(name)) return found.get(name);
  const key = keysLike(name).find((each) => fits(each, name));
  // The keys of real documents are few; the bound keeps hostile input from growing the table.
  if (found.size < 10_000) found.set(name, key);
  return key;
};

/**
 * Whether an action of a key's service carries the key; `undefined` where the action is of another service or the key is
 * not one of the service's own. `place` is the action's in `serviceActions`.
 */
export const carriesKey = (service: string, place: number, name: string): boolean | undefined => {
  const own = keysOf(service);
  const at = own?.keys.findIndex((key) => fits(key, name)) ?? -1;
  if (!own || at < 0 || serviceActions(service) === undefined) return undefined;
  if (keysOf('*')?.keys.some((key) => fits(key, name))) return undefined;
  return own.byAction[place]?.includes(at) ?? false;
};
