import { describe, expect, it } from 'vitest';
import { surroundingsOf } from '../../shared/policy/callers.ts';
import { candidatesOf, scopeOf } from '../../shared/policy/candidates.ts';
import { parsePolicy } from '../../shared/policy/document.ts';
import { narrowingsOf } from '../../shared/policy/narrowing.ts';
import { organization, other, own, trusted } from './exposure/case.ts';

const foreign = 'o-other00000';
const around = surroundingsOf({ type: 'resource', account: own, organization, trustedAccounts: [trusted] });

/** Whom the first principal of a statement brings in, as `who via account or organization: exposure`. */
const candidates = (principal: unknown, condition: object = {}, deny?: object): readonly string[] => {
  const [allow, denied] = parsePolicy({
    Statement: [
      { Effect: 'Allow', Principal: principal, Action: '*', Condition: condition },
      ...(deny ? [{ Effect: 'Deny', Action: '*', ...deny }] : []),
    ],
  }).statements;
  const [first] = allow?.principals ?? [];
  if (!allow || !first) throw new Error('the statement names no principal');
  const denies = denied ? [{ statement: denied, narrowings: narrowingsOf(denied.conditions, around) }] : [];
  return candidatesOf(first, scopeOf(narrowingsOf(allow.conditions, around), denies, around)).map(
    ({ who, via, account, organization: of, exposure, named }) =>
      `${who} ${via}${account || of ? ` ${account ?? of}` : ''}${named ? ' by name' : ''}: ${exposure}`,
  );
};

const everybody = [
  'anonymous direct: internet',
  'stranger direct: any-aws-account',
  'owner direct: account',
  'stranger service: any-aws-account',
  'owner service: account',
];

describe('a principal brings in', () => {
  it.each<[name: string, principal: unknown, expected: readonly string[]]>([
    ['everybody', '*', everybody],
    ['every account', { AWS: 'arn:aws:iam::*:root' }, ['stranger direct: any-aws-account', 'owner direct: account']],
    ['the owner', { AWS: own }, [`owner direct ${own} by name: account`]],
    ['an account', { AWS: other }, [`account direct ${other} by name: other-account`]],
    ['a trusted account', { AWS: trusted }, [`account direct ${trusted} by name: organization`]],
    ['a service', { Service: 's3.amazonaws.com' }, ['stranger service: any-aws-account', 'owner service: account']],
    ['nobody that is left', { AWS: 'AROAEXAMPLEEXAMPLE123' }, []],
    ['nobody of its own', { Federated: 'cognito-identity.amazonaws.com' }, []],
    ['somebody', { CanonicalUser: 'a' }, ['opaque direct by name: unknown']],
    ['somebody that IAM does not know', { AWS: 'somebody' }, ['opaque direct by name: unknown']],
  ])('%s', (_, principal, expected) => {
    expect(candidates(principal)).toEqual(expected);
  });

  it('whom conditions and denies name as well', () => {
    const of = (account: string, exposure: string) => [
      `account direct ${account}: ${exposure}`,
      `account service ${account}: ${exposure}`,
    ];
    const accounts = (value: unknown, operator = 'StringEquals') => ({ [operator]: { 'aws:PrincipalAccount': value } });
    expect(candidates('*', accounts([own, other]))).toEqual([...everybody, ...of(other, 'other-account')]);
    expect(candidates('*', accounts(trusted))).toEqual([...everybody, ...of(trusted, 'organization')]);
    expect(candidates('*', {}, { Principal: '*', Condition: accounts(other, 'StringNotEquals') })).toEqual([
      ...everybody,
      ...of(other, 'other-account'),
    ]);
    expect(candidates('*', {}, { NotPrincipal: { AWS: [own, other, 'arn:aws:iam::*:role/r'] } })).toEqual([
      ...everybody,
      ...of(other, 'other-account'),
    ]);
    expect(candidates('*', { ArnLike: { 'aws:SourceArn': `arn:aws:sns:*:${other}:t` } })).toEqual([
      ...everybody,
      ...of(other, 'other-account'),
    ]);
    expect(candidates('*', { StringEquals: { 'aws:userid': other } })).toEqual([
      ...everybody,
      ...of(other, 'other-account'),
    ]);
    for (const id of ['AROAEXAMPLEEXAMPLE123:x', ['a', 'AIDAEXAMPLEEXAMPLE123']])
      expect(candidates('*', { StringLike: { 'aws:userid': id } })).toEqual([...everybody, 'opaque direct: unknown']);
    for (const id of ['a', 'xAROAEXAMPLEEXAMPLE123', 'AROAEXAMPLE'])
      expect(candidates('*', { StringLike: { 'aws:userid': id } })).toEqual(everybody);
    for (const key of ['aws:ResourceAccount', 'aws:RequestTag/account', 'acme:account', 'aws:CurrentTime'])
      expect(candidates('*', { StringEquals: { [key]: other } })).toEqual(everybody);
  });

  it.each([
    ['aws:PrincipalOrgID', foreign, foreign],
    ['aws:SourceOrgID', foreign, foreign],
    ['aws:VpceOrgID', foreign, foreign],
    ['aws:PrincipalOrgPaths', `${foreign}/r-1/*`, foreign],
    ['aws:SourceOrgPaths', `${foreign}/*`, foreign],
    ['aws:VpceOrgPaths', `${foreign}/*`, foreign],
    ['aws:PrincipalOrgID', 'o-*', undefined],
    ['aws:PrincipalOrgID', '', undefined],
  ])('members of the organization that %s names: %s', (key, value, named) => {
    const members = named ? [`member direct ${named}: other-account`, `member service ${named}: other-account`] : [];
    expect(candidates('*', { 'ForAnyValue:StringLike': { [key]: value } })).toEqual([...everybody, ...members]);
  });

  it('accounts that are no farther than the organization that they have to be members of', () => {
    const orgs = (value: unknown, key = 'aws:PrincipalOrgID') => ({ StringEquals: { [key]: value } });
    expect(candidates({ AWS: other }, orgs(organization))).toEqual([`account direct ${other} by name: organization`]);
    expect(candidates({ AWS: other }, orgs(foreign))).toEqual([`account direct ${other} by name: other-account`]);
    expect(candidates({ AWS: trusted }, orgs(foreign))).toEqual([`account direct ${trusted} by name: organization`]);
    expect(candidates({ AWS: other }, orgs([organization, foreign]))).toEqual([
      `account direct ${other} by name: other-account`,
    ]);
    expect(candidates({ AWS: other }, { StringLike: { 'aws:PrincipalOrgID': 'o-*' } })).toEqual([
      `account direct ${other} by name: other-account`,
    ]);
    // A direct call carries no organization of a source.
    expect(candidates({ AWS: other }, orgs(organization, 'aws:SourceOrgID'))).toEqual([
      `account direct ${other} by name: none`,
    ]);
    const both = { StringEquals: { 'aws:SourceAccount': other, 'aws:SourceOrgID': organization } };
    expect(candidates({ Service: 's3.amazonaws.com' }, both)).toContain(`account service ${other}: organization`);
    const named = { StringEquals: { 'aws:PrincipalOrgID': [organization, foreign], 'aws:PrincipalAccount': other } };
    expect(candidates('*', { ...named, StringNotEquals: { 'aws:PrincipalOrgID': foreign } })).toContain(
      `account direct ${other}: organization`,
    );
  });
});
