import { describe, expect, it } from 'vitest';
import { noColours } from '../../shared/cli/colours.ts';
import { linesOf } from '../../shared/cli/json-lines-of.ts';
import { judgeLines } from '../../shared/cli/policy-batch.ts';
import { prettyPolicy } from '../../shared/cli/policy-pretty.ts';
import { judgePolicy } from '../../shared/policy/verdict.ts';

const own = '111111111111';
const open = {
  Version: '2012-10-17',
  Statement: { Sid: 's', Effect: 'Allow', Principal: '*', Action: 'sqs:*', Resource: '*' },
};

const judged = async (text: string, pieces = 1) => {
  const size = Math.ceil(text.length / pieces);
  async function* input(): AsyncGenerator<Buffer> {
    const bytes = Buffer.from(text);
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  }
  const lines = [];
  for await (const line of judgeLines(input(), { account: own })) lines.push(line);
  return lines.map(({ line, output, error }) => ({
    line,
    error,
    ...(output !== undefined && { verdict: JSON.parse(output) }),
  }));
};

describe('a batch of policies', () => {
  const cases = [
    { id: 'a', type: 'resource', policy: open },
    {
      id: 2,
      type: 'resource',
      account: own,
      organization: 'o-aaaaaaaaaa',
      trustedAccounts: ['222222222222'],
      resource: 'arn:aws:sqs:eu-west-1:111111111111:ü',
      policy: JSON.stringify(open),
    },
    {
      id: 'identity',
      type: 'identity',
      policy: { Statement: { Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', Resource: '*' } },
    },
  ];
  const text = cases.map((one) => JSON.stringify(one)).join('\n');

  it.each([1, 2, 7, 400])('answers each line in order, however the input is cut (%i pieces)', async (pieces) => {
    const verdicts = (await judged(`\uFEFF${text}\n\n`, pieces)).map(({ verdict }) => verdict);
    expect(verdicts.map(({ id }) => id)).toEqual(['a', 2, 'identity']);
    expect(verdicts.map(({ exposure }) => exposure)).toEqual(['internet', 'internet', 'none']);
    expect(verdicts[2].privilegeEscalation).toMatchObject([
      { path: 'lambda-003', actions: ['lambda:UpdateFunctionCode'], through: ['0'] },
    ]);
  });

  it('has all that the contract promises', async () => {
    const [first] = await judged(text);
    expect(first?.verdict).toMatchObject({
      id: 'a',
      exposure: 'internet',
      statements: [
        {
          sid: 's',
          effect: 'Allow',
          exposure: 'internet',
          principals: ['*'],
          actions: ['sqs:*'],
          narrowedBy: [],
          confusedDeputy: false,
        },
      ],
      admin: false,
      privilegeEscalation: [],
      access: {
        permissions: expect.any(Number),
        read: expect.any(Number),
        list: expect.any(Number),
        write: expect.any(Number),
        tagging: expect.any(Number),
      },
      wildcards: [{ sid: 's', action: 'sqs:*', resource: '*' }],
      problems: [],
    });
  });

  it.each([
    ['no JSON, but an id', '{"id": "x", "policy": {', 'not JSON', 'malformed-line', 'x'],
    ['no policy', '{"id": 7}', 'the case has no policy', 'malformed-case', 7],
    [
      'a type nobody knows',
      '{"id": 7, "type": "bucket", "policy": {}}',
      'type: got "bucket", allowed are resource, identity, trust',
      'malformed-case',
      7,
    ],
    ['a resource that is no text', '{"id": 7, "resource": 1, "policy": {}}', 'resource:', 'malformed-case', 7],
    [
      'an account that is a number',
      '{"id": 7, "account": 111111111111, "policy": {}}',
      'account:',
      'malformed-case',
      7,
    ],
    [
      'trusted accounts that are no list',
      '{"id": 7, "trustedAccounts": "1", "policy": {}}',
      'trustedAccounts:',
      'malformed-case',
      7,
    ],
    [
      'an organization that is a number',
      '{"id": 7, "organization": 1, "policy": {}}',
      'organization:',
      'malformed-case',
      7,
    ],
    ['a policy that is no JSON', '{"id": 7, "policy": "{"}', 'policy: the document is not JSON', 'malformed-json', 7],
  ])('goes on after a line with %s', async (_, line, error, code, id) => {
    const lines = await judged(`${JSON.stringify(cases[0])}\n${line}\n${JSON.stringify(cases[2])}`);
    expect(lines.map((one) => [one.line, one.error === undefined])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(lines[1]?.error).toContain(error);
    expect(lines[1]?.verdict).toMatchObject({
      id,
      exposure: 'unknown',
      problems: [{ code }],
    });
  });

  it('has no verdict for a line without an id', async () => {
    expect(await judged('nothing\n[1]')).toMatchObject(
      [
        { line: 1, error: expect.stringContaining('not JSON') },
        { line: 2, error: expect.stringContaining('the case has no') },
      ].map((line) => ({ line: line.line })),
    );
    expect((await judged('nothing'))[0]).not.toHaveProperty('verdict');
    expect((await judged('7'))[0]?.error).toBe('expected an object with id and policy, got number');
  });

  it('takes what else is known of a function or a bucket', async () => {
    const url = { Statement: { Effect: 'Allow', Principal: '*', Action: 'lambda:InvokeFunctionUrl' } };
    const bucket = {
      Statement: { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::b/*' },
    };
    const text = [
      { id: 1, type: 'resource', functionUrlAuthType: 'NONE', policy: url },
      { id: 2, type: 'resource', functionUrlAuthType: 'AWS_IAM', policy: url },
      { id: 3, type: 'resource', blockPublicAccess: { restrictPublicBuckets: true }, policy: bucket },
      { id: 4, type: 'resource', blockPublicAccess: {}, policy: bucket },
      { id: 5, functionUrlAuthType: 'OPEN', policy: url },
      { id: 6, blockPublicAccess: true, policy: url },
    ].map((one) => JSON.stringify(one));
    expect((await judged(text.join('\n'))).map(({ verdict }) => verdict.exposure)).toEqual([
      'internet',
      'any-aws-account',
      'account',
      'internet',
      'unknown',
      'unknown',
    ]);
  });

  it('takes null for what is not said', async () => {
    const [line] = await judged(
      '{"id":1,"type":"resource","resource":null,"account":null,"trustedAccounts":null,"organization":null,"policy":{"Statement":[]}}',
    );
    expect(line?.error).toBeUndefined();
  });
});

describe('the kind of a policy', () => {
  const type = (statement: object) => judgePolicy({ policy: { Statement: statement } }).type;
  it('is told by its elements where nobody says', () => {
    expect(type({ Effect: 'Allow', Action: 's3:*', Resource: '*' })).toBe('identity');
    expect(type({ Effect: 'Allow', Principal: '*', Action: 's3:*', Resource: '*' })).toBe('resource');
    expect(type({ Effect: 'Allow', NotPrincipal: { AWS: own }, Action: 's3:*', Resource: '*' })).toBe('resource');
    expect(type({ Effect: 'Allow', Principal: '*', Action: ['sts:AssumeRole', 'sts:TagSession'] })).toBe('trust');
  });
});

describe('the readable form', () => {
  const text = JSON.stringify(
    {
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 's',
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'lambda:InvokeFunction',
          Resource: '*',
          Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' } },
        },
        { Effect: 'Deny', Principal: '*', Action: 'lambda:Nothing', Resource: '*' },
      ],
    },
    undefined,
    2,
  );

  it('marks the lines that decide', () => {
    const lines = prettyPolicy(judgePolicy({ policy: text, account: own }), text, noColours).split('\n');
    const below = (mark: string) => lines[lines.findIndex((line) => line.includes(mark)) + 1];
    expect(lines[0]).toContain('resource policy  account');
    expect(lines).toContain('a service can be made to call on behalf of strangers');
    expect(below('"Principal": {')).toContain("▲ account: open to the owner's account");
    expect(below('"aws:SourceArn"')).toContain('aws:SourceArn does not narrow: the ARN of a bucket carries no account');
    expect(below('"lambda:Nothing"')).toContain('[unknown-action]');
    expect(lines.some((line) => line.includes('confused deputy: the ARN of the bucket b carries no account'))).toBe(
      true,
    );
  });

  it('says what an identity policy comes to', () => {
    const policy = JSON.stringify(
      [{ Sid: 'code', Effect: 'Allow', Action: ['lambda:UpdateFunctionCode', 's3:GetObject'], Resource: '*' }],
      undefined,
      2,
    );
    const shown = prettyPolicy(judgePolicy({ policy }), policy, noColours);
    expect(shown).toContain('identity policy  no administrator');
    expect(shown).toContain('1 path of privilege escalation');
    expect(shown).toContain('privilege escalation: lambda-003 (replace the code of a function)');
    expect(shown).toContain('stored data  s3:GetObject');
    const named = JSON.stringify(
      {
        Statement: {
          Effect: 'Allow',
          Action: 'lambda:UpdateFunctionCode',
          Resource: 'arn:aws:lambda:eu-west-1:1:function:f',
        },
      },
      undefined,
      2,
    );
    expect(prettyPolicy(judgePolicy({ policy: named }), named, noColours)).toContain(
      'as powerful as arn:aws:lambda:eu-west-1:1:function:f (lambda-003)',
    );
  });

  it('finds each value in the text', () => {
    const spans = linesOf('{\n "a": [1,\n  {"b": "x\\"]"}\n ],\n "c": {}\n}');
    expect(Object.fromEntries(spans)).toEqual({
      '': { from: 1, to: 6 },
      a: { from: 2, to: 4 },
      'a[0]': { from: 2, to: 2 },
      'a[1]': { from: 3, to: 3 },
      'a[1].b': { from: 3, to: 3 },
      c: { from: 5, to: 5 },
    });
    expect(linesOf('{"a": tr').get('a')).toEqual({ from: 1, to: 1 });
  });
});
