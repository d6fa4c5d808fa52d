import { describe, expect, it } from 'vitest';
import { anonymousOutcome } from '../../shared/policy/anonymous.ts';
import { callerOfAccount, type ExposureContext, surroundingsOf } from '../../shared/policy/callers.ts';
import { parsePolicy } from '../../shared/policy/document.ts';
import { organization, other, own, trusted } from './exposure/case.ts';

const served = (parts: object, context: Partial<ExposureContext> = {}) => {
  const whole: ExposureContext = { type: 'resource', ...context };
  const [statement] = parsePolicy({ Statement: { Effect: 'Allow', Principal: '*', ...parts } }).statements;
  return statement && anonymousOutcome(statement, whole, surroundingsOf(whole));
};

describe('a caller without credentials', () => {
  it.each<[parts: object, resource: string | undefined, served: 'yes' | 'no' | 'unknown']>([
    [{ Action: 's3:GetObject' }, undefined, 'yes'],
    [{ Action: 'kms:Decrypt' }, undefined, 'no'],
    [{ Action: 'acme:Do' }, undefined, 'unknown'],
    [{ Action: ['kms:Decrypt', 's3:GetObject'] }, undefined, 'yes'],
    [{ Action: ['kms:Decrypt', 'acme:Do'] }, undefined, 'unknown'],
    [{ NotAction: 's3:PutObject' }, undefined, 'yes'],
    [{ NotAction: 'kms:PutKeyPolicy' }, undefined, 'no'],
    [{ Action: '*', Resource: 'arn:aws:s3:::b' }, undefined, 'yes'],
    [{ Action: '*', Resource: ['*', 'arn:aws:kms:eu-west-1:1:key/k'] }, undefined, 'no'],
    [{ Action: '*', Resource: '*' }, undefined, 'unknown'],
    [{ Action: '*' }, undefined, 'unknown'],
    [{}, undefined, 'unknown'],
    [{ Action: ['*', 'kms:Decrypt'] }, undefined, 'no'],
    [{ Action: 's3:GetObject' }, 'arn:aws:kms:eu-west-1:1:key/k', 'no'],
    [{ Action: '*' }, 'arn:aws:s3:::b', 'yes'],
    [{ Action: '*' }, 'SQS', 'yes'],
    [{ Action: '*' }, 'bucket', 'unknown'],
    [{ Action: '*' }, 'arn:aws:', 'unknown'],
    [{ Action: 's3:GetObject' }, 'x:y:s3', 'unknown'],
    [{ Action: 'lambda:InvokeFunction' }, undefined, 'no'],
    [{ Action: 'lambda:InvokeFunctionUrl' }, undefined, 'unknown'],
    [{ Action: ['lambda:InvokeFunctionUrl', 'kms:Decrypt'] }, undefined, 'unknown'],
    [{ Action: ['lambda:InvokeFunctionUrl', 'sqs:SendMessage'] }, undefined, 'yes'],
  ])('is served under %j of %s: %s', (parts, resource, expected) => {
    expect(served(parts, resource === undefined ? {} : { resource })).toBe(expected);
  });

  it('is served through an open function URL, and assumes no role', () => {
    const byUrl = { Action: ['lambda:InvokeFunctionUrl', 'kms:Decrypt'] };
    expect(served(byUrl, { functionUrlAuthType: 'NONE' })).toBe('yes');
    expect(served(byUrl, { functionUrlAuthType: 'AWS_IAM' })).toBe('no');
    expect(served({ Action: 's3:GetObject' }, { type: 'trust' })).toBe('no');
  });
});

describe('the surroundings of a policy', () => {
  const arn = (account: string) => `arn:aws:sqs:eu-west-1:${account}:q`;

  it.each<[context: Partial<ExposureContext>, own: readonly string[] | undefined]>([
    [{}, undefined],
    [{ account: own }, [own]],
    [{ account: [own, other] }, [own, other]],
    [{ account: [] }, undefined],
    [{ resource: arn(own) }, [own]],
    [{ account: own, resource: arn(own) }, [own]],
    [{ account: own, resource: arn(other) }, [own, other]],
    [{ account: [], resource: arn(other) }, [other]],
    [{ resource: arn('') }, undefined],
    [{ resource: arn('*') }, undefined],
    [{ resource: arn(`${own}1`) }, undefined],
    [{ resource: arn(`x${own}`) }, undefined],
    [{ resource: 'sqs' }, undefined],
  ])('%j name the owner: %j', (context, expected) => {
    const found = surroundingsOf({ type: 'resource', ...context }).own;
    expect(found && [...found]).toEqual(expected);
  });

  it('tell how far an account is', () => {
    const around = surroundingsOf({ type: 'resource', account: own, trustedAccounts: [trusted], organization });
    const nobody = surroundingsOf({ type: 'resource' });
    expect(callerOfAccount(own, 'direct', around)).toEqual({
      who: 'owner',
      via: 'direct',
      account: own,
      named: false,
      exposure: 'account',
    });
    expect(callerOfAccount(other, 'service', around, other)).toEqual({
      who: 'account',
      via: 'service',
      account: other,
      named: true,
      exposure: 'other-account',
      value: other,
    });
    expect(callerOfAccount(trusted, 'direct', around).exposure).toBe('organization');
    expect(callerOfAccount(other, 'direct', nobody).exposure).toBe('unknown');
    expect(callerOfAccount('386209384616', 'direct', around)).toMatchObject({ who: 'account', exposure: 'account' });
  });
});
