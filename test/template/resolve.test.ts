import { describe, expect, it } from 'vitest';
import type { Json } from '../../shared/json.ts';
import type { TemplateContext } from '../../shared/template/parameters.ts';
import { resolveText } from '../../shared/template/resolve.ts';
import { problemsOf, resourceOf, stackOf } from './template-text.ts';

const header = `
Parameters:
  Stage: {Type: String, Default: prod}
  Names: {Type: CommaDelimitedList, Default: 'a, b,c'}
  Open: {Type: String}
  Latest: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /some/name}
Mappings:
  Sizes: {prod: {memory: 512}, dev: {memory: 128}}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
Resources:
  Queue: {Type: 'AWS::SQS::Queue'}
  Subject:
    Type: AWS::SNS::Topic
    Properties:
      Value: `;

const valueFor = (expression: string, context: TemplateContext = {}): Json | undefined =>
  resourceOf(stackOf(header + expression, context), 'Subject').properties['Value'];

const known: readonly (readonly [string, Json | undefined])[] = [
  ['!Ref Stage', 'prod'],
  ['!Ref Names', ['a', 'b', 'c']],
  ['!Sub "${Stage}-x-${!Literal}"', 'prod-x-${Literal}'],
  ['!Sub ["${a}/${Stage}", {a: !Ref Stage}]', 'prod/prod'],
  ['!Join ["-", [a, !Ref Stage, 1]]', 'a-prod-1'],
  ['!Select [1, !Split [":", "a:b:c"]]', 'b'],
  ['!Select [2, !Ref Names]', 'c'],
  ['!FindInMap [Sizes, !Ref Stage, memory]', 512],
  ['!FindInMap [Sizes, none, memory, {DefaultValue: 1}]', 1],
  ['!If [IsProd, yes, no]', 'yes'],
  ['!If [IsProd, !Ref "AWS::NoValue", no]', undefined],
  ['[a, !If [IsProd, !Ref "AWS::NoValue", no], b]', ['a', 'b']],
  ['!Base64 text', 'dGV4dA=='],
  ['!Cidr [10.0.0.0/16, 2, 8]', ['10.0.0.0/24', '10.0.1.0/24']],
  ['{"Fn::ToJsonString": {a: !Ref Stage}}', '{"a":"prod"}'],
  ['{"Fn::Length": !Ref Names}', 3],
];

it.each(known)('resolves %s', (expression, value) => {
  expect(valueFor(expression)).toEqual(value);
});

const reference = { $symbol: 'reference', logicalId: 'Queue', attribute: 'Arn' };

const unknown: readonly (readonly [string, Json])[] = [
  ['!Ref Open', { $symbol: 'parameter', name: 'Open' }],
  ['!Ref Latest', { $symbol: 'parameter', name: 'Latest' }],
  ['!Ref AWS::AccountId', { $symbol: 'pseudo', name: 'AWS::AccountId' }],
  ['!Ref Queue', { $symbol: 'reference', logicalId: 'Queue', attribute: '' }],
  ['!GetAtt Queue.Arn', reference],
  ['!Sub "${Queue.Arn}/x"', { $symbol: 'text', parts: [reference, '/x'] }],
  ['!Join ["", [!GetAtt Queue.Arn, /x]]', { $symbol: 'text', parts: [reference, '/x'] }],
  ['!ImportValue other', { $symbol: 'import', name: 'other' }],
  ['!GetAZs ""', { $symbol: 'call', function: 'Fn::GetAZs', argument: '' }],
  [
    '!Select [0, !GetAZs ""]',
    {
      $symbol: 'call',
      function: 'Fn::Select',
      argument: [0, { $symbol: 'call', function: 'Fn::GetAZs', argument: '' }],
    },
  ],
  ['{"Fn::ToJsonString": {a: !GetAtt Queue.Arn}}', { $symbol: 'text', parts: ['{"a":"', reference, '"}'] }],
];

it.each(unknown)('keeps %s as what it stands for', (expression, value) => {
  expect(valueFor(expression)).toEqual(value);
});

it('fills in what the context says', () => {
  const context = { account: '123456789012', region: 'cn-north-1', stackName: 'shop', parameters: { Open: 'x' } };
  expect(valueFor('!Sub "${AWS::Partition}:${AWS::Region}:${AWS::AccountId}:${AWS::StackName}:${Open}"', context)).toBe(
    'aws-cn:cn-north-1:123456789012:shop:x',
  );
  expect(valueFor('!ImportValue other', { exports: new Map([['other', 'there']]) })).toBe('there');
});

