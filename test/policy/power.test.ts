import { describe, expect, it } from 'vitest';
import {
  accessLevelOf,
  expandAction,
  isKnownAction,
  isKnownService,
  nearestAction,
} from '../../shared/policy/actions.ts';
import { comparePower } from '../../shared/policy/compare-power.ts';
import { parsePolicy } from '../../shared/policy/document.ts';
import { escalationPaths } from '../../shared/policy/escalation-paths.ts';
import { type Power, type PowerOptions, powerOf } from '../../shared/policy/power.ts';
import { powerInWords, powerLevel } from '../../shared/policy/power-level.ts';

const own = '111111111111';
const other = '222222222222';

const policy = (...statements: readonly object[]) => parsePolicy({ Version: '2012-10-17', Statement: statements });
const allow = (action: string | readonly string[], resource: string | readonly string[] = '*', condition?: object) => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition && { Condition: condition }),
});
const deny = (action: string | readonly string[], resource: string | readonly string[] = '*', condition?: object) => ({
  ...allow(action, resource, condition),
  Effect: 'Deny',
});
const power = (...statements: readonly object[]): Power =>
  powerOf([{ name: 'p', policy: policy(...statements) }], { account: own });
const within = (options: PowerOptions, ...statements: readonly object[]): Power =>
  powerOf([{ name: 'p', policy: policy(...statements) }], options);
const paths = ({ privilegeEscalation }: Power) => privilegeEscalation.map(({ path }) => path);
const limited = ({ limitedEscalation }: Power) => limitedEscalation.map(({ path, targets }) => [path, ...targets]);

const run = ['lambda:CreateFunction', 'lambda:InvokeFunction'];
const passTo = (service: string, operator = 'StringEquals') =>
  allow('iam:PassRole', '*', { [operator]: { 'iam:PassedToService': service } });

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
});

