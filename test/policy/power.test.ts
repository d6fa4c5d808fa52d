import { describe, expect, it } from 'vitest';
import { expandAction } from '../../shared/policy/actions.ts';
import type { Power } from '../../shared/policy/power.ts';
import { powerInWords, powerLevel } from '../../shared/policy/power-level.ts';
import { allow, deny, other, own, passTo, policy, power, run, within } from './holder.ts';

describe('an administrator', () => {
  it.each<[string, readonly object[], boolean]>([
    ['everything on everything', [allow('*')], true],
    ['everything in another spelling', [allow('*:*', 'arn:*:*:*:*:*')], true],
    ['everything by any ARN of the partition', [allow('*', 'arn:aws:*')], true],
    [
      'everything on everything but one bucket',
      [{ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b' }],
      false,
    ],
    ['everything but billing', [allow('*'), deny('aws-portal:*')], true],
    ['all but one service', [{ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }], true],
    ['all but IAM', [{ Effect: 'Allow', NotAction: ['iam:*', 'organizations:*'], Resource: '*' }], false],
    ['everything less IAM', [allow('*'), deny('iam:*')], false],
    ['everything on one bucket', [allow('*', 'arn:aws:s3:::b/*')], false],
    ['everything after a second factor', [allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })], false],
    ['IAM alone', [allow('iam:*')], false],
    ['everything and its denial', [allow('*'), deny('*')], false],
    ['nothing', [], false],
  ])('has %s: %#', (_, statements, expected) => {
    expect(power(...statements).admin).toBe(expected);
  });

  it('is none within a boundary', () => {
    expect(within({ boundary: policy(allow('s3:*')) }, allow('*')).admin).toBe(false);
    expect(within({ boundary: policy(allow('*')) }, allow('*')).admin).toBe(true);
  });

  it('is near where one step is missing', () => {
    expect(power({ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }).nearAdmin).toBe(
      'every action but those that change permissions',
    );
    expect(power(allow('iam:*')).nearAdmin).toContain('give itself any permission');
    expect(power(allow('*', '*', { Bool: { 'aws:MultiFactorAuthPresent': 'true' } })).nearAdmin).toBe(
      'every action, under conditions on aws:MultiFactorAuthPresent',
    );
    expect(power({ Effect: 'Allow', Action: '*', NotResource: 'arn:aws:s3:::b' }).nearAdmin).toContain('give itself');
    expect(power(allow('iam:*', `arn:aws:iam::${own}:*`)).nearAdmin).toContain('give itself any permission');
    expect(power(allow('iam:*', `arn:aws:iam::${own}:role/*`))).not.toHaveProperty('nearAdmin');
    expect(power(allow('s3:*'))).not.toHaveProperty('nearAdmin');
    expect(power(allow('*'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' })).not.toHaveProperty('nearAdmin');
    expect(power(allow('*'), deny('*'))).not.toHaveProperty('nearAdmin');
  });
});

describe('power', () => {
  it('counts actions by access level, once', () => {
    const none = { read: 0, list: 0, write: 0, permissions: 0, tagging: 0 };
    expect(power().access).toEqual(none);
    expect(power(allow(['s3:GetObject', 's3:getobject', 's3:PutObject', 's3:NoSuchAction'])).access).toEqual({
      ...none,
      read: 1,
      write: 1,
    });
    expect(power(allow('s3:GetObject'), allow('s3:Get*'), deny('s3:Get*')).access).toEqual(none);
    expect(power(allow('s3:GetObject', 'arn:aws:s3:::b/*'), deny('s3:*', 'arn:aws:s3:::b/*')).access).toEqual(none);
    expect(power(allow('s3:GetObject'), deny('s3:*', 'arn:aws:s3:::b/*')).access.read).toBe(1);
    expect(
      power(allow('s3:GetObject'), deny('s3:*', '*', { Bool: { 'aws:SecureTransport': 'false' } })).access.read,
    ).toBe(1);
    expect(power(allow('s3:GetObject'), { Effect: 'Deny', NotAction: 's3:*', Resource: '*' }).access.read).toBe(1);
    expect(within({ boundary: policy(allow('s3:Get*')) }, allow(['s3:GetObject', 's3:PutObject'])).access).toEqual({
      ...none,
      read: 1,
    });
  });

  it('counts NotAction as all but those', () => {
    const sum = ({ access }: Power) => Object.values(access).reduce((a, b) => a + b);
    const all = sum(power(allow('*')));
    expect(all).toBe(expandAction('*').length);
    expect(sum(power({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }))).toBe(all - expandAction('s3:*').length);
    expect(sum(power({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' }, allow('s3:GetObject')))).toBe(
      all - expandAction('s3:*').length + 1,
    );
    expect(
      sum(
        power(
          { Effect: 'Allow', NotAction: 's3:*', Resource: '*' },
          { Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' },
        ),
      ),
    ).toBe(all);
    expect(sum(power(allow('*'), deny('s3:*')))).toBe(all - expandAction('s3:*').length);
    expect(sum(within({ boundary: policy(allow('*')) }, allow('*')))).toBe(all);
  });

  it('says which levels it has of which service', () => {
    expect(
      power(allow(['sqs:SendMessage', 'sqs:ListQueues', 's3:GetObject', 'lambda:AddPermission', 'sqs:TagQueue']))
        .services,
    ).toEqual({ lambda: 'p', s3: 'r', sqs: 'rwt' });
    expect(power(allow('*')).services).toEqual({ '*': 'rlwpt' });
  });

  it('lists wildcards with the widest resource', () => {
    expect(
      power(allow(['s3:*', 's3:GetObject'], ['arn:aws:s3:::b', 'arn:aws:s3:::b/*']), {
        Sid: 'all',
        ...allow('sqs:*', ['arn:aws:sqs:::q', '*']),
      }).wildcards,
    ).toEqual([
      { sid: '0', action: 's3:*', resource: 'arn:aws:s3:::b/*' },
      { sid: 'all', action: 'sqs:*', resource: '*' },
    ]);
    expect(power({ Effect: 'Allow', NotAction: ['a:b', 'c:d'], NotResource: ['arn:aws:s3:::b'] }).wildcards).toEqual([
      { sid: '0', action: 'not a:b, c:d', resource: 'not arn:aws:s3:::b' },
    ]);
  });

  it('says which roles it passes to which services', () => {
    expect(power(allow('s3:*'))).not.toHaveProperty('passRole');
    expect(power(allow('iam:PassRole')).passRole).toEqual({ any: true, roles: ['*'], services: ['*'] });
    expect(power(passTo('lambda.amazonaws.com')).passRole).toEqual({
      any: true,
      roles: ['*'],
      services: ['lambda.amazonaws.com'],
    });
    const role = `arn:aws:iam::${own}:role/r`;
    expect(
      power(allow('iam:PassRole', role, { StringEquals: { 'iam:PassedToService': ['b', 'a'] } })).passRole,
    ).toEqual({ any: false, roles: [role], services: ['a', 'b'] });
    expect(power(allow('iam:PassRole', `arn:aws:iam::${other}:role/r`))).not.toHaveProperty('passRole');
  });

  it('lists what reaches any stored data and any credentials', () => {
    expect(power(allow(['s3:GetObject', 'secretsmanager:GetSecretValue']))).toMatchObject({
      dataExfiltration: ['s3:GetObject', 'secretsmanager:GetSecretValue'],
      credentialExposure: ['secretsmanager:GetSecretValue'],
    });
    expect(power(allow('s3:GetObject', 'arn:aws:s3:::b/*')).dataExfiltration).toEqual([]);
    expect(power(allow('s3:GetObject', 'arn:aws:s3:::*/*')).dataExfiltration).toEqual(['s3:GetObject']);
    expect(power(allow('s3:GetObject'), deny('s3:*')).dataExfiltration).toEqual([]);
  });

  it('survives being stored as JSON', () => {
    const before = power(allow('*'));
    expect(JSON.parse(JSON.stringify(before))).toEqual(before);
  });

  it.each<[readonly object[], string, string | RegExp]>([
    [[allow('*')], 'admin', 'administrator: every action on every resource'],
    [
      [allow('iam:PassRole'), allow(run)],
      'escalation',
      /can escalate its privileges \(lambda-001\); can pass any role to any service/,
    ],
    [
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      'escalation',
      /^every action but those that change permissions; /,
    ],
    [[allow('s3:GetObject')], 'sensitive', 'reads stored data (s3:GetObject)'],
    [[allow('ecr:GetAuthorizationToken')], 'sensitive', 'obtains credentials (ecr:GetAuthorizationToken)'],
    [[allow('sqs:AddPermission')], 'sensitive', 'uses sqs'],
    [[allow('translate:*')], 'wide', 'has translate:* on every resource'],
    [[allow('s3:GetObject', 'arn:aws:s3:::b/*')], 'ordinary', 'uses s3'],
    [
      [allow(['logs:CreateLogGroup', 'logs:PutLogEvents', 'xray:PutTraceSegments'])],
      'logs-only',
      'writes its logs and traces only',
    ],
    [[], 'logs-only', 'may do nothing'],
    [
      [
        allow('iam:PassRole', `arn:aws:iam::${own}:role/r`, {
          StringEquals: { 'iam:PassedToService': 'ec2.amazonaws.com' },
        }),
      ],
      'ordinary',
      `can pass arn:aws:iam::${own}:role/r to ec2.amazonaws.com`,
    ],
    [
      [
        allow(
          ['a4b:GetRoom', 'acm:GetCertificate', 'aps:QueryMetrics', 'athena:GetWorkGroup', 'batch:CancelJob'],
          'arn:aws:x:::y',
        ),
      ],
      'ordinary',
      'uses a4b, acm, aps, athena and 1 more',
    ],
  ])('%j is %s', (statements, level, words) => {
    const found = power(...statements);
    expect(powerLevel(found)).toBe(level);
    expect(powerInWords(found)).toMatch(words);
  });
});
