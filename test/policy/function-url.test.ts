import { describe, expect, it } from 'vitest';
import { surroundingsOf } from '../../shared/policy/callers.ts';
import { parsePolicy, type Statement } from '../../shared/policy/document.ts';
import { missingHalf, throughUrl, withUrlAuth } from '../../shared/policy/function-url.ts';
import { other, own } from './exposure/case.ts';

const byUrl = 'lambda:InvokeFunctionUrl';
const invoke = 'lambda:InvokeFunction';
const allow = (parts: object) => ({ Effect: 'Allow', Principal: '*', ...parts });
const viaUrl = (value: string, operator = 'Bool') => ({ [operator]: { 'lambda:InvokedViaFunctionUrl': value } });
const auth = (value: string | readonly string[], operator = 'StringEquals') => ({
  [operator]: { 'lambda:FunctionUrlAuthType': value },
});
const read = (...statements: readonly object[]): readonly Statement[] =>
  parsePolicy({ Statement: statements }).statements;
const around = surroundingsOf({ type: 'resource', account: own });

describe('a call without credentials through a function URL', () => {
  it.each<[parts: object, none: string, iam: string, notKnown: string]>([
    [{ Action: byUrl }, 'yes', 'no', 'unknown'],
    [{ Action: ['s3:GetObject', 'LAMBDA:Invoke*'] }, 'yes', 'no', 'unknown'],
    [{ NotAction: 'lambda:AddPermission' }, 'yes', 'no', 'unknown'],
    [{ NotAction: ['lambda:AddPermission', 'LAMBDA:InvokeFunctionURL'] }, 'no', 'no', 'no'],
    [{}, 'no', 'no', 'no'],
    [{ Action: invoke }, 'no', 'no', 'no'],
    [{ Action: invoke, Condition: viaUrl('true') }, 'yes', 'no', 'unknown'],
    [{ Action: invoke, Condition: viaUrl('TRUE') }, 'yes', 'no', 'unknown'],
    [{ Action: invoke, Condition: viaUrl('false') }, 'no', 'no', 'no'],
    [{ Action: invoke, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, 'no', 'no', 'no'],
  ])('%j passes: %s, %s with signatures, %s where the type is not known', (parts, none, iam, notKnown) => {
    const [statement] = read(allow(parts));
    const passes = (functionUrlAuthType: 'NONE' | 'AWS_IAM' | undefined) =>
      statement && throughUrl(statement, { ...around, functionUrlAuthType });
    expect([passes('NONE'), passes('AWS_IAM'), passes(undefined)]).toEqual([none, iam, notKnown]);
  });
});

describe('the auth type of a function URL', () => {
  it.each<[statements: readonly object[], expected: 'NONE' | 'AWS_IAM' | undefined]>([
    [[allow({ Action: byUrl, Condition: auth('NONE') })], 'NONE'],
    [[allow({ Action: byUrl, Condition: auth('AWS_IAM') })], 'AWS_IAM'],
    [[allow({ Action: invoke }), allow({ Action: byUrl, Condition: auth('NONE', 'StringLike') })], 'NONE'],
    [[allow({ Action: byUrl, Condition: auth('NONE', 'StringNotEquals') })], undefined],
    [[allow({ Action: byUrl, Condition: auth('NONE', 'StringIs') })], undefined],
    [[allow({ Action: byUrl, Condition: auth(['NONE', 'AWS_IAM']) })], undefined],
    [[allow({ Action: byUrl, Condition: auth('*', 'StringLike') })], undefined],
    [[{ ...allow({ Action: byUrl, Condition: auth('NONE') }), Effect: 'Deny' }], undefined],
    [[allow({ Action: byUrl, Condition: { StringEquals: { 'aws:PrincipalTag/x': 'NONE' } } })], undefined],
    [[allow({ Action: byUrl })], undefined],
  ])('as %j say it', (statements, expected) => {
    expect(withUrlAuth(read(...statements), around).functionUrlAuthType).toBe(expected);
  });

  it('is what the configuration says, where that is known', () => {
    const known = { ...around, functionUrlAuthType: 'AWS_IAM' } as const;
    expect(withUrlAuth(read(allow({ Action: byUrl, Condition: auth('NONE') })), known)).toBe(known);
  });
});

describe('the half of the pair that is missing', () => {
  const first = allow({ Action: byUrl });
  const second = allow({ Action: invoke, Condition: viaUrl('true') });
  const noInvoke = 'asks for lambda:InvokeFunction as well';
  const noUrl = 'asks for lambda:InvokeFunctionUrl as well';

  it.each<[name: string, statements: readonly object[], missing: string | undefined]>([
    ['the first alone', [first], noInvoke],
    ['the second alone', [second], noUrl],
    ['the first of both', [first, second], undefined],
    ['the second of both', [second, first], undefined],
    ['the first among other actions', [allow({ Action: ['s3:*', 'LAMBDA:InvokeFunctionURL'] })], noInvoke],
    ['both in one', [allow({ Action: [byUrl, invoke] })], undefined],
    ['both in a pattern', [allow({ Action: 'lambda:Invoke*' })], undefined],
    ['both by exception', [allow({ NotAction: 'lambda:AddPermission' })], undefined],
    ['the first beside a direct grant', [first, allow({ Action: invoke })], undefined],
    [
      'the first beside a grant that the URL is excepted from',
      [first, allow({ Action: invoke, Condition: viaUrl('false') })],
      noInvoke,
    ],
    ['the first beside a grant to some', [first, { ...second, Principal: { AWS: other } }], noInvoke],
    [
      'the first beside a grant to all accounts',
      [first, { ...second, Principal: { AWS: [other, 'arn:aws:iam::*:root'] } }],
      undefined,
    ],
    [
      'the first beside a grant to all but some',
      [first, { ...second, Principal: undefined, NotPrincipal: { AWS: other } }],
      undefined,
    ],
    ['the first beside a grant to nobody', [first, { ...second, Principal: undefined }], noInvoke],
    ['the first beside a deny', [first, { ...second, Effect: 'Deny' }], noInvoke],
    ['the second beside other grants', [second, allow({ Action: invoke }), allow({ Action: 's3:GetObject' })], noUrl],
    ['neither', [allow({ Action: invoke }), second], undefined],
    [
      'neither, with another condition',
      [allow({ Action: invoke, Condition: { Bool: { 'aws:SecureTransport': 'true' } } })],
      undefined,
    ],
  ])('of %s', (_, statements, missing) => {
    const policy = read(...statements);
    const found = policy[0] && missingHalf(policy[0], policy);
    if (missing === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(missing);
  });
});
