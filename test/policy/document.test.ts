import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { managedPolicy, managedPolicyNames } from '../../shared/policy/managed.ts';
import { parsePrincipal } from '../../shared/policy/principal.ts';

const statement = { Sid: 'one', Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
const document = { Version: '2012-10-17', Id: 'id', Statement: [statement] };
const codes = (input: unknown) => parsePolicy(input).problems.map(({ path, code }) => `${path} ${code}`);
const of = (parts: object) => ({ Version: '2012-10-17', Statement: [{ ...statement, ...parts }] });

describe('a policy document', () => {
  const expected = parsePolicy(document);

  it('is read with its version, id and statements', () => {
    expect(expected).toEqual({
      version: '2012-10-17',
      id: 'id',
      problems: [],
      statements: [
        { index: 0, sid: 'one', effect: 'Allow', actions: ['s3:GetObject'], resources: ['*'], conditions: [] },
      ],
    });
  });

  it.each([
    ['JSON', JSON.stringify(document)],
    ['JSON with space around', `\n ${JSON.stringify(document, undefined, 2)}\n`],
    ['URL-encoded JSON', encodeURIComponent(JSON.stringify(document))],
    ['JSON in JSON', JSON.stringify(JSON.stringify(document))],
    ['a statement that is no list', { ...document, Statement: statement }],
    ['the answer of lambda get-policy', { Policy: JSON.stringify(document), RevisionId: 'x' }],
    ['the answer of iam get-role-policy', { RoleName: 'r', PolicyDocument: document }],
    ['the answer of iam get-policy-version', { PolicyVersion: { Document: document, VersionId: 'v1' } }],
    ['the answer of iam get-role', { Role: { RoleName: 'r', AssumeRolePolicyDocument: document } }],
    ['the answer of sqs get-queue-attributes', { Attributes: { Policy: JSON.stringify(document) } }],
    ['the answer of secretsmanager get-resource-policy', { Name: 'n', ResourcePolicy: JSON.stringify(document) }],
    ['the answer of ecr get-repository-policy', { repositoryName: 'r', policyText: JSON.stringify(document) }],
    ['the answer of apigateway get-rest-api', { id: 'a', policy: JSON.stringify(document) }],
    ['JSON that is URL-encoded twice', encodeURIComponent(encodeURIComponent(JSON.stringify(document)))],
    ['a policy that was read before', expected],
    ['a policy that was read before and stored', JSON.stringify(expected)],
  ])('is the same from %s', (_, input) => {
    expect(parsePolicy(input)).toEqual(expected);
  });

  it('may be a bare statement or a list of them', () => {
    expect(parsePolicy(statement).statements).toEqual(expected.statements);
    expect(parsePolicy([statement]).statements).toEqual(expected.statements);
    expect(parsePolicy(statement).problems).toEqual([]);
  });

  it('may be wrapped six times, and no oftener', () => {
    let wrapped: unknown = document;
    for (let times = 0; times < 6; times++) wrapped = { Policy: wrapped };
    expect(parsePolicy(wrapped)).toEqual(expected);
    expect(parsePolicy({ Policy: wrapped }).problems).toEqual([
      { path: '', code: 'malformed-json', message: 'the document is wrapped too often to be a policy' },
    ]);
  });

  it('names what it got instead of a policy', () => {
    const message = (input: unknown) => parsePolicy(input).problems[0]?.message;
    expect(message(null)).toBe('a policy is a JSON object, got null');
    expect(message(7)).toBe('a policy is a JSON object, got number');
    expect(message('7')).toBe('a policy is a JSON object, got number');
    expect(message('{"Statement": [}')).toContain('the document is not JSON: ');
    expect(message('%7B%')).toBe('the document is URL-encoded, but not validly');
  });

  it('may be written in the wrong case, as a problem', () => {
    const { statements, problems } = parsePolicy({ statement: [{ effect: 'Deny', ACTION: 's3:*', Resource: '*' }] });
    expect(statements).toMatchObject([{ effect: 'Deny', actions: ['s3:*'] }]);
    expect(problems.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'statement element-case',
      'Statement[0].effect element-case',
      'Statement[0].ACTION element-case',
    ]);
    expect(parsePolicy({ Statement: [], statement: [statement] }).statements).toEqual([]);
    expect(parsePolicy({ Statement: [{ ...statement, action: 's3:PutObject' }] }).statements[0]?.actions).toEqual([
      's3:GetObject',
    ]);
  });

  it('is a single statement by its effect or by its action', () => {
    expect(parsePolicy({ Effect: 'Deny' }).statements).toMatchObject([{ index: 0, effect: 'Deny' }]);
    expect(codes({ Effect: 'Deny' })).toEqual([' missing-action']);
    expect(codes({ Action: 's3:*' })).toEqual(['.Effect missing-effect']);
    expect(codes([{ Effect: 'Deny' }])).toEqual(['[0] missing-action']);
    expect(codes({ Statement: { Effect: 'Deny' } })).toEqual(['Statement missing-action']);
    expect(codes({ Statement: null })).toEqual(['Statement missing-statement']);
  });

  it('keeps a value of a template as one that nobody can resolve', () => {
    const principal = (value: unknown) => parsePolicy(of({ Principal: value })).statements[0]?.principals;
    expect(principal({ Ref: 'X' })).toEqual([{ kind: 'unknown', value: `\${{"Ref":"X"}}` }]);
    expect(principal({ 'Fn::GetAtt': ['X', 'Arn'] })).toMatchObject([{ kind: 'unknown' }]);
    expect(principal({ AWS: { Ref: 'X' } })).toEqual([{ kind: 'unknown', value: `\${{"Ref":"X"}}` }]);
    expect(principal(undefined)).toBeUndefined();
    expect(parsePolicy(of({ Action: { Ref: 'X' } })).statements[0]?.actions).toEqual([`\${{"Ref":"X"}}`]);
    expect(parsePolicy(of({ Action: [null] })).problems[0]).toEqual({
      path: 'Statement[0].Action[0]',
      code: 'unresolved-value',
      message: 'expected text, got null',
    });
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['text that is no JSON', 'not json'],
    ['text that is badly encoded', '%7B%'],
    ['wrapped without end', '"\\"\\\\\\"x\\\\\\"\\""'],
  ])('that is %s is a problem, not an exception', (_, input) => {
    expect(parsePolicy(input).statements).toEqual([]);
    expect(codes(input)).toEqual([' malformed-json']);
  });

  it.each([
    ['no statement', { Version: '2012-10-17' }, ['Statement missing-statement']],
    ['a version nobody knows', { ...document, Version: '2012-10-18' }, ['Version invalid-version']],
    ['an element nobody knows', { ...document, Extra: 1 }, ['Extra unknown-element']],
    ['a statement that is text', { ...document, Statement: ['x'] }, ['Statement[0] malformed-statement']],
    ['no effect', of({ Effect: undefined }), ['Statement[0].Effect missing-effect']],
    ['an effect nobody knows', of({ Effect: 'allow' }), ['Statement[0].Effect invalid-effect']],
    ['no action', of({ Action: undefined }), ['Statement[0] missing-action']],
    ['Action and NotAction', of({ NotAction: 'x' }), ['Statement[0] contradicting-elements']],
    ['Resource and NotResource', of({ NotResource: 'x' }), ['Statement[0] contradicting-elements']],
    ['an empty list', of({ Action: [] }), ['Statement[0].Action empty-list']],
    ['a Sid that is a number', of({ Sid: 1 }), ['Statement[0].Sid invalid-sid']],
    ['a Sid used twice', { Statement: [statement, statement] }, ['Statement[1].Sid duplicate-sid']],
    [
      'an element in the wrong case',
      { Statement: [{ ...statement, Action: undefined, action: 's3:GetObject' }] },
      ['Statement[0].action element-case'],
    ],
    ['an element of a statement nobody knows', of({ Actions: 'x' }), ['Statement[0].Actions unknown-element']],
    ['a value of a template', of({ Resource: [{ Ref: 'B' }] }), ['Statement[0].Resource[0] unresolved-value']],
    ['a principal that is a list', of({ Principal: ['*'] }), ['Statement[0].Principal[0] malformed-principal']],
    ['a principal that is a number', of({ Principal: 1 }), ['Statement[0].Principal malformed-principal']],
    [
      'a principal nobody knows',
      of({ Principal: { AWS: ['1', '*'] } }),
      ['Statement[0].Principal.AWS[0] unknown-principal'],
    ],
    [
      'a kind of principal nobody knows',
      of({ Principal: { Gcp: 'x' } }),
      ['Statement[0].Principal.Gcp unknown-principal'],
    ],
    ['a condition that is text', of({ Condition: 'x' }), ['Statement[0].Condition malformed-condition']],
    [
      'an operator nobody knows',
      of({ Condition: { StringIs: { a: 'b' } } }),
      ['Statement[0].Condition.StringIs unknown-operator'],
    ],
    [
      'an operator without keys',
      of({ Condition: { Bool: 'true' } }),
      ['Statement[0].Condition.Bool malformed-condition'],
    ],
  ])('with %s says where', (_, input, expected) => {
    expect(codes(input)).toEqual(expected);
  });

  it('is judged all the same where a part of it is malformed', () => {
    expect(parsePolicy({ Statement: ['x', statement] }).statements.map(({ index }) => index)).toEqual([1]);
    expect(parsePolicy(of({ Effect: 'deny' })).statements[0]?.effect).toBe('Deny');
    expect(parsePolicy({ Statement: { effect: 'Allow', action: 'a:b' } }).statements[0]?.actions).toEqual(['a:b']);
    expect(parsePolicy({ statement: [statement] }).statements).toHaveLength(1);
  });

  it('keeps conditions by operator and key, whatever their values are written as', () => {
    const [read] = parsePolicy(
      of({
        Condition: {
          'ForAnyValue:StringLikeIfExists': { 'aws:Tag': ['a', 'b'] },
          Bool: { 'AWS:SecureTransport': true },
          NumericLessThan: { 'x:Age': 5 },
        },
      }),
    ).statements;
    expect(read?.conditions).toEqual([
      {
        operator: 'ForAnyValue:StringLikeIfExists',
        parsed: { family: 'string', comparison: 'like', negated: false, ifExists: true, set: 'any' },
        key: 'aws:Tag',
        name: 'aws:tag',
        values: ['a', 'b'],
      },
      {
        operator: 'Bool',
        parsed: { family: 'bool', comparison: 'equals', negated: false, ifExists: false },
        key: 'AWS:SecureTransport',
        name: 'aws:securetransport',
        values: ['true'],
      },
      {
        operator: 'NumericLessThan',
        parsed: { family: 'numeric', comparison: 'less', negated: false, ifExists: false },
        key: 'x:Age',
        name: 'x:age',
        values: ['5'],
      },
    ]);
  });

  it.each(['NullIfExists', 'ForAllValues:Null', 'StringEqualsSometimes', 'ForSomeValues:Bool', ''])(
    'knows no operator %s',
    (operator) => {
      expect(codes(of({ Condition: { [operator]: { a: 'b' } } }))).toEqual([
        `Statement[0].Condition.${operator} unknown-operator`,
      ]);
    },
  );
});

