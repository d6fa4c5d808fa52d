import { describe, expect, it } from 'vitest';
import { judgePolicy } from '../../shared/policy/verdict.ts';

describe('the problems of a policy', () => {
  const found = (policy: unknown, type?: 'identity' | 'resource') =>
    judgePolicy({ policy, ...(type && { type }) }).problems.map(({ path, code }) => `${path} ${code}`);
  const statement = (parts: object) => ({
    Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...parts }],
  });

  it.each<[string, unknown, readonly string[]]>([
    [
      'an unknown action',
      statement({ Action: ['s3:GetObject', 's3:GetObjet'] }),
      ['Statement[0].Action[1] unknown-action'],
    ],
    ['one unknown action', statement({ Action: 's3:GetObjet' }), ['Statement[0].Action unknown-action']],
    [
      'an unknown service',
      statement({ NotAction: 'lamda:x', Action: undefined }),
      ['Statement[0].NotAction unknown-service'],
    ],
    ['a pattern that matches nothing', statement({ Action: 's3:Foo*' }), ['Statement[0].Action matches-no-action']],
    ['no service', statement({ Action: 'GetObject' }), ['Statement[0].Action invalid-action']],
    [
      'no ARN',
      statement({ Resource: ['bucket', 'arn:aws:s3:::b', 'arn:aws:s3*', '*bucket'] }),
      ['Statement[0].Resource[0] invalid-arn'],
    ],
    ['no resource', statement({ Resource: undefined }), ['Statement[0] missing-resource']],
    ['a Sid with a space', statement({ Sid: 'a b' }), ['Statement[0].Sid invalid-sid']],
    [
      'one statement',
      { Statement: { Effect: 'Allow', Action: 's3:x', Resource: '*' } },
      ['Statement.Action unknown-action'],
    ],
    ['a bare statement', { Effect: 'Allow', Action: 's3:x', Resource: '*' }, ['Action unknown-action']],
    ['a list', [{ Effect: 'Allow', Action: 's3:x', Resource: '*' }], ['[0].Action unknown-action']],
    [
      'a document in the answer of an API',
      { Policy: JSON.stringify(statement({ Action: ['s3:x'] })) },
      ['Statement[0].Action[0] unknown-action'],
    ],
    ['everything', statement({ Action: '*', Resource: '*' }), []],
    ['the resource of an API', statement({ Action: 'execute-api:Invoke', Resource: 'execute-api:/*' }), []],
  ])('name the place of %s', (_, policy, expected) => {
    expect(found(policy)).toEqual(expected);
  });

  it('hang on the kind of the policy', () => {
    expect(found(statement({ Principal: '*' }), 'identity')).toEqual(['Statement[0].Principal unexpected-principal']);
    expect(found(statement({}), 'resource')).toEqual(['Statement[0] missing-principal']);
  });

  const condition = (block: object, action: string | readonly string[] = 's3:ListBucket') =>
    found(statement({ Action: action, Condition: block }), 'identity');

  it.each<[string, object, readonly string[]]>([
    ['an operator', { StringEqual: { 'aws:username': 'a' } }, ['StringEqual unknown-operator']],
    ['a key', { StringEquals: { 'aws:PrincipalOrg': 'o-1' } }, ['StringEquals.aws:PrincipalOrg unknown-condition-key']],
    ['a key of no service', { StringEquals: { 'acme:team': 'a' } }, ['StringEquals.acme:team unknown-condition-key']],
    ['a key in another case', { StringEquals: { 'AWS:principalORGid': 'o-1' } }, []],
    ['a tag', { StringEquals: { 'aws:PrincipalTag/a.b': 'c' } }, []],
    ['a claim', { StringEquals: { 'token.actions.githubusercontent.com:sub': 'x', 'saml:aud': 'y' } }, []],
    [
      'a date',
      { DateLessThan: { 'aws:CurrentTime': '2031-02-30T25:00Z' } },
      ['DateLessThan.aws:CurrentTime invalid-condition-value'],
    ],
    ['a date in seconds', { DateLessThan: { 'aws:EpochTime': '1893456000' } }, []],
    [
      'one of several dates',
      { DateLessThan: { 'aws:CurrentTime': ['2031-01-01', 'tomorrow'] } },
      ['DateLessThan.aws:CurrentTime[1] invalid-condition-value'],
    ],
    [
      'a number',
      { NumericEquals: { 's3:max-keys': ['10', 'ten', ''] } },
      ['NumericEquals.s3:max-keys[1] invalid-condition-value', 'NumericEquals.s3:max-keys[2] invalid-condition-value'],
    ],
    ['a range', { IpAddress: { 'aws:SourceIp': '10.0.0.0/33' } }, ['IpAddress.aws:SourceIp invalid-condition-value']],
    ['an address', { NotIpAddress: { 'aws:SourceIp': ['2001:db8::1', '10.0.0.1'] } }, []],
    ['a truth', { Bool: { 'aws:SecureTransport': 'yes' } }, ['Bool.aws:SecureTransport invalid-condition-value']],
    ['a truth that is no text', { Bool: { 'aws:SecureTransport': true } }, []],
    ['an absence', { Null: { 'aws:SourceIp': 'maybe' } }, ['Null.aws:SourceIp invalid-condition-value']],
    ['an ARN', { ArnLike: { 'aws:PrincipalArn': 'deploy' } }, ['ArnLike.aws:PrincipalArn invalid-condition-value']],
    ['any ARN', { ArnLike: { 'aws:PrincipalArn': ['*', 'arn:aws:iam::*:role/x'] } }, []],
    ['a variable', { IpAddress: { 'aws:SourceIp': `\${aws:PrincipalTag/range}` } }, []],
    [
      'bytes',
      { BinaryEquals: { 'aws:username': 'not base64!' } },
      ['BinaryEquals.aws:username invalid-condition-value'],
    ],
    [
      'an operator that does not compare the key',
      { IpAddress: { 'aws:PrincipalArn': '10.0.0.0/8' } },
      ['IpAddress.aws:PrincipalArn mismatched-operator'],
    ],
    [
      'an operator without a set for a key of several values',
      { StringLike: { 'aws:PrincipalOrgPaths': 'o-1/*' } },
      ['StringLike.aws:PrincipalOrgPaths missing-set-operator'],
    ],
    ['a set', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-1/*' } }, []],
    ['a key that is only asked to be there', { Null: { 'aws:TagKeys': 'false' } }, []],
  ])('judge %s of a condition', (_, block, expected) => {
    expect(condition(block)).toEqual(expected.map((problem) => `Statement[0].Condition.${problem}`));
  });

  it('say which keys no action of the statement carries', () => {
    const prefix = { StringEquals: { 's3:prefix': 'home/' } };
    const inapplicable = ['Statement[0].Condition.StringEquals.s3:prefix inapplicable-condition-key'];
    expect(condition(prefix)).toEqual([]);
    expect(condition(prefix, ['s3:GetObject', 's3:ListBucket'])).toEqual([]);
    expect(condition(prefix, 's3:List*')).toEqual([]);
    expect(condition(prefix, '*')).toEqual([]);
    expect(condition(prefix, 's3:GetObject')).toEqual(inapplicable);
    expect(condition(prefix, 'sqs:SendMessage')).toEqual(inapplicable);
    expect(condition({ ArnEquals: { 'lambda:SourceFunctionArn': 'arn:aws:lambda:eu-west-1:1:function:f' } })).toEqual(
      [],
    );
    expect(found(statement({ Action: undefined, NotAction: 's3:GetObject', Condition: prefix }), 'identity')).toEqual(
      [],
    );
  });

  it('name what is written most alike', () => {
    const messages = (block: object) =>
      judgePolicy({ policy: statement({ Condition: block }), type: 'identity' }).problems.map(({ message }) => message);
    expect(messages({ StringEqual: { 'aws:username': 'a' } })[0]).toContain('the nearest is StringEquals');
    expect(messages({ StringEquals: { 'aws:SourceVpcc': 'a' } })[0]).toContain('the nearest is aws:SourceVpc');
    expect(messages({ StringEquals: { 'acme:team': 'a' } })[0]).not.toContain('nearest');
    expect(messages({ DateLessThan: { 'aws:CurrentTime': 'soon' } })[0]).toBe(
      'DateLessThan compares with an ISO 8601 date or seconds since 1970, got "soon"',
    );
  });
});

describe('what a problem says', () => {
  const said = (parts: object, type?: 'identity' | 'resource') =>
    judgePolicy({
      policy: { Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*', ...parts }] },
      ...(type && { type }),
    }).problems.map(({ path, message }) => `${path}: ${message}`);

  it.each<[object, 'identity' | 'resource' | undefined, string]>([
    [
      { Action: 's3:GetObjet' },
      undefined,
      'Statement[0].Action: s3 has no action GetObjet; the nearest is s3:GetObject',
    ],
    [{ Action: 's3:Foo*' }, undefined, 'Statement[0].Action: s3:Foo* matches no action that IAM knows'],
    [{ Action: 'GetObject' }, undefined, 'Statement[0].Action: an action is service:Name, got "GetObject"'],
    [{ Action: ':x' }, undefined, 'Statement[0].Action: an action is service:Name, got ":x"'],
    [{ Resource: 'bucket*' }, undefined, 'Statement[0].Resource: a resource is an ARN or *, got "bucket*"'],
    [
      { Resource: 'xarn:aws:s3:::b' },
      undefined,
      'Statement[0].Resource: a resource is an ARN or *, got "xarn:aws:s3:::b"',
    ],
    [{ Resource: 'arn:aws' }, undefined, 'Statement[0].Resource: a resource is an ARN or *, got "arn:aws"'],
    [
      { Resource: undefined, NotResource: ['*', 'b'] },
      undefined,
      'Statement[0].NotResource[1]: a resource is an ARN or *, got "b"',
    ],
    [
      { Principal: '*' },
      'identity',
      'Statement[0].Principal: an identity policy names no principal: it speaks of whoever it is attached to',
    ],
    [
      { NotPrincipal: '*' },
      'identity',
      'Statement[0].NotPrincipal: an identity policy names no principal: it speaks of whoever it is attached to',
    ],
    [{ Resource: undefined }, undefined, 'Statement[0]: the statement has neither Resource nor NotResource'],
    [{}, 'resource', 'Statement[0]: the statement has neither Principal nor NotPrincipal'],
    [{ Sid: 'a b' }, undefined, 'Statement[0].Sid: a Sid is made of letters and digits'],
  ])('of %j as %s', (parts, type, message) => {
    expect(said(parts, type)).toContain(message);
  });
});
