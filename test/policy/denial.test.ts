import { describe, expect, it } from 'vitest';
import {
  anonymous,
  type Caller,
  callerOfAccount,
  memberOf,
  owner,
  ownersService,
  stranger,
  strangersService,
  surroundingsOf,
} from '../../shared/policy/callers.ts';
import { deniedTo } from '../../shared/policy/denial.ts';
import { parsePolicy } from '../../shared/policy/document.ts';
import { narrowingsOf } from '../../shared/policy/narrowing.ts';
import { organization, other, own } from './exposure/case.ts';

const known = surroundingsOf({ type: 'resource', account: own, organization });
const notKnown = surroundingsOf({ type: 'resource' });
const root = (account: string) => `arn:aws:iam::${account}:root`;
const role = (account: string) => `arn:aws:iam::${account}:role/r`;
const sns = 'sns.amazonaws.com';

/** One letter for each caller: whether denies of everything keep him out (y, n, ?). */
const denied = (denies: readonly object[], around = known): string => {
  const [allow, ...rest] = parsePolicy({
    Statement: [
      { Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: '*' },
      ...denies.map((deny) => ({ Effect: 'Deny', Action: '*', Resource: '*', ...deny })),
    ],
  }).statements;
  if (!allow) throw new Error('no statement');
  const callers: readonly Caller[] = [
    anonymous,
    stranger,
    owner,
    callerOfAccount(own, 'direct', around, role(own)),
    callerOfAccount(other, 'direct', around, role(other)),
    memberOf(organization, 'direct', around),
    { who: 'opaque', via: 'direct', named: true, value: 'a'.repeat(64), exposure: 'unknown' },
    { ...strangersService, value: sns },
    ownersService,
  ];
  const prepared = rest.map((statement) => ({ statement, narrowings: narrowingsOf(statement.conditions, around) }));
  return callers
    .map((caller) => deniedTo(allow, prepared, caller, around, undefined))
    .map((answer) => (answer === 'unknown' ? '?' : answer[0]))
    .join('');
};

/**
 * The callers: nobody signed, a stranger, the owner, a role of the owner and a foreign one that the grant names, a member
 * of the organization, a canonical user, the service SNS for a stranger, a service for the owner.
 */
describe('a deny', () => {
  it.each<[deny: object, known: string, notKnown: string]>([
    [{ Principal: '*' }, 'yyyyyyyyy', 'yyyyyyyyy'],
    [{ Principal: { AWS: '*' } }, 'yyyyyyyyy', 'yyyyyyyyy'],
    [{ Principal: { AWS: root(own) } }, 'nnyynnnnn', 'nnnynnnnn'],
    [{ Principal: { AWS: root(other) } }, 'nnnnynnnn', 'nnnnynnnn'],
    [{ Principal: { AWS: 'arn:aws:iam::*:root' } }, 'nyyyyyynn', 'nyyyyyynn'],
    [{ Principal: { AWS: role(own) } }, 'nnnynnnnn', 'nnnynnnnn'],
    [{ Principal: { AWS: [role(other), role(own)] } }, 'nnnyynnnn', 'nnnyynnnn'],
    [{ Principal: { CanonicalUser: 'a'.repeat(64) } }, 'nnnnnnynn', 'nnnnnnynn'],
    [{ Principal: { Service: sns } }, 'nnnnnnnyn', 'nnnnnnnyn'],
    [{ Principal: { AWS: [] } }, 'nnnnnnnnn', 'nnnnnnnnn'],
    [{}, 'nnnnnnnnn', 'nnnnnnnnn'],
    [{ NotPrincipal: '*' }, 'nnnnnnnnn', 'nnnnnnnnn'],
    [{ NotPrincipal: { AWS: root(own) } }, 'yynnyynyy', 'yynnyynyy'],
    [{ NotPrincipal: { AWS: root(other) } }, 'yyyynynyy', 'yynynynyy'],
    [{ NotPrincipal: { AWS: [root(other), root(own)] } }, 'yynnnynyy', 'yynnnynyy'],
    [{ NotPrincipal: { Service: sns } }, 'yynnyynnn', 'yynyyynnn'],
    [{ NotPrincipal: { Service: 's3.amazonaws.com' } }, 'yynnyynyn', 'yynyyynyn'],
  ])('of %j keeps out: %s, %s where no account is known', (deny, ofKnown, ofNotKnown) => {
    expect([denied([deny]), denied([deny], notKnown)]).toEqual([ofKnown, ofNotKnown]);
  });

  it.each<[denies: readonly object[], answers: string]>([
    [[], 'nnnnnnnnn'],
    [[{ Principal: '*', Condition: { StringNotEquals: { 'aws:PrincipalAccount': own } } }], 'yynnyy?yy'],
    [[{ Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }], 'nnnnnnnnn'],
    [[{ Principal: '*', Condition: { StringEquals: { 'acme:x': 'y' } } }], '?????????'],
    [
      [
        { Principal: '*', Condition: { StringEquals: { 'acme:x': 'y' } } },
        { Principal: '*', Action: 'sqs:DeleteMessage' },
      ],
      '?????????',
    ],
    [
      [
        { Principal: '*', Condition: { StringEquals: { 'acme:x': 'y' } }, Action: 'sqs:DeleteMessage' },
        { Principal: { AWS: root(own) } },
      ],
      'nnyynnnnn',
    ],
    [
      [{ Principal: '*', Condition: { StringEquals: { 'acme:x': 'y' }, Bool: { 'aws:SecureTransport': 'false' } } }],
      'nnnnnnnnn',
    ],
    [[{ Principal: '*', Condition: { StringEquals: { 'acme:x': 'y', 'aws:PrincipalAccount': own } } }], 'nn??nn?nn'],
    [[{ Principal: '*', Action: 's3:*' }], 'nnnnnnnnn'],
  ])('or several, %j, keep out: %s', (denies, answers) => {
    expect(denied(denies)).toBe(answers);
  });
});
