import { describe, expect, it } from 'vitest';
import { surroundingsOf } from '../../shared/policy/callers.ts';
import { parsePolicy } from '../../shared/policy/document.ts';
import { claimVerdict, federatedExposure } from '../../shared/policy/federation.ts';
import { other, own, trusted } from './exposure/case.ts';

const around = surroundingsOf({ type: 'trust', account: own, trustedAccounts: [trusted] });
const provider = (issuer: string, account = own) => `arn:aws:iam::${account}:oidc-provider/${issuer}`;
const github = 'token.actions.githubusercontent.com';
const sub = (value: string | readonly string[]) => ({ [`${github}:sub`]: value });
const assume = (federated: string, condition?: object) => ({
  Effect: 'Allow',
  Principal: { Federated: federated },
  Action: 'sts:AssumeRoleWithWebIdentity',
  ...(condition && { Condition: condition }),
});

const verdict = (federated: string, condition?: object, denies: readonly object[] = [], near = around) => {
  const [allow, ...rest] = parsePolicy({ Statement: [assume(federated, condition), ...denies] }).statements;
  const [principal] = allow?.principals ?? [];
  if (!allow || !principal) throw new Error('the statement names no principal');
  return federatedExposure(principal, allow, rest, near);
};

describe('a federated principal', () => {
  it.each<[federated: string, condition: object | undefined, exposure: string, why: string]>([
    ['*', undefined, 'internet', 'every identity provider is trusted'],
    ['nobody', undefined, 'unknown', 'the identity provider is none that IAM knows'],
    [
      provider('idp.example.com'),
      undefined,
      'account',
      'identities of the provider idp.example.com, which the account has registered',
    ],
    [
      provider('idp.example.com', other),
      undefined,
      'other-account',
      `identities of the provider idp.example.com, which the account has registered, in the account ${other}`,
    ],
    [
      provider('idp.example.com', trusted),
      undefined,
      'organization',
      `identities of the provider idp.example.com, which the account has registered, in the account ${trusted}`,
    ],
    [
      `arn:aws:iam::${own}:saml-provider/p`,
      undefined,
      'account',
      "users of the account's own SAML provider (saml:aud is not asked for)",
    ],
    [
      `arn:aws:iam::${own}:saml-provider/p`,
      { StringEquals: { 'SAML:iss': 'i', 'SAML:aud': 'https://signin.aws.amazon.com/saml' } },
      'account',
      "users of the account's own SAML provider",
    ],
    [
      provider(github),
      undefined,
      'internet',
      `${github} gives tokens to everybody, and no condition on sub tells its own from others`,
    ],
    [
      provider(`${github}//`),
      undefined,
      'internet',
      `${github}// gives tokens to everybody, and no condition on sub tells its own from others`,
    ],
    [
      provider(github),
      { StringLike: sub('repo:*') },
      'internet',
      `${github} gives tokens to everybody, and the condition on sub lets all of them in`,
    ],
    [
      provider(github),
      { StringLike: sub(['repo:a/*', 'repo:b/c:*']) },
      'account',
      `only tokens of ${github} whose sub is repo:a/* or repo:b/c:*`,
    ],
    [
      provider(github),
      { StringEquals: sub(['repo:a/*', 'repo:b/*']) },
      'none',
      `StringEquals takes * literally, and no token has repo:a/* or repo:b/* for its sub`,
    ],
    [
      'cognito-identity.amazonaws.com',
      undefined,
      'internet',
      'no identity pool is named: any pool, of any account, will do',
    ],
    [
      'cognito-identity.amazonaws.com',
      { StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' } },
      'internet',
      'guests of the identity pool get in as well: the amr claim is not asked for',
    ],
    [
      'cognito-identity.amazonaws.com',
      {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': ['authenticated', '*'] },
      },
      'internet',
      'guests of the identity pool get in: nobody has to sign in',
    ],
    [
      'cognito-identity.amazonaws.com',
      {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      },
      'account',
      'the signed-in users of the identity pool (whether anybody may sign up is for the pool to say)',
    ],
  ])('%s %j is %s', (federated, condition, exposure, why) => {
    expect(verdict(federated, condition)).toEqual({ exposure, why });
  });

  it.each<[condition: object, exposure: string]>([
    [{ StringEquals: sub('repo:a/b:ref:refs/heads/main') }, 'account'],
    [{ StringEquals: sub(['repo:a/b:x', 'repo:a/*']) }, 'account'],
    [{ StringEquals: sub(`repo:\${aws:PrincipalTag/owner}/b:x`) }, 'internet'],
    [{ StringLike: sub('repo:a/b:x') }, 'account'],
    [{ StringLike: sub('repo:a?:x') }, 'internet'],
    [{ StringLike: sub('') }, 'account'],
    [{ StringNotLike: sub('repo:a/*') }, 'internet'],
    [{ StringLikeIfExists: sub('repo:a/*') }, 'internet'],
    [{ 'ForAllValues:StringLike': sub('repo:a/*') }, 'internet'],
    [{ 'ForAnyValue:StringLike': sub('repo:a/*') }, 'account'],
    [{ StringMatches: sub('repo:a/*') }, 'internet'],
    [{ Null: sub('false') }, 'internet'],
    [{ ArnLike: sub('repo:a/*') }, 'account'],
    [{ StringEqualsIgnoreCase: sub('REPO:a/b:x') }, 'account'],
    [{ StringEquals: { 'gitlab.com:sub': 'repo:a/b:x' } }, 'internet'],
    [{ StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com' } }, 'internet'],
    [{ StringLike: { [`${github}:repository`]: 'a/*' } }, 'account'],
    [{ StringLike: { [`${github}:repository`]: 'a*/b' } }, 'internet'],
    [{ StringLike: { [`${github}:repository_owner_id`]: '1*' } }, 'internet'],
  ])('of a provider that everybody has tokens of, under %j, is %s', (condition, exposure) => {
    expect(verdict(provider(github), condition).exposure).toBe(exposure);
  });

  it('of an owner nobody knows is taken for registered', () => {
    const nobody = surroundingsOf({ type: 'trust' });
    expect(verdict(provider('idp.example.com', other), undefined, [], nobody)).toEqual({
      exposure: 'account',
      why: 'identities of the provider idp.example.com, which the account has registered',
    });
  });

  it.each<[deny: object, exposure: string]>([
    [{ StringNotLike: sub('repo:a/*') }, 'account'],
    [{ StringNotLikeIfExists: sub('repo:a/*') }, 'account'],
    [{ StringNotLike: sub('repo:*') }, 'internet'],
    [{ StringLike: sub('repo:a/*') }, 'internet'],
    [{ StringNotLike: sub('repo:a/*'), Bool: { 'aws:SecureTransport': 'true' } }, 'internet'],
    [{ StringNotMatches: sub('repo:a/*') }, 'internet'],
    [{}, 'internet'],
  ])('beside a deny under %j is %s', (condition, exposure) => {
    const deny = { ...assume(provider(github), condition), Effect: 'Deny' };
    expect(verdict(provider(github), undefined, [deny]).exposure).toBe(exposure);
  });

  it('is held by a deny that speaks of it, of somebody or of everybody', () => {
    const denied = (parts: object) =>
      verdict(provider(github), undefined, [
        { ...assume(provider(github), { StringNotLike: sub('repo:a/*') }), Effect: 'Deny', ...parts },
      ]).exposure;
    expect(denied({ Principal: '*' })).toBe('account');
    expect(denied({ Principal: { Federated: ['cognito-identity.amazonaws.com', provider(github)] } })).toBe('account');
    expect(denied({ Principal: { AWS: own } })).toBe('internet');
    expect(denied({ Principal: undefined })).toBe('internet');
    expect(denied({ Action: ['sts:TagSession', 'sts:Assume*'] })).toBe('account');
    expect(denied({ Action: 'sts:TagSession' })).toBe('internet');
    expect(denied({ Action: undefined })).toBe('internet');
  });
});

describe('a claim', () => {
  it.each<[condition: object, counts: boolean, why: string]>([
    [{ StringLike: sub('repo:a/*') }, true, 'only identities with this claim'],
    [{ StringLike: sub('repo:*') }, false, "the value is open: other people's tokens satisfy it"],
    [{ StringLikeIfExists: sub('repo:a/*') }, false, 'tokens without the claim, or with another, satisfy it'],
    [{ StringEquals: sub('repo:*') }, true, 'StringEquals takes * literally, so that nothing matches'],
    [
      { StringEquals: { [`${github}:aud`]: 'sts.amazonaws.com' } },
      false,
      "everybody's tokens can carry it; sub is what tells them apart",
    ],
    [{ StringLike: { 'idp.example.com:sub': 'a*' } }, true, 'only identities with this claim'],
    [{ StringLike: { 'idp.example.com:sub': '*a' } }, false, "the value is open: other people's tokens satisfy it"],
    [{ StringLike: { 'idp.example.com/x:groups': 'a' } }, true, 'only identities with this claim'],
  ])('under %j counts: %s', (block, counts, why) => {
    const [condition] = parsePolicy({ Statement: assume('*', block) }).statements[0]?.conditions ?? [];
    expect(condition && claimVerdict(condition)).toEqual({ counts, why });
  });
});
