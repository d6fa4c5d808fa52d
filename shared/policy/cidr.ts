/** An address range: the bits of its first address, how many of them are fixed, and the length of the family. */
export interface Cidr {
  readonly bits: bigint;
  readonly prefix: number;
  readonly size: 32 | 128;
}

const parseV4 = (text: string): bigint | undefined => {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let bits = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    bits = (bits << 8n) | BigInt(part);
  }
  return bits;
};

/** The groups of half an address; the last may be a dotted one where the address ends with it. */
const groups = (text: string, isEnd: boolean): readonly string[] | undefined => {
  if (text === '') return [];
  const parts = text.split(':');
  const last = parts.at(-1) ?? '';
  if (!last.includes('.')) return parts;
  if (!isEnd) return undefined;
  const v4 = parseV4(last);
  if (v4 === undefined) return undefined;
  return [...parts.slice(0, -1), (v4 >> 16n).toString(16), (v4 & 0xffffn).toString(16)];
};

const parseV6 = (text: string): bigint | undefined => {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const [first = '', second] = halves;
  const head = groups(first, second === undefined);
  const tail = second === undefined ? [] : groups(second, true);
  if (!head || !tail) return undefined;
  const missing = 8 - head.length - tail.length;
  if (second === undefined ? missing !== 0 : missing < 1) return undefined;
  let bits = 0n;
  for (const group of [...head, ...Array<string>(missing).fill('0'), ...tail]) {
    if (!/^[0-9a-f]{1,4}$/i.test(group)) return undefined;
    bits = (bits << 16n) | BigInt(`0x${group}`);
  }
  return bits;
};

/** Reads `203.0.113.0/24`, `2001:db8::/32` or a single address; `undefined` for anything else. */
export const parseCidr = (text: string): Cidr | undefined => {
  const slash = text.indexOf('/');
  const address = slash < 0 ? text : text.slice(0, slash);
  const size = address.includes(':') ? 128 : 32;
  const bits = size === 32 ? parseV4(address) : parseV6(address);
  if (bits === undefined) return undefined;
  const length = slash < 0 ? String(size) : text.slice(slash + 1);
  if (!/^\d{1,3}$/.test(length) || Number(length) > size) return undefined;
  const prefix = Number(length);
  const host = BigInt(size - prefix);
  return { bits: (bits >> host) << host, prefix, size };
};

/** True where every address of `inner` lies in `outer`. */
export const cidrContains = (outer: Cidr, inner: Cidr): boolean =>
  outer.size === inner.size &&
  outer.prefix <= inner.prefix &&
  outer.bits >> BigInt(outer.size - outer.prefix) === inner.bits >> BigInt(outer.size - outer.prefix);

const privateRanges: readonly Cidr[] = [
  '10.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
  '100.64.0.0/10',
  '169.254.0.0/16',
  '127.0.0.0/8',
  'fc00::/7',
  'fe80::/10',
  '::1/128',
].flatMap((range) => parseCidr(range) ?? []);

/** True where no address of the range is one that the internet routes. */
export const isPrivate = (range: Cidr): boolean => privateRanges.some((outer) => cidrContains(outer, range));
