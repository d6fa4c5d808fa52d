import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { longForm } from '../../shared/template/tags.ts';
import { readYaml } from '../../shared/template/yaml.ts';
import { readAnyYaml } from '../../shared/template/yaml-general.ts';
import { sharedData } from '../support/data.ts';

const fast = (text: string) => readYaml(text, longForm)?.value;
const general = (text: string) => {
  const read = readAnyYaml(text, longForm);
  return 'value' in read ? read.value : undefined;
};

const same = [
  ['block and flow collections', 'a: [1, {b: c}, "d"]\ne:\n- f\n- - g\n  - h: i\n    j: k\n'],
  [
    'every scalar style',
    'a: plain text\nb: "esc\\t\\u00e9 \\"q\\""\nc: \'it\'\'s\'\nd: |\n  one\n   two\n\n  three\ne: >-\n  one\n  two\n\n  three\n',
  ],
  ['block scalars that keep and strip line ends', 'a: |+\n  x\n\nb: |-\n  x\n\nc: >\n  x\n   y\n  z\n\nd: 1\n'],
  ['scalars over several lines', 'a: one\n  two\n\n  three\nb: "one\n  two \\\n  three"\nc: \'one\n\n  two\'\n'],
  ['comments and blank lines', '# first\na: 1 # one\n\n# two\nb: c#d\ne:\n  # inner\n  f: g\n'],
  [
    'short forms',
    'a: !Ref B\nc: !GetAtt D.E.F\ng: !Sub\n  - "${x}"\n  - x: !Join ["", [a, !Ref b]]\nh: !If [c, !Ref "AWS::NoValue", 1]\n',
  ],
  ['a pair in a list', "a: !Sub ['${b}', b: c]\n"],
  [
    'account ids and versions',
    'a: 012345678901\nb: 123456789012\nc: 2012-10-17\nd: 1.0\ne: true\nf: ~\ng: yes\nh: 99999999999999999999\n',
  ],
  ['a document marker and a directive', '%YAML 1.1\n---\na: b\n'],
  ['JSON', '{"a": [1, 2, {"b": null}], "c": "d\\n", "e": {}}'],
] as const;

it.each(same)('reads %s as a general parser does', (_, text) => {
  const value = fast(text);
  expect(value).toBeDefined();
  expect(value).toEqual(general(text));
});

const left = [
  ['anchors and aliases', 'a: &x {b: c}\nd: *x\n', { a: { b: 'c' }, d: { b: 'c' } }],
  ['merged mappings', 'a: &x {b: c, d: e}\nf:\n  <<: *x\n  d: g\n', { a: { b: 'c', d: 'e' }, f: { b: 'c', d: 'g' } }],
  ['a repeated key, of which the last counts', 'a: 1\na: 2\n', { a: 2 }],
] as const;

it.each(left)('leaves %s to the general parser', (_, text, value) => {
  expect(readYaml(text, longForm)).toBeUndefined();
  expect(general(text)).toEqual(value);
});

it('does not expand a handful of aliases into billions of nodes', () => {
  const lines = ['a0: &a0 [x]'];
  for (let level = 1; level < 30; level++) lines.push(`a${level}: &a${level} [${`*a${level - 1}, `.repeat(9)}]`);
  expect(readAnyYaml(lines.join('\n'), longForm)).toMatchObject({ problem: { message: 'more than 1000 aliases' } });
});

const broken = ['a: [1, 2\n', 'a: b: c\n', 'a: "b\n', 'a:\n  b: 1\n c: 2\n', '- a\nb: c\n', 'a: }\n'];

it.each(broken)('refuses %j, and the general parser says why', (text) => {
  expect(readYaml(text, longForm)).toBeUndefined();
  expect(readAnyYaml(text, longForm)).toHaveProperty('problem');
});

const folder = sharedData('iac-aws-cfn-templates-2025', 'templates');

it.skipIf(folder === undefined)('reads real templates as a general parser does', () => {
  const names = readdirSync(folder ?? '', { recursive: true }).map(String);
  let read = 0;
  for (const name of names.filter((one) => /\.ya?ml$/.test(one))) {
    const text = readFileSync(join(folder ?? '', name), 'utf8');
    const value = fast(text);
    if (value === undefined) continue;
    read++;
    expect(value, name).toEqual(general(text));
  }
  expect(read).toBeGreaterThan(100);
});