describe('an administrator', () => {
  it.each<[string, readonly object[], boolean]>([
    ['everything on everything', [allow('*')], true],
    ['everything in another spelling', [allow('*:*', 'arn:*:*:*:*:*')], true],
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
    expect(power(allow('s3:*'))).not.toHaveProperty('nearAdmin');
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

describe('two versions of a holder', () => {
  const base = power(allow('sqs:SendMessage', 'arn:aws:sqs:*:*:q'));

  it.each<[string, Power, Power, readonly string[]]>([
    ['nothing', base, base, []],
    [
      'one action more',
      base,
      power(allow(['sqs:SendMessage', 'sqs:ReceiveMessage'], 'arn:aws:sqs:*:*:q')),
      ['1 more action (reading)'],
    ],
    [
      'permissions management',
      base,
      power(allow(['sqs:SendMessage', 'sqs:AddPermission', 'sqs:ReceiveMessage'], 'arn:aws:sqs:*:*:q')),
      ['2 more actions, 1 of them permissions management'],
    ],
    [
      'as many, but worse',
      base,
      power(allow(['sqs:AddPermission'], 'arn:aws:sqs:*:*:q')),
      ['as many actions, but 1 more of them permissions management'],
    ],
    ['all of one level', power(), base, ['1 more action (writing)']],
    [
      'several of one level',
      power(),
      power(allow(['sqs:SendMessage', 'sqs:DeleteMessage'], 'arn:aws:sqs:*:*:q')),
      ['2 more actions, all of them writing'],
    ],
    ['fewer', base, power(), ['1 fewer action (writing)']],
    [
      'passing roles',
      power(),
      power(passTo('lambda.amazonaws.com')),
      ['1 more action (writing)', 'can now pass any role to Lambda'],
    ],
    [
      'passing roles no more',
      power(passTo('lambda.amazonaws.com')),
      power(),
      ['1 fewer action (writing)', 'can no longer pass roles'],
    ],
    [
      'passing roles to more',
      power(passTo('lambda.amazonaws.com')),
      power(
        allow('iam:PassRole', '*', {
          StringEquals: { 'iam:PassedToService': ['lambda.amazonaws.com', 'glue.amazonaws.com'] },
        }),
      ),
      ['can now pass any role to glue'],
    ],
    [
      'passing more roles',
      power(allow('iam:PassRole', `arn:aws:iam::${own}:role/r`)),
      power(allow('iam:PassRole')),
      ['can now pass any role to any service'],
    ],
    [
      'passing another role',
      power(allow('iam:PassRole', `arn:aws:iam::${own}:role/r`)),
      power(allow('iam:PassRole', `arn:aws:iam::${own}:role/s`)),
      [`can now pass arn:aws:iam::${own}:role/s to any service`],
    ],
    [
      'an administrator',
      base,
      power(allow('*')),
      [
        'is now an administrator',
        '22091 more actions, 425 of them permissions management',
        'can now pass any role to any service',
      ].map((line) => line.replace('22091', String(expandAction('*').length - 1))),
    ],
    [
      'taking over a function',
      power(),
      power(allow('lambda:UpdateFunctionCode', `arn:aws:lambda:eu-west-1:${own}:function:f`)),
      ['1 more action (writing)', `can now act with the permissions of arn:aws:lambda:eu-west-1:${own}:function:f`],
    ],
    [
      'escalating',
      power(),
      power(allow('lambda:UpdateFunctionCode')),
      ['1 more action (writing)', 'can now escalate its privileges: replace the code of a function (lambda-003)'],
    ],
    [
      'escalating no more',
      power(allow('lambda:UpdateFunctionCode')),
      power(),
      [
        '1 fewer action (writing)',
        'can no longer escalate its privileges: replace the code of a function (lambda-003)',
      ],
    ],
    [
      'reading secrets',
      power(),
      power(allow('secretsmanager:GetSecretValue')),
      [
        '1 more action (reading)',
        'can now obtain credentials: secretsmanager:GetSecretValue',
        'can now read any stored data: secretsmanager:GetSecretValue',
      ],
    ],
    [
      'reading secrets no more',
      power(allow('secretsmanager:GetSecretValue')),
      power(),
      [
        '1 fewer action (reading)',
        'can no longer obtain credentials: secretsmanager:GetSecretValue',
        'can no longer read any stored data: secretsmanager:GetSecretValue',
      ],
    ],
    [
      'a wildcard',
      power(),
      power(allow('chatbot:Get*', 'arn:aws:chatbot:::x')),
      [
        `${expandAction('chatbot:Get*').length} more actions, all of them reading`,
        'wildcards added: chatbot:Get* on arn:aws:chatbot:::x',
      ],
    ],
    ['near an administrator', power(), power(allow('iam:*')), []],
  ])('differ by %s', (_, before, after, expected) => {
    if (expected.length === 0 && before !== after)
      expect(comparePower(before, after)[0]).toMatch(/^is now near an administrator: /);
    else expect(comparePower(before, after)).toEqual(expected);
  });

  it('say so when an administrator goes', () => {
    expect(comparePower(power(allow('*')), base)).toEqual(
      expect.arrayContaining(['is no longer an administrator', 'can no longer pass roles']),
    );
    expect(comparePower(power(allow('iam:*')), base)[0]).toBe('is no longer near an administrator');
  });
});

describe('the table of actions', () => {
  it('knows actions whatever their case, with their access level', () => {
    expect(isKnownAction('S3:getobject')).toBe(true);
    expect(isKnownAction('s3:GetObjet')).toBe(false);
    expect(isKnownAction('nosuch:Action')).toBe(false);
    expect(isKnownAction('GetObject')).toBe(false);
    expect(isKnownService('Lambda')).toBe(true);
    expect(isKnownService('lamda')).toBe(false);
    expect(accessLevelOf('s3:GetObject')).toBe('read');
    expect(accessLevelOf('s3:ListBucket')).toBe('list');
    expect(accessLevelOf('s3:PutObject')).toBe('write');
    expect(accessLevelOf('s3:PutBucketPolicy')).toBe('permissions');
    expect(accessLevelOf('s3:PutObjectTagging')).toBe('tagging');
    expect(accessLevelOf('s3:NoSuch')).toBeUndefined();
  });

  it('knows what is nearest to a name that it does not know', () => {
    expect(nearestAction('s3:GetObjet')).toBe('s3:GetObject');
    expect(nearestAction('lamda:InvokeFuntion')).toBe('lambda:InvokeFunction');
  });

  it('expands patterns as IAM writes the names', () => {
    expect(expandAction('SQS:send*')).toEqual(['sqs:SendMessage']);
    expect(expandAction('sqs:SendMessage')).toEqual(['sqs:SendMessage']);
    expect(expandAction('nosuch:*')).toEqual([]);
    expect(expandAction('*').length).toBeGreaterThan(20_000);
  });
});
