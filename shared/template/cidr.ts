/**
 * The subnets `Fn::Cidr` makes of an IPv4 block: `count` of them, each with `bits` host bits. `undefined` for what it
 * can not make (IPv6 included).
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-cidr.html
 */
export const cidrBlocks = (block: string, count: number, bits: number): readonly string[] | undefined => {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(block);
  if (!match || !(count >= 1 && count <= 256) || !(bits >= 1 && bits <= 32)) return undefined;
  const [a = 0, b = 0, c = 0, d = 0, prefix = 0] = match.slice(1).map(Number);
  const size = 2 ** bits;
  const host = 2 ** (32 - prefix);
  if (prefix > 32 || size * count > host) return undefined;
  const address = ((a * 256 + b) * 256 + c) * 256 + d;
  const start = address - (address % host);
  return Array.from({ length: count }, (_, index) => {
    const at = start + index * size;
    return `${[24, 16, 8, 0].map((shift) => Math.floor(at / 2 ** shift) % 256).join('.')}/${32 - bits}`;
  });
};
