import { describe, expect, it } from 'vitest';
import {
  anonymous,
  type Caller,
  callerOfAccount,
  memberOf,
  owner,
  ownersService,
  type Surroundings,
  stranger,
  strangersService,
  surroundingsOf,
} from '../../shared/policy/callers.ts';
import { parsePolicy } from '../../shared/policy/document.ts';
import { narrowingsOf, outcomeFor } from '../../shared/policy/narrowing.ts';
import { organization, other, own, trusted } from './exposure/case.ts';

const second = '444444444444';
const letters = { always: 'A', can: 'c', never: '-', unknown: '?' } as const;

/** One letter for each caller: what the conditions answer him, as strictly as the strictest of them. */
const answers = (condition: object, around: Surroundings, more: readonly Caller[] = []): string => {
  const [statement] = parsePolicy({ Statement: { Effect: 'Allow', Action: '*', Condition: condition } }).statements;
  const narrowings = narrowingsOf(statement?.conditions ?? [], around);
  const callers = [
    anonymous,
    stranger,
    owner,
    callerOfAccount(other, 'direct', around, other),
    memberOf(organization, 'direct', around),
    strangersService,
    ownersService,
    ...more,
  ];
  return narrowings
    .map((narrowing) => callers.map((caller) => letters[outcomeFor(narrowing, caller, around)]).join(''))
    .join(' ');
};

const around = surroundingsOf({ type: 'resource', account: own, organization, trustedAccounts: [trusted] });

/**
 * A: every request of the caller satisfies the condition; c: he can make one that does; -: he can not; ?: it can not be
 * told. The callers: somebody without credentials, somebody of an account nobody named, the owner, a foreign account that
 * the principal element names, a member of the own organization, a service for a stranger, a service for the owner.
 */
