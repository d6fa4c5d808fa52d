import { describe, expect, it } from 'vitest';
import { isKnownAction } from '../../shared/policy/actions.ts';
import { escalationPaths } from '../../shared/policy/escalation-paths.ts';
import { powerOf } from '../../shared/policy/power.ts';
import { allow, deny, limited, other, own, passTo, paths, policy, power, run, within } from './holder.ts';

describe('privilege escalation', () => {
  it('is found over several policies of one holder, and says through which statements', () => {
    const found = powerOf([
      { name: 'pass', policy: policy({ Sid: 'roles', ...allow('iam:PassRole') }) },
      { name: 'run', policy: policy(allow('s3:GetObject'), allow(run)) },
    ]);
    expect(found.privilegeEscalation).toEqual([
      {
        path: 'lambda-001',
        name: 'run code in a new function with a role',
        actions: ['iam:PassRole', 'lambda:CreateFunction', 'lambda:InvokeFunction'],
        through: ['pass: roles', 'run: 1'],
      },
    ]);
  });

  it('takes wildcards, NotAction and any case for what they match', () => {
    expect(paths(power(allow('iam:Pass*'), allow('LAMBDA:*')))).toContain('lambda-001');
    expect(paths(power({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }))).toContain('iam-005');
    expect(paths(power({ Effect: 'Allow', NotAction: ['iam:*', 'lambda:*'], Resource: '*' }))).not.toContain(
      'lambda-003',
    );
    expect(paths(power(allow('*:UpdateFunctionCode')))).toEqual(['lambda-003']);
  });

  it.each(escalationPaths.map((path) => [path.id, path] as const))('%s takes each of its steps', (id, { steps }) => {
    const actions = steps.map(({ action }) => action);
    expect(paths(power(allow(actions)))).toContain(id);
    for (const action of actions) expect(paths(power(allow(actions), deny(action)))).not.toContain(id);
    for (const action of actions) expect(isKnownAction(action), action).toBe(true);
  });

  it('has ids and names of its own', () => {
    expect(new Set(escalationPaths.map(({ id }) => id)).size).toBe(escalationPaths.length);
    expect(new Set(escalationPaths.map(({ name }) => name)).size).toBe(escalationPaths.length);
  });

  it.each<[string, object, boolean]>([
    ['that service', passTo('lambda.amazonaws.com'), true],
    ['that service in China', passTo('lambda.amazonaws.com.cn'), true],
    ['services like it', passTo('lambda.*', 'StringLike'), true],
    ['another service', passTo('ec2.amazonaws.com'), false],
    ['another service, if any', passTo('ec2.amazonaws.com', 'StringEqualsIfExists'), false],
    ['any service but that one', passTo('lambda.amazonaws.com', 'StringNotEquals'), false],
  ])('passes a role to %s', (_, pass, expected) => {
    expect(paths(power(pass, allow(run))).includes('lambda-001')).toBe(expected);
  });

  it('does not pass a role where a deny keeps it from that service', () => {
    const others = deny('iam:PassRole', '*', { StringNotEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } });
    expect(paths(power(allow('iam:PassRole'), allow(run), others))).toEqual([]);
    const that = deny('iam:PassRole', '*', { StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' } });
    expect(paths(power(allow('iam:PassRole'), allow(run), that))).toEqual(['lambda-001']);
  });

  it('is limited where the resources are named', () => {
    const role = `arn:aws:iam::${own}:role/app`;
    expect(limited(power(allow('iam:PassRole', role), allow(run)))).toEqual([['lambda-001', role]]);
    const prefix = `arn:aws:iam::${own}:role/app-*`;
    expect(limited(power(allow('iam:PassRole', prefix), allow(run)))).toEqual([['lambda-001', prefix]]);
    const fn = `arn:aws:lambda:eu-west-1:${own}:function:f`;
    const found = power(allow('lambda:UpdateFunctionCode', fn));
    expect(paths(found)).toEqual([]);
    expect(limited(found)).toEqual([['lambda-003', fn]]);
  });

  it.each([
    ['every role of the account', `arn:aws:iam::${own}:role/*`],
    ['every role of every account', 'arn:aws:iam::*:role/*'],
    ['everything in IAM', 'arn:aws:iam::*:*'],
    ['everything in AWS', 'arn:aws:*'],
    ['everything', '*'],
  ])('is open on %s', (_, resource) => {
    expect(paths(power(allow('iam:PassRole', resource), allow(run)))).toEqual(['lambda-001']);
  });

  it.each([
    ['roles of another account', `arn:aws:iam::${other}:role/*`],
    ['what is no role', `arn:aws:iam::${own}:user/*`],
    ['another service', 'arn:aws:s3:::*'],
  ])('is none on %s', (_, resource) => {
    const found = power(allow('iam:PassRole', resource), allow(run));
    expect([...paths(found), ...limited(found)]).toEqual([]);
  });

  it('is open where the holder names what it makes', () => {
    const named = allow(run, 'arn:aws:lambda:*:*:function:app-*');
    expect(paths(power(allow('iam:PassRole'), named))).toEqual(['lambda-001']);
  });

  it('needs one name that every step on a new resource may have', () => {
    const make = allow('lambda:CreateFunction', 'arn:aws:lambda:*:*:function:a-*');
    const invoke = (name: string) => allow('lambda:InvokeFunction', `arn:aws:lambda:*:*:function:${name}`);
    expect(paths(power(allow('iam:PassRole'), make, invoke('b-*')))).toEqual([]);
    expect(paths(power(allow('iam:PassRole'), make, invoke('*-b')))).toEqual(['lambda-001']);
  });

  it('of oneself counts where it adds to what one may do', () => {
    const self = `arn:aws:iam::*:user/\${aws:username}`;
    expect(paths(power(allow('iam:PutUserPolicy', self)))).toEqual(['iam-007']);
    expect(paths(power(allow('iam:CreateAccessKey', self)))).toEqual([]);
    const role = `arn:aws:iam::${own}:role/me`;
    expect(paths(within({ account: own, principal: role }, allow('iam:PutRolePolicy', role)))).toEqual(['iam-005']);
    expect(paths(within({ account: own }, allow('iam:PutRolePolicy', role)))).toEqual([]);
  });

  it('may assume a named role of another account, and is limited to it', () => {
    const role = `arn:aws:iam::${other}:role/r`;
    expect(limited(power(allow('sts:AssumeRole', role)))).toEqual([['sts-001', role]]);
    expect(paths(power(allow('sts:AssumeRole')))).toEqual(['sts-001']);
  });

  it('is not there where a deny takes it off, nor where only its resources are left out', () => {
    const all = allow(['iam:PassRole', ...run]);
    expect(paths(power(all, deny('iam:*')))).toEqual([]);
    expect(paths(power(all, deny('iam:PassRole', `arn:aws:iam::${own}:role/admin`)))).toEqual(['lambda-001']);
    expect(paths(power(all, deny('iam:PassRole', 'arn:aws:iam::*:role/*')))).toEqual([]);
    expect(paths(power(all, { Effect: 'Deny', NotAction: 'lambda:*', Resource: '*' }))).toEqual([]);
    expect(paths(power(all, { Effect: 'Deny', Action: 'iam:PassRole', NotResource: 'arn:aws:iam::*:role/*' }))).toEqual(
      ['lambda-001'],
    );
    expect(
      limited(power(all, { Effect: 'Deny', Action: 'iam:PassRole', NotResource: `arn:aws:iam::${own}:role/app` })),
    ).toEqual([['lambda-001', `arn:aws:iam::${own}:role/app`]]);
    expect(paths(power(all, deny('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'false' } })))).toEqual([
      'lambda-001',
    ]);
  });

  it('is not there on a NotResource that leaves the kind out', () => {
    expect(
      paths(
        power({ Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', NotResource: 'arn:aws:lambda:*:*:function:*' }),
      ),
    ).toEqual([]);
    expect(
      paths(power({ Effect: 'Allow', Action: 'lambda:UpdateFunctionCode', NotResource: 'arn:aws:s3:::*' })),
    ).toEqual(['lambda-003']);
  });

  it('is not there where the boundary does not let it be', () => {
    const all = allow(['iam:PassRole', ...run]);
    expect(paths(within({ boundary: policy(allow('lambda:*')) }, all))).toEqual([]);
    expect(paths(within({ boundary: policy(allow('*')) }, all))).toEqual(['lambda-001']);
    expect(paths(within({ boundary: policy(allow('*'), deny('iam:*')) }, all))).toEqual([]);
    const role = `arn:aws:iam::${own}:role/app`;
    expect(limited(within({ boundary: policy(allow('lambda:*'), allow('iam:PassRole', role)) }, all))).toEqual([
      ['lambda-001', role],
    ]);
  });

  it('says which conditions it hangs on', () => {
    const found = power(allow('iam:AttachRolePolicy', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } }));
    expect(found.privilegeEscalation).toMatchObject([{ path: 'iam-009', when: ['aws:MultiFactorAuthPresent'] }]);
    expect(power(allow('iam:AttachRolePolicy')).privilegeEscalation[0]).not.toHaveProperty('when');
  });

  it.each<[string, object, 'open' | 'limited' | 'none']>([
    ['a tag of the target', { StringEquals: { 'aws:ResourceTag/team': 'a' } }, 'limited'],
    [
      'a policy that gives little',
      { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/ReadOnlyAccess' } },
      'limited',
    ],
    ['any policy of AWS', { ArnLike: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/*' } }, 'open'],
    [
      'a boundary on the target',
      { StringEquals: { 'iam:PermissionsBoundary': `arn:aws:iam::${own}:policy/b` } },
      'limited',
    ],
    ['the own account', { StringEquals: { 'aws:ResourceAccount': own } }, 'open'],
    ['another account', { StringEquals: { 'aws:ResourceAccount': other } }, 'none'],
    ['a caller of another account', { StringEquals: { 'aws:PrincipalAccount': other } }, 'none'],
    ['calls that services make', { Bool: { 'aws:PrincipalIsAWSService': 'true' } }, 'none'],
    ['a source that only services have', { StringEquals: { 'aws:SourceAccount': own } }, 'none'],
    ['a Region', { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } }, 'open'],
    ['a key nobody knows', { StringEquals: { 'acme:k': 'v' } }, 'open'],
  ])('under a condition on %s', (_, condition, expected) => {
    const found = power(allow('iam:AttachRolePolicy', '*', condition));
    const level = paths(found).includes('iam-009') ? 'open' : found.limitedEscalation.length > 0 ? 'limited' : 'none';
    expect(level).toBe(expected);
  });

  it('hangs on a point in time where a condition names one', () => {
    const before = { DateLessThan: { 'aws:CurrentTime': '2031-01-01T00:00:00Z' } };
    expect(power(allow('iam:CreatePolicyVersion', '*', before)).privilegeEscalation).toMatchObject([
      { path: 'iam-001', when: ['aws:CurrentTime'] },
    ]);
  });

  it('finds no command behind a bucket that may hold its output', () => {
    expect(limited(power(allow('*', 'arn:aws:s3:::b/*')))).toEqual([]);
  });
});
