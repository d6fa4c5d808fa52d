import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { type Attempt, deniesAlways, holdAll, holdOf } from '../../shared/policy/holder-conditions.ts';
import { other, own } from './holder.ts';

const conditions = (block: object) =>
  parsePolicy({ Statement: { Effect: 'Allow', Action: '*', Resource: '*', Condition: block } }).statements[0]
    ?.conditions ?? [];

const attempt: Attempt = { makesTarget: false, account: own };
const admin = 'arn:aws:iam::aws:policy/AdministratorAccess';
const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const lambda: Attempt = { ...attempt, passedTo: 'lambda.amazonaws.com' };
const anew: Attempt = { ...attempt, makesTarget: true };
const nowhere: Attempt = { makesTarget: false };

describe('a condition leaves its holder', () => {
  it.each<[operator: string, key: string, values: string | readonly string[], attempt: Attempt, hold: string]>([
    ['StringMatches', 'aws:username', 'a', attempt, 'unknown'],
    ['StringEquals', 'iam:PassedToService', 'lambda.amazonaws.com', lambda, 'holds'],
    ['StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com', lambda, 'never'],
    ['StringEquals', 'iam:PassedToService', ['ec2.amazonaws.com', 'lambda.amazonaws.com'], lambda, 'holds'],
    ['StringNotEquals', 'iam:PassedToService', 'lambda.amazonaws.com', lambda, 'never'],
    ['StringNotEquals', 'iam:PassedToService', 'ec2.amazonaws.com', lambda, 'holds'],
    ['StringEquals', 'iam:PassedToService', ['ec2.amazonaws.com.cn', 'lambda.amazonaws.com.cn'], lambda, 'holds'],
    ['StringEquals', 'iam:PassedToService', ['ec2.amazonaws.com.cn', 'lambda.amazonaws.com'], lambda, 'holds'],
    ['StringNotEquals', 'iam:PassedToService', ['lambda.amazonaws.com.cn', 'x'], lambda, 'never'],
    ['StringEquals', 'iam:PassedToService', `\${aws:PrincipalTag/service}`, lambda, 'unknown'],
    ['StringEquals', 'iam:PassedToService', 'ec2.amazonaws.com', attempt, 'holds'],
    ['ArnEquals', 'iam:PolicyARN', readOnly, attempt, 'limits'],
    ['ArnEquals', 'iam:PolicyARN', [readOnly, admin], attempt, 'holds'],
    ['ArnNotEquals', 'iam:PolicyARN', readOnly, attempt, 'holds'],
    ['ArnLike', 'iam:PolicyARN', `arn:aws:iam::\${aws:PrincipalTag/a}:policy/*`, attempt, 'unknown'],
    ['ArnEquals', 'iam:PolicyARN', 'arn:aws-cn:iam::aws:policy/AdministratorAccess', attempt, 'holds'],
    ['StringEquals', 'iam:PermissionsBoundary', 'arn:aws:iam::1:policy/b', attempt, 'limits'],
    ['StringNotEquals', 'iam:PermissionsBoundary', 'arn:aws:iam::1:policy/b', attempt, 'holds'],
    ['StringEqualsIfExists', 'iam:PermissionsBoundary', 'arn:aws:iam::1:policy/b', attempt, 'holds'],
    ['StringEquals', 'aws:ResourceAccount', own, attempt, 'holds'],
    ['StringEquals', 'aws:ResourceAccount', other, attempt, 'never'],
    ['StringEquals', 's3:ResourceAccount', other, attempt, 'never'],
    ['StringEquals', 'aws:ResourceAccount', `\${aws:PrincipalAccount}`, attempt, 'unknown'],
    ['StringEquals', 'aws:ResourceAccount', other, nowhere, 'holds'],
    ['StringEquals', 'aws:ResourceTag/team', 'a', attempt, 'limits'],
    ['StringEquals', 'aws:ResourceTag/team', 'a', anew, 'holds'],
    ['StringNotEquals', 'aws:ResourceTag/team', 'a', attempt, 'holds'],
    ['StringEqualsIfExists', 'aws:ResourceTag/team', 'a', attempt, 'holds'],
    ['StringEquals', 'aws:PrincipalAccount', own, attempt, 'holds'],
    ['StringEquals', 'aws:PrincipalAccount', other, attempt, 'never'],
    ['StringEquals', 'aws:PrincipalAccount', `\${x}`, attempt, 'unknown'],
    ['StringEquals', 'aws:PrincipalAccount', own, nowhere, 'unknown'],
    ['Bool', 'aws:PrincipalIsAWSService', 'false', attempt, 'holds'],
    ['Bool', 'aws:PrincipalIsAWSService', 'true', attempt, 'never'],
    ['StringEquals', 'aws:SourceAccount', own, attempt, 'never'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:*', attempt, 'never'],
    ['StringEquals', 'aws:SourceOrgID', 'o-1', attempt, 'never'],
    ['ForAnyValue:StringLike', 'aws:SourceOrgPaths', 'o-1/*', attempt, 'never'],
    ['StringNotEquals', 'aws:SourceAccount', own, attempt, 'holds'],
    ['StringEqualsIfExists', 'aws:SourceAccount', own, attempt, 'holds'],
    ['Null', 'aws:SourceAccount', 'true', attempt, 'holds'],
    ['StringEquals', 'aws:RequestTag/team', 'a', attempt, 'holds'],
    ['ArnEquals', 'ecs:cluster-arn', 'arn:aws:ecs:eu-west-1:1:cluster/c', attempt, 'unknown'],
    ['ArnEquals', 'lambda:FunctionArn', 'arn:aws:lambda:eu-west-1:1:function:f', attempt, 'limits'],
    [
      'ArnLike',
      'lambda:FunctionArn',
      ['arn:aws:lambda:eu-west-1:1:function:f', 'arn:aws:lambda:*:*:function:*'],
      attempt,
      'holds',
    ],
    ['ArnLike', 'lambda:FunctionArn', 'arn:aws:lambda:*:1:function:f', attempt, 'limits'],
    ['StringEquals', 'lambda:FunctionArn', 'f', attempt, 'holds'],
    ['ArnNotEquals', 'lambda:FunctionArn', 'arn:aws:lambda:eu-west-1:1:function:f', attempt, 'holds'],
    ['StringEquals', 'lambda:Principal', 'arn:aws:iam::1:role/r', attempt, 'holds'],
    ['StringEquals', 'sts:ExternalId', 'x', attempt, 'holds'],
    ['Bool', 'aws:MultiFactorAuthPresent', 'true', attempt, 'unknown'],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8', attempt, 'unknown'],
    ['DateLessThan', 'aws:CurrentTime', '2031-01-01', attempt, 'unknown'],
    ['StringEquals', 'acme:x', 'y', attempt, 'unknown'],
  ])('%s %s %s', (operator, key, values, tried, hold) => {
    const [condition] = conditions({ [operator]: { [key]: values } });
    expect(condition && holdOf(condition, tried)).toBe(hold);
  });

  it('what the strictest of them does, by the keys that matter', () => {
    const all = (block: object) => holdAll(conditions(block), attempt);
    expect(all({})).toEqual({ hold: 'holds', keys: [] });
    expect(all({ StringEquals: { 'aws:RequestTag/a': 'b', 'aws:ResourceTag/a': 'b' } })).toEqual({
      hold: 'limits',
      keys: ['aws:ResourceTag/a'],
    });
    expect(all({ StringEquals: { 'aws:SourceAccount': own, 'aws:ResourceTag/a': 'b', 'acme:x': 'y' } })).toEqual({
      hold: 'never',
      keys: ['aws:SourceAccount', 'aws:ResourceTag/a', 'acme:x'],
    });
    expect(all({ StringEquals: { 'acme:x': 'y', 'aws:RequestTag/a': 'b' } })).toEqual({
      hold: 'unknown',
      keys: ['acme:x'],
    });
  });

  it('nothing of a deny that he can not step around', () => {
    const always = (block: object, tried = lambda) => deniesAlways(conditions(block), tried);
    expect(always({})).toBe(true);
    expect(always({ StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } })).toBe(true);
    expect(always({ StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } })).toBe(false);
    expect(always({ Bool: { 'aws:PrincipalIsAWSService': 'false' } })).toBe(true);
    expect(always({ Bool: { 'aws:PrincipalIsAWSService': 'true' } })).toBe(false);
    expect(always({ StringEquals: { 'aws:RequestTag/a': 'b' } })).toBe(false);
    expect(
      always({
        StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' },
        Bool: { 'aws:SecureTransport': 'false' },
      }),
    ).toBe(false);
  });
});
