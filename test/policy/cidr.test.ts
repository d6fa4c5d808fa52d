import { describe, expect, it } from 'vitest';
import { cidrContains, isPrivate, parseCidr } from '../../shared/policy/cidr.ts';

const contains = (outer: string, inner: string): boolean | undefined => {
  const [a, b] = [parseCidr(outer), parseCidr(inner)];
  return a && b && cidrContains(a, b);
};

describe('an address range', () => {
  it.each<[string, bigint, number, 32 | 128]>([
    ['203.0.113.7', 0xcb007107n, 32, 32],
    ['203.0.113.7/24', 0xcb007100n, 24, 32],
    ['255.255.255.255/0', 0n, 0, 32],
    ['::', 0n, 128, 128],
    ['::1', 1n, 128, 128],
    ['1::', 1n << 112n, 128, 128],
    ['2001:db8::/32', 0x2001_0db8n << 96n, 32, 128],
    ['1:2:3:4:5:6:7:8', 0x0001_0002_0003_0004_0005_0006_0007_0008n, 128, 128],
    ['1::8', (1n << 112n) | 8n, 128, 128],
    ['1:2:3:4:5:6:7::', 0x0001_0002_0003_0004_0005_0006_0007_0000n, 128, 128],
    ['ABCD::', 0xabcdn << 112n, 128, 128],
    ['::ffff:10.1.2.3', 0xffff_0a01_0203n, 128, 128],
    ['1:2:3:4:5:6:10.1.2.3', 0x0001_0002_0003_0004_0005_0006_0a01_0203n, 128, 128],
  ])('%s is read', (text, bits, prefix, size) => {
    expect(parseCidr(text)).toEqual({ bits, prefix, size });
  });

  it.each([
    '',
    'x',
    '/8',
    '10.0.0',
    '10.0.0.0.0',
    '10.0.0.256',
    '10.0.0.1234',
    '10.0.0.x1',
    '10.0.0.1x',
    '10.0.0.',
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/x8',
    '10.0.0.0/8x',
    '10.0.0.0/-1',
    '10.0.0.0/0008',
    '::/129',
    ':',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '1::2::3',
    '1:2:3:4::5:6:7:8',
    '12345::',
    'g::',
    '1g::',
    '::g1',
    '::300.0.0.1',
    '10.0.0.1::',
    '1:2:3:4:5:6:7:10.1.2.3',
  ])('%j is none', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it('holds those that begin as it does, and no others', () => {
    expect(contains('10.0.0.0/8', '10.255.0.0/16')).toBe(true);
    expect(contains('10.0.0.0/8', '10.0.0.0/8')).toBe(true);
    expect(contains('10.0.0.0/8', '10.0.0.0/7')).toBe(false);
    expect(contains('10.0.0.0/16', '10.0.0.0/8')).toBe(false);
    expect(contains('10.0.0.0/8', '11.0.0.0/16')).toBe(false);
    expect(contains('0.0.0.0/0', '255.255.255.255')).toBe(true);
    expect(contains('::/0', '10.0.0.0/8')).toBe(false);
    expect(contains('0.0.0.0/0', '::/0')).toBe(false);
    expect(contains('2001:db8::/32', '2001:db8:1::1')).toBe(true);
    expect(contains('::/64', '0:0:0:0:1::')).toBe(true);
    expect(contains('::/64', '0:0:0:1::')).toBe(false);
  });

  it.each<[string, boolean]>([
    ['10.1.2.3', true],
    ['10.0.0.0/7', false],
    ['172.16.0.0/12', true],
    ['172.32.0.0/16', false],
    ['192.168.255.0/24', true],
    ['192.169.0.0/24', false],
    ['100.64.0.0/10', true],
    ['100.128.0.0/16', false],
    ['169.254.169.254', true],
    ['127.0.0.1', true],
    ['128.0.0.1', false],
    ['fd00::/8', true],
    ['fe80::1', true],
    ['::1', true],
    ['::2', false],
    ['2001:db8::/32', false],
    ['0.0.0.0/0', false],
    ['::/0', false],
  ])('%s is private: %s', (text, expected) => {
    const range = parseCidr(text);
    expect(range && isPrivate(range)).toBe(expected);
  });
});