describe('a principal', () => {
  const id = '111111111111';
  it.each([
    ['aws', '*', { kind: 'anyone' }],
    ['aws', id, { kind: 'account', account: id }],
    ['aws', `arn:aws:iam::${id}:root`, { kind: 'account', account: id, partition: 'aws' }],
    ['aws', `arn:aws-us-gov:iam::${id}:root`, { kind: 'account', account: id, partition: 'aws-us-gov' }],
    ['aws', 'arn:aws:iam::*:root', { kind: 'account', account: '*', partition: 'aws' }],
    ['aws', `arn:aws-cn:iam::${id}:role/a/b`, { kind: 'role', account: id, partition: 'aws-cn', name: 'a/b' }],
    ['aws', `arn:aws:iam::${id}:user/u`, { kind: 'user', account: id, partition: 'aws', name: 'u' }],
    [
      'aws',
      `arn:aws:sts::${id}:assumed-role/r/s`,
      { kind: 'assumed-role', account: id, partition: 'aws', name: 'r/s' },
    ],
    [
      'aws',
      `arn:aws:sts::${id}:federated-user/f`,
      { kind: 'federated-user', account: id, partition: 'aws', name: 'f' },
    ],
    ['aws', 'AIDAEXAMPLEEXAMPLE123', { kind: 'deleted' }],
    ['aws', 'AROAEXAMPLEEXAMPLE123', { kind: 'deleted' }],
    ['aws', 'AKIAEXAMPLEEXAMPLE123', { kind: 'unknown' }],
    ['aws', 'a'.repeat(64), { kind: 'canonical-user' }],
    [
      'aws',
      'arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1',
      { kind: 'canonical-user', partition: 'aws' },
    ],
    ['aws', `arn:aws:iam::${id}:group/g`, { kind: 'unknown', account: id, partition: 'aws' }],
    ['aws', `arn:aws:s3:::${id}`, { kind: 'unknown', partition: 'aws' }],
    ['aws', 'arn:aws:iam::12345:role/r', { kind: 'unknown', partition: 'aws' }],
    ['aws', 'nobody', { kind: 'unknown' }],
    ['service', 'S3.amazonaws.com', { kind: 'service', name: 's3.amazonaws.com' }],
    ['federated', 'cognito-identity.amazonaws.com', { kind: 'federated', name: 'cognito-identity.amazonaws.com' }],
    ['federated', '*', { kind: 'federated', name: '*' }],
    [
      'federated',
      `arn:aws:iam::${id}:saml-provider/p`,
      { kind: 'federated', account: id, partition: 'aws', name: 'saml-provider/p' },
    ],
    [
      'federated',
      `arn:aws:iam::${id}:oidc-provider/host/path`,
      { kind: 'federated', account: id, partition: 'aws', name: 'oidc-provider/host/path' },
    ],
    ['canonicaluser', 'abc', { kind: 'canonical-user' }],
    ['*', '*', { kind: 'anyone' }],
    ['gcp', 'x', { kind: 'unknown' }],
  ])('%s %s', (type, value, expected) => {
    expect(parsePrincipal(type, value)).toEqual({ ...expected, value });
  });
});