describe('a condition answers each caller', () => {
  it.each<[operator: string, key: string, values: string | readonly string[], answers: string]>([
    ['StringEquals', 'aws:PrincipalAccount', own, '--A----'],
    ['StringEquals', 'aws:PrincipalAccount', other, '---A---'],
    ['StringLike', 'aws:PrincipalAccount', '*', '-AAAA--'],
    ['StringLike', 'aws:PrincipalAccount', '1111*', '-cA-c--'],
    ['StringLike', 'aws:PrincipalAccount', '9*', '-c--c--'],
    ['StringNotEquals', 'aws:PrincipalAccount', own, 'AA-AAAA'],
    ['StringEqualsIfExists', 'aws:PrincipalAccount', own, 'A-A--AA'],
    ['ForAllValues:StringEquals', 'aws:PrincipalAccount', own, 'A-A--AA'],
    ['ForAnyValue:StringEquals', 'aws:PrincipalAccount', own, '--A----'],
    ['StringEquals', 'aws:PrincipalAccount', `\${aws:ResourceAccount}`, '--A----'],
    ['StringEquals', 'aws:PrincipalAccount', `\${aws:PrincipalTag/x}`, '-????--'],
    ['StringEquals', 'aws:PrincipalAccount', '1*', '-------'],
    ['Null', 'aws:PrincipalAccount', 'true', 'A----AA'],
    ['Null', 'aws:PrincipalAccount', 'false', '-AAAA--'],
    ['Null', 'aws:PrincipalOrgID', 'false', '-cAcA--'],
    ['Null', 'acme:x', 'true', '???????'],
    ['StringEquals', 'kms:CallerAccount', own, '--A----'],
    ['StringEquals', 'events:creatorAccount', own, '--A----'],
    ['ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${own}:role/r`, '--c----'],
    ['ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:role/r', '-cccc--'],
    ['ArnLike', 'aws:PrincipalArn', '*', '-AAAA--'],
    ['StringLike', 'aws:PrincipalArn', `arn:aws:iam::${own}*`, '--c----'],
    ['StringLike', 'aws:PrincipalArn', 'arn:*', '-cccc--'],
    ['ArnEquals', 'aws:PrincipalArn', 'role', '-------'],
    ['ArnEquals', 'aws:PrincipalArn', `\${x}`, '-????--'],
    ['ArnNotLike', 'aws:PrincipalArn', `arn:aws:iam::${own}:*`, 'AAcAAAA'],
    ['ArnLike', 'lambda:SourceFunctionArn', `arn:aws:lambda:*:${own}:function:f`, '--c----'],
    ['StringEquals', 'aws:PrincipalOrgID', organization, '--ccA--'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-other00000', '---c---'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*', '-cccA--'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-*', '-------'],
    ['StringLike', 'aws:PrincipalOrgID', '*', '-cAcA--'],
    ['StringNotEquals', 'aws:PrincipalOrgID', organization, 'AAcc-AA'],
    ['StringEqualsIfExists', 'aws:PrincipalOrgID', organization, 'AcccAAA'],
    ['StringEquals', 'aws:PrincipalOrgID', `\${aws:ResourceOrgID}`, '--Ac---'],
    ['StringEquals', 'aws:PrincipalOrgID', `\${x}`, '-????--'],
    ['StringEquals', 'aws:PrincipalOrgID', `\${aws:PrincipalOrgID}`, '-cAcA--'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', `${organization}/r-1/*`, '--ccc--'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', '*', '-cAcA--'],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-*/r-1/*', '-cccc--'],
    ['StringEquals', 'aws:SourceAccount', own, '------A'],
    ['StringLike', 'aws:SourceAccount', '*', '-----AA'],
    ['StringEqualsIfExists', 'aws:SourceAccount', own, 'AAAAA-A'],
    ['StringNotEquals', 'aws:SourceAccount', own, 'AAAAAA-'],
    ['ArnLike', 'aws:SourceArn', `arn:aws:sns:*:${own}:t`, '------c'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:s3:::b', '-----cc'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:t', '-----cc'],
    ['StringEquals', 'aws:SourceOrgID', organization, '------c'],
    ['StringEqualsIfExists', 'aws:SourceOrgID', organization, 'AAAAAcc'],
    ['ForAnyValue:StringLike', 'aws:SourceOrgPaths', `${organization}/*`, '------c'],
    ['StringEquals', 'aws:SourceOwner', own, '--A---A'],
    ['StringEquals', 'aws:SourceVpc', 'vpc-1', '--cc---'],
    ['StringLike', 'aws:SourceVpce', 'vpce-*', 'ccccc--'],
    ['StringLike', 'aws:SourceVpce', '*', 'ccccc--'],
    ['StringEquals', 'aws:SourceVpce', `\${x}`, '??cc?--'],
    ['StringNotEquals', 'aws:SourceVpce', 'vpce-1', 'AAccAAA'],
    ['ArnLike', 'aws:SourceVpcArn', `arn:aws:ec2:*:${own}:vpc/vpc-1`, '--c----'],
    ['StringEquals', 'aws:VpceAccount', own, '--c----'],
    ['StringEquals', 'aws:VpceOrgID', organization, '--ccc--'],
    ['ForAnyValue:StringLike', 'aws:VpceOrgPaths', `${organization}/*`, '--ccc--'],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8', '--cc---'],
    ['IpAddress', 'aws:SourceIp', '203.0.113.0/24', 'ccccc--'],
    ['IpAddress', 'aws:SourceIp', ['0.0.0.0/0', '::/0'], 'ccccc--'],
    ['IpAddress', 'aws:SourceIp', '0.0.0.0/0', 'ccccc--'],
    ['NotIpAddress', 'aws:SourceIp', '10.0.0.0/8', 'AAccAAA'],
    ['IpAddress', 'aws:SourceIp', 'x', '?????--'],
    ['IpAddress', 'aws:SourceIp', [], '-------'],
    ['StringLike', 'aws:SourceIp', '*', 'ccccc--'],
    ['IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8', 'ccccc--'],
    ['Bool', 'elasticfilesystem:AccessedViaMountTarget', 'true', '--cc---'],
    ['Bool', 'elasticfilesystem:AccessedViaMountTarget', 'false', 'ccccc--'],
    ['StringEquals', 's3:DataAccessPointAccount', own, '--c----'],
    ['ArnLike', 's3:DataAccessPointArn', `arn:aws:s3:*:${own}:accesspoint/*`, '--c----'],
    ['StringLike', 'aws:userid', 'AROAEXAMPLEEXAMPLE123:*', '--?c---'],
    ['StringEquals', 'aws:userid', own, '--A----'],
    ['StringEquals', 'aws:userid', `${other}:x`, '---A---'],
    ['StringLike', 'aws:userid', '*', '-AAAA--'],
    ['StringLike', 'aws:userid', '*:x', '-cccc--'],
    ['StringEquals', 'aws:userid', `\${x}`, '-????--'],
    ['StringEquals', 'aws:username', 'a', '-cccc--'],
    ['StringLike', 'aws:username', '*', '-cccc--'],
    ['StringEquals', 'aws:PrincipalTag/t', 'a', '-cccc--'],
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', '-cccc--'],
    ['StringEquals', 'aws:PrincipalType', 'Anonymous', 'A------'],
    ['StringEquals', 'aws:PrincipalType', 'User', '-cccccc'],
    ['Bool', 'aws:ViaAWSService', 'true', '-cccc--'],
    ['Bool', 'aws:ViaAWSService', 'false', 'AccccAA'],
    ['ForAnyValue:StringEquals', 'aws:CalledVia', 'athena.amazonaws.com', '-cccc--'],
    ['StringEquals', 'kms:ViaService', 's3.eu-west-1.amazonaws.com', '-cccc--'],
    ['StringEquals', 'sts:ExternalId', 'x', '-cccc--'],
    ['Bool', 'aws:PrincipalIsAWSService', 'true', '-----AA'],
    ['Bool', 'aws:PrincipalIsAWSService', 'false', 'AAAAA--'],
    ['Bool', 'aws:PrincipalIsAWSService', 'yes', '???????'],
    ['StringEquals', 'aws:PrincipalServiceName', 's3.amazonaws.com', '-----cc'],
    ['StringEquals', 'lambda:FunctionUrlAuthType', 'NONE', 'ccccc--'],
    ['StringEquals', 'lambda:FunctionUrlAuthType', 'AWS_IAM', '-cccc--'],
    ['Bool', 'lambda:InvokedViaFunctionUrl', 'true', 'ccccc--'],
    ['StringEquals', 'lambda:EventSourceToken', 't', '------c'],
    ['StringLike', 'lambda:EventSourceToken', '*', '-----cc'],
    ['StringLike', 'sns:Endpoint', '*@example.com', '--cc--c'],
    ['StringLike', 'sns:Endpoint', 'https://*', 'ccccccc'],
    ['StringLike', 'sns:Endpoint', 'https://example.com/*', '--cc--c'],
    ['ArnLike', 'kms:EncryptionContext:aws:logs:arn', `arn:aws:logs:*:${own}:*`, 'ccccc-c'],
    ['StringEquals', 'token.actions.githubusercontent.com:sub', 'x', '-------'],
    ['StringEquals', 'aws:ResourceAccount', own, 'ccccccc'],
    ['StringEquals', 'aws:ResourceAccount', `\${aws:PrincipalAccount}`, '--A----'],
    ['StringEquals', 'aws:ResourceOrgID', `\${aws:SourceOrgID}`, '------c'],
    ['StringEquals', 'aws:ResourceTag/x', 'y', 'ccccccc'],
    ['Bool', 'aws:SecureTransport', 'true', 'ccccccc'],
    ['StringLike', 'aws:UserAgent', '*', 'ccccccc'],
    ['DateLessThan', 'aws:CurrentTime', '2031-01-01', 'ccccccc'],
    ['StringEquals', 'acme:x', 'y', '???????'],
    ['StringMatches', 'aws:PrincipalAccount', own, '???????'],
  ])('%s %s %s: %s', (operator, key, values, expected) => {
    expect(answers({ [operator]: { [key]: values } }, around)).toBe(expected);
  });

  it.each<[operator: string, key: string, values: string | readonly string[], two: string, none: string]>([
    ['StringEquals', 'aws:PrincipalAccount', own, '--c----?', '--?----?'],
    ['StringEquals', 'aws:PrincipalAccount', [own, second], '--c----?', '--?----?'],
    ['StringLike', 'aws:PrincipalAccount', '1*', '-cc-c--?', '-c?-c--?'],
    ['StringEquals', 'aws:PrincipalAccount', `\${aws:ResourceAccount}`, '--A----?', '--A?---?'],
    ['StringEquals', 'aws:PrincipalAccount', `\${AWS::AccountId}`, '--A----?', '--A?---?'],
    ['ArnLike', 'aws:SourceArn', `arn:aws:sns:*:\${AWS::AccountId}:t`, '------c-', '------c-'],
    ['StringEquals', 'aws:PrincipalOrgID', organization, '--ccA--c', '--ccA--c'],
    ['StringEquals', 'aws:PrincipalOrgID', 'o-other00000', '---c---c', '--cc---c'],
    ['StringEquals', 'aws:PrincipalOrgID', `\${aws:ResourceOrgID}`, '--Ac----', '--cc----'],
    ['StringEquals', 'aws:SourceVpce', 'vpce-1', '--cc---c', '--cc---c'],
    ['StringEquals', 'aws:userid', 'AROAEXAMPLEEXAMPLE123', '--?c---c', '--?c---c'],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8', '--cc---c', '--cc---c'],
    ['StringEquals', 'aws:ResourceAccount', `\${aws:SourceAccount}`, '------A-', '------A-'],
    ['StringEquals', 'aws:ResourceOrgID', `\${aws:PrincipalOrgID}`, '--Ac----', '--cc----'],
  ])('%s %s %s, of two own accounts: %s, of none known: %s', (operator, key, values, two, none) => {
    const opaque: Caller = { who: 'opaque', via: 'direct', named: true, exposure: 'unknown' };
    const ofTwo = surroundingsOf({
      type: 'resource',
      account: [own, second],
      organization: [organization, 'o-two0000000'],
    });
    const ofNone = surroundingsOf({ type: 'resource' });
    const condition = { [operator]: { [key]: values } };
    expect([answers(condition, ofTwo, [opaque]), answers(condition, ofNone, [opaque])]).toEqual([two, none]);
  });

  it('together with the others of its statement', () => {
    const organizations = { 'aws:PrincipalOrgID': organization };
    const asked = { 'aws:PrincipalOrgID': 'false' };
    expect(answers({ 'ForAllValues:StringEquals': organizations }, around)).toBe('AcccAAA');
    expect(answers({ 'ForAllValues:StringEquals': organizations, Null: asked }, around)).toBe('--ccA-- -cAcA--');
    expect(answers({ StringNotEquals: organizations, Null: asked }, around)).toBe('-Acc--- -cAcA--');
    expect(answers({ 'ForAllValues:StringEquals': organizations, Null: { 'aws:PrincipalOrgID': [] } }, around)).toBe(
      'AcccAAA -------',
    );
  });
});