describe('what is wrong is said at its place', () => {
  const broken: readonly (readonly [string, string, string])[] = [
    ['no resources', 'Description: x\n', 'error 1:1 the template has no Resources, which every template needs'],
    ['a list as template', '- a\n', 'error 1:1 the template is a list, allowed is a mapping with Resources'],
    [
      'text that is no YAML',
      'Resources:\n  A: [\n',
      'error 3:1 flow sequence in block collection must be sufficiently indented and end with a ]',
    ],
    [
      'a resource without type',
      'Resources:\n  A:\n    Properties: {}\n',
      'error 2:3 resource A has nothing as Type, allowed is the name of a resource type',
    ],
    [
      'an unknown name',
      'Resources:\n  A:\n    Type: B\n    Properties:\n      C: !Ref Nowhere\n',
      'warning 5:7 Ref "Nowhere" is not defined, allowed are parameters, pseudo parameters and resources',
    ],
    [
      'an unknown section',
      'Parameter: {}\nResources:\n  A: {Type: B}\n',
      'error 1:1 the template has a section Parameter, allowed are',
    ],
    [
      'a condition that depends on itself',
      'Conditions:\n  A: !Not [{Condition: A}]\nResources:\n  B: {Type: C}\n',
      'error 2:3 condition A depends on itself',
    ],
    [
      'an index beyond the list',
      'Resources:\n  A:\n    Type: B\n    Properties:\n      C: !Select [3, [a]]\n',
      'error 5:7 Fn::Select is given a list, allowed is an index below 1',
    ],
  ];

  it.each(broken)('%s', (_, text, message) => {
    expect(problemsOf(text)[0]).toContain(message);
  });
});

it('finds the place of a property in YAML and in JSON', () => {
  const yaml = stackOf('Resources:\n  A:\n    Type: B\n    Properties:\n      List:\n        - x: 1\n        - y: 2\n');
  expect(yaml.locate('A', ['Properties', 'List', 1, 'y'])).toEqual({ file: 'template.yaml', line: 7, column: 11 });
  const json = stackOf('{\n "Resources": {\n  "A": {"Type": "B",\n   "Properties": {"C": {"D": 1}}}}}');
  expect(json.locate('A', ['Properties', 'C', 'D'])).toMatchObject({ line: 4, column: 25 });
  expect(json.locate('A', ['Properties', 'Nowhere'])).toMatchObject({ line: 4, column: 4 });
});

it('writes out loops', () => {
  const text = `
Transform: AWS::LanguageExtensions
Parameters:
  Names: {Type: CommaDelimitedList, Default: 'Orders,Bills'}
Resources:
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - Topic\${Name}:
        Type: AWS::SNS::Topic
        Properties: {TopicName: !Ref Name, DisplayName: !Sub 'the \${Name}'}
`;
  const stack = stackOf(text);
  expect(stack.resources.map(({ logicalId }) => logicalId)).toEqual(['TopicOrders', 'TopicBills']);
  expect(resourceOf(stack, 'TopicBills').properties).toEqual({ TopicName: 'Bills', DisplayName: 'the Bills' });
  expect(stack.locate('TopicBills', ['Properties'])).toMatchObject({ line: 6 });
});

it('writes out loops over what a mapping holds', () => {
  const text = `
Mappings: {Topics: {shop: {Names: [Orders]}}}
Resources:
  Fn::ForEach::Topics:
    - Name
    - !FindInMap [Topics, shop, Names]
    - Topic\${Name}: {Type: 'AWS::SNS::Topic'}
`;
  expect(stackOf(text).resources.map(({ logicalId }) => logicalId)).toEqual(['TopicOrders']);
});

it('writes out a loop over what is not known once, with the value open', () => {
  const text = `
Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  Fn::ForEach::Topics:
    - Name
    - !Ref Names
    - Topic\${Name}:
        Type: AWS::SNS::Topic
        Properties: {TopicName: !Ref Name, DisplayName: 'the \${Name}'}
      Policy\${Name}:
        Type: AWS::SNS::TopicPolicy
        Properties: {Topics: [!Ref 'Topic\${Name}']}
`;
  const { stacks, problems } = resolveText('template.yaml', text, {});
  const name = { $symbol: 'parameter', name: 'Name' };
  expect(stacks[0]?.resources.map(({ logicalId, properties }) => ({ logicalId, properties }))).toEqual([
    {
      logicalId: 'TopicName',
      properties: { TopicName: name, DisplayName: { $symbol: 'text', parts: ['the ', name] } },
    },
    {
      logicalId: 'PolicyName',
      properties: { Topics: [{ $symbol: 'reference', logicalId: 'TopicName', attribute: '' }] },
    },
  ]);
  expect(problems).toMatchObject([{ severity: 'warning', line: 4 }]);
});

it('says which macros it does not run', () => {
  const text = `
Transform: [Company]
Resources:
  Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/x.yaml'}}
  A:
    Type: AWS::SNS::Topic
    Properties:
      Fn::Transform: {Name: 'AWS::Include', Parameters: {Location: 's3://b/y.yaml'}}
      TopicName: a
`;
  expect(problemsOf(text)).toEqual([
    'warning 4:3 Fn::Transform is not run here: what it makes is not judged',
    'warning 2:1 the macro Company is not run here: judged as written',
    'warning 8:7 Fn::Transform is not run here: what it makes is not judged',
  ]);
});

it('leaves out the modules of Rain, and says so', () => {
  const text = `
Resources:
  Site: {Type: !Rain::Module ./site.yml}
  A: {Type: 'AWS::SNS::Topic', Properties: {TopicName: !Rain::Embed name.txt}}
`;
  const { stacks, problems } = resolveText('template.yaml', text, {});
  expect(problems).toMatchObject([{ severity: 'warning', line: 3 }]);
  expect(stacks[0]?.resources[0]?.properties['TopicName']).toMatchObject({ $symbol: 'call' });
});

it('takes an object that only looks like what stands for an unknown value as it is written', () => {
  const value = { $symbol: 'text' };
  expect(valueFor('{$symbol: text}')).toEqual(value);
});
