import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { guessType, judgePolicy } from '../../shared/policy/verdict.ts';

const statement = (parts: object) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::photos/*', ...parts },
});
const own = '111122223333';

describe('the type of a policy, where nobody said it', () => {
  const guess = (...statements: readonly object[]) => guessType(parsePolicy({ Statement: statements }));
  const assume = { Effect: 'Allow', Principal: { AWS: own }, Action: 'sts:AssumeRole' };
  const read = { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };

  it('is identity where no statement names a principal', () => {
    expect(guess(read)).toBe('identity');
    expect(guess()).toBe('identity');
  });

  it('is trust where every statement is about assuming, and names no resource', () => {
    expect(guess(assume)).toBe('trust');
    expect(guess({ ...assume, Action: ['STS:AssumeRole', 'sts:TagSession'] })).toBe('trust');
  });

  it('is resource for everything else', () => {
    expect(guess({ ...read, Principal: '*' })).toBe('resource');
    expect(guess({ ...read, Effect: 'Deny', NotPrincipal: { AWS: own } })).toBe('resource');
    expect(guess({ ...assume, Resource: '*' })).toBe('resource');
    expect(guess({ ...assume, Action: ['sts:AssumeRole', 's3:GetObject'] })).toBe('resource');
    expect(guess({ ...assume, Action: 'xsts:AssumeRole' })).toBe('resource');
    expect(guess(assume, { ...read, Principal: '*' })).toBe('resource');
    expect(guess(assume, read)).toBe('resource');
    expect(guess({ Effect: 'Allow', Principal: '*', NotAction: 's3:GetObject' })).toBe('resource');
  });
});

describe('the verdict on a policy', () => {
  it('says of an identity policy what its holder can do', () => {
    const { type, exposure, admin, access, wildcards, privilegeEscalation } = judgePolicy({
      policy: statement({ Action: '*', Resource: '*' }),
    });
    expect({ type, exposure, admin }).toEqual({ type: 'identity', exposure: 'none', admin: true });
    expect(access.write).toBeGreaterThan(1000);
    expect(wildcards).toMatchObject([{ action: '*', resource: '*' }]);
    expect(privilegeEscalation.length).toBeGreaterThan(0);
  });

  it('names what falls short of an administrator', () => {
    const near = judgePolicy({ policy: statement({ Action: ['iam:*', 's3:*', 'lambda:*'], Resource: '*' }) });
    expect(near.admin).toBe(false);
    expect(judgePolicy({ policy: statement({}) })).not.toHaveProperty('nearAdmin');
    const passing = judgePolicy({ policy: statement({ Action: 'iam:PassRole', Resource: '*' }) });
    expect(passing).toHaveProperty('passRole');
    expect(judgePolicy({ policy: statement({}) })).not.toHaveProperty('passRole');
  });

  it('counts what a resource policy grants, which gives nobody who holds it power', () => {
    const verdict = judgePolicy({ policy: statement({ Action: 's3:*', Principal: '*' }) });
    expect(verdict).toMatchObject({
      type: 'resource',
      exposure: 'internet',
      admin: false,
      privilegeEscalation: [],
      limitedEscalation: [],
      dataExfiltration: [],
      credentialExposure: [],
    });
    expect(verdict.access.read).toBeGreaterThan(0);
    expect(verdict.wildcards).toMatchObject([{ action: 's3:*' }]);
  });

  it('judges a document as what it is said to be', () => {
    const policy = statement({ Principal: { AWS: own } });
    expect(judgePolicy({ policy, type: 'identity' }).problems).toMatchObject([{ code: 'unexpected-principal' }]);
    expect(judgePolicy({ policy, type: 'resource' }).problems).toEqual([]);
  });

  it.each([
    ['one own account', own],
    ['several own accounts', [own, '444455556666']],
  ])('knows %s', (_, account) => {
    const policy = statement({ Principal: { AWS: own } });
    expect(judgePolicy({ policy, account }).exposure).toBe('account');
    expect(judgePolicy({ policy, account: '999988887777' }).exposure).toBe('other-account');
  });

  it('takes the holder to be in the first of several own accounts', () => {
    const policy = statement({ Action: 'iam:UpdateAssumeRolePolicy', Resource: `arn:aws:iam::${own}:role/*` });
    const paths = (account: string | readonly string[]) => judgePolicy({ policy, account }).privilegeEscalation.length;
    expect(paths(own)).toBe(paths([own]));
  });

  it('names the nearest operator', () => {
    const { problems } = judgePolicy({ policy: statement({ Condition: { StringEqual: { 'aws:SourceArn': 'x' } } }) });
    expect(problems).toContainEqual({
      path: 'Statement.Condition.StringEqual',
      code: 'unknown-operator',
      message: 'IAM has no condition operator StringEqual; the nearest is StringEquals',
    });
  });
});
