import { expect, it } from 'vitest';
import { resolveText } from '../../shared/template/resolve.ts';

const worldsOf = (conditions: string, parameters: string, given = {}) => {
  const text = `
Parameters:
${parameters}
Conditions:
${conditions}
Resources:
  Always: {Type: T, Properties: {Value: !If [First, yes, no]}}
  Sometimes: {Type: T, Condition: First}
`;
  const { stacks, problems } = resolveText('t.yaml', text, { parameters: given });
  expect(problems).toEqual([]);
  return stacks.map(({ branches, resources }) => ({
    branches: branches.map(({ condition, holds }) => `${condition}=${holds}`).join(),
    ids: resources.map(({ logicalId }) => logicalId).join(),
    value: resources[0]?.properties['Value'],
  }));
};

it('has both worlds when a default could be another value, the default first', () => {
  const worlds = worldsOf('  First: !Equals [!Ref P, a]', '  P: {Type: String, Default: a}');
  expect(worlds.map(({ branches }) => branches)).toEqual(['First=true', 'First=false']);
});

it('has one world when a default is to decide', () => {
  const text = `
Parameters: {P: {Type: String, Default: a}}
Conditions: {First: !Equals [!Ref P, a]}
Resources: {Sometimes: {Type: T, Condition: First}}
`;
  const { stacks } = resolveText('t.yaml', text, { defaultsDecide: true });
  expect(stacks.map(({ resources }) => resources.length)).toEqual([1]);
});

it('has one world when nothing that is judged hangs on the condition', () => {
  const text = `
Parameters: {P: {Type: String}}
Conditions: {First: !Equals [!Ref P, a]}
Resources: {Sometimes: {Type: T, Condition: First}, Always: {Type: U}}
`;
  expect(resolveText('t.yaml', text, { judgedTypes: new Set(['U']) }).stacks).toHaveLength(1);
  expect(resolveText('t.yaml', text, { judgedTypes: new Set(['T']) }).stacks).toHaveLength(2);
});

it('has both worlds when nothing decides, and names the branch', () => {
  const worlds = worldsOf('  First: !Equals [!Ref P, a]', '  P: {Type: String}');
  expect(worlds).toHaveLength(2);
  expect(worlds).toContainEqual({ branches: 'First=true', ids: 'Always,Sometimes', value: 'yes' });
  expect(worlds).toContainEqual({ branches: 'First=false', ids: 'Always', value: 'no' });
});

it('has one world again when the value is given', () => {
  expect(worldsOf('  First: !Equals [!Ref P, a]', '  P: {Type: String}', { P: 'b' })).toHaveLength(1);
});

it('never lets two conditions on one value disagree', () => {
  const both = '  First: !Equals [!Ref P, a]\n  Second: !Equals [!Ref P, b]';
  const names = worldsOf(both, '  P: {Type: String}').map(({ branches }) => branches);
  expect(names.sort()).toEqual(['First=false,Second=false', 'First=false,Second=true', 'First=true,Second=false']);
});

it('knows no value beyond the allowed ones', () => {
  const both = '  First: !Equals [!Ref P, a]\n  Second: !Not [{Condition: First}]';
  const names = worldsOf(both, '  P: {Type: String, AllowedValues: [a, b]}').map(({ branches }) => branches);
  expect(names.sort()).toEqual(['First=false,Second=true', 'First=true,Second=false']);
});

it('sees every branch of many unknowns without trying all of their combinations', () => {
  const ids = Array.from({ length: 12 }, (_, index) => `P${index}`);
  const conditions = ['  First: !Equals [!Ref P0, x]', ...ids.map((id) => `  C${id}: !Equals [!Ref ${id}, x]`)].join(
    '\n',
  );
  const worlds = worldsOf(conditions, ids.map((id) => `  ${id}: {Type: String}`).join('\n'));
  expect(worlds.length).toBeLessThanOrEqual(16);
  for (const id of ids) {
    expect(
      worlds.some(({ branches }) => branches.includes(`C${id}=true`)),
      id,
    ).toBe(true);
    expect(
      worlds.some(({ branches }) => branches.includes(`C${id}=false`)),
      id,
    ).toBe(true);
  }
});