describe('an AWS managed policy', () => {
  const arn = 'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole';

  it('is known by its ARN, in every partition', () => {
    expect(managedPolicy(arn)?.statements[0]?.actions).toContain('logs:PutLogEvents');
    expect(managedPolicy(arn)).toBe(managedPolicy(arn));
    const china = managedPolicy(
      'arn:aws-cn:iam::aws:policy/AmazonS3ObjectLambdaExecutionRolePolicy'.replace('policy/', 'policy/service-role/'),
    );
    expect(china?.statements.length).toBeGreaterThan(0);
    expect(JSON.stringify(managedPolicy(arn.replace('arn:aws:', 'arn:aws-cn:')))).not.toContain('arn:aws:');
  });

  it('is not known where it is none of AWS', () => {
    expect(managedPolicy('arn:aws:iam::111111111111:policy/AdministratorAccess')).toBeUndefined();
    expect(managedPolicy('arn:aws:iam::aws:policy/NoSuchPolicy')).toBeUndefined();
    expect(managedPolicy('arn:aws:iam::aws:role/AdministratorAccess')).toBeUndefined();
    expect(managedPolicy('AdministratorAccess')).toBeUndefined();
  });

  it('reads without problems', () => {
    const broken = managedPolicyNames().filter(
      (name) => managedPolicy(`arn:aws:iam::aws:policy/${name}`)?.problems.length !== 0,
    );
    expect(managedPolicyNames().length).toBeGreaterThan(1000);
    expect(broken).toEqual([]);
  });
});
