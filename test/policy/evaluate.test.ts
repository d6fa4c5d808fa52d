import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { evaluateRequest, type PolicyRequest, type PolicySet } from '../../shared/policy/evaluate.ts';

const own = '111111111111';
const other = '222222222222';
const role = `arn:aws:sts::${own}:assumed-role/r/s`;
const queue = `arn:aws:sqs:eu-west-1:${own}:q`;

const policy = (...statements: readonly object[]) => parsePolicy({ Version: '2012-10-17', Statement: statements });
const allow = (parts: object = {}) => ({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*', ...parts });
const deny = (parts: object = {}) => ({ ...allow(parts), Effect: 'Deny' });
const everything = policy(allow({ Action: '*' }));

const decide = (set: PolicySet, request: Partial<PolicyRequest> = {}) =>
  evaluateRequest({ action: 'sqs:SendMessage', resource: queue, principal: role, ...request }, set).decision;

const holds = (condition: object, context: NonNullable<PolicyRequest['context']>, complete = true) =>
  decide({ identityPolicies: [policy(allow({ Condition: condition }))] }, { context, contextComplete: complete });

describe('a condition', () => {
  it.each<[object, NonNullable<PolicyRequest['context']>, boolean]>([
    [{ StringEquals: { 'x:k': ['a', 'b'] } }, { 'x:k': 'b' }, true],
    [{ StringEquals: { 'x:k': 'a' } }, { 'X:K': 'a' }, true],
    [{ StringEquals: { 'x:k': 'a' } }, { 'x:k': 'A' }, false],
    [{ StringEquals: { 'x:k': 'a*' } }, { 'x:k': 'ab' }, false],
    [{ StringEquals: { 'x:k': 'a*' } }, { 'x:k': 'a*' }, true],
    [{ StringEqualsIgnoreCase: { 'x:k': 'aB' } }, { 'x:k': 'Ab' }, true],
    [{ StringNotEqualsIgnoreCase: { 'x:k': 'aB' } }, { 'x:k': 'Ab' }, false],
    [{ StringNotEquals: { 'x:k': ['a', 'b'] } }, { 'x:k': 'b' }, false],
    [{ StringNotEquals: { 'x:k': ['a', 'b'] } }, { 'x:k': 'c' }, true],
    [{ StringNotEquals: { 'x:k': 'a' } }, {}, true],
    [{ StringEquals: { 'x:k': 'a' } }, {}, false],
    [{ StringEquals: { 'x:k': 'a' } }, { 'x:k': null }, false],
    [{ StringEqualsIfExists: { 'x:k': 'a' } }, {}, true],
    [{ StringEqualsIfExists: { 'x:k': 'a' } }, { 'x:k': 'b' }, false],
    [{ StringLike: { 'x:k': 'a?c*' } }, { 'x:k': 'abcd' }, true],
    [{ StringLike: { 'x:k': 'a?c' } }, { 'x:k': 'ac' }, false],
    [{ StringNotLike: { 'x:k': 'a*' } }, { 'x:k': 'b' }, true],
    [{ ArnLike: { 'x:k': 'arn:aws:sns:*:1:t' } }, { 'x:k': 'arn:aws:sns:eu:1:t' }, true],
    [{ ArnLike: { 'x:k': 'arn:aws:sns:*:t' } }, { 'x:k': 'arn:aws:sns:eu:1:t' }, false],
    [{ ArnEquals: { 'x:k': 'arn:aws:sns:*:1:t' } }, { 'x:k': 'arn:aws:sns:eu:1:t' }, true],
    [{ ArnNotEquals: { 'x:k': 'arn:aws:sns:eu:1:t' } }, { 'x:k': 'arn:aws:sns:eu:1:t' }, false],
    [{ NumericEquals: { 'x:k': '5' } }, { 'x:k': 5 }, true],
    [{ NumericNotEquals: { 'x:k': '5' } }, { 'x:k': '6' }, true],
    [{ NumericLessThan: { 'x:k': '5' } }, { 'x:k': '5' }, false],
    [{ NumericLessThanEquals: { 'x:k': '5' } }, { 'x:k': '5' }, true],
    [{ NumericGreaterThan: { 'x:k': '5' } }, { 'x:k': '5' }, false],
    [{ NumericGreaterThanEquals: { 'x:k': '5' } }, { 'x:k': '5' }, true],
    [{ NumericLessThan: { 'x:k': '5' } }, { 'x:k': 'text' }, false],
    [{ DateLessThan: { 'x:k': '2024-01-01T00:00:00Z' } }, { 'x:k': '2023-12-31T23:59:59Z' }, true],
    [{ DateGreaterThan: { 'x:k': '2024-01-01T00:00:00Z' } }, { 'x:k': '1704067201' }, true],
    [{ DateGreaterThan: { 'x:k': '1704067200' } }, { 'x:k': '2023-12-31T23:59:59Z' }, false],
    [{ DateEquals: { 'x:k': '2024-01-01T00:00:00Z' } }, { 'x:k': '2024-01-01T01:00:00+01:00' }, true],
    [{ Bool: { 'x:k': 'TRUE' } }, { 'x:k': true }, true],
    [{ Bool: { 'x:k': 'false' } }, { 'x:k': 'true' }, false],
    [{ BinaryEquals: { 'x:k': 'QUJD' } }, { 'x:k': 'QUJD' }, true],
    [{ IpAddress: { 'x:k': '0.0.0.0/0' } }, { 'x:k': '203.0.113.7' }, true],
    [{ IpAddress: { 'x:k': '203.0.113.0/24' } }, { 'x:k': '203.0.114.7' }, false],
    [{ IpAddress: { 'x:k': '203.0.113.7' } }, { 'x:k': '203.0.113.7' }, true],
    [{ IpAddress: { 'x:k': '2001:db8::/32' } }, { 'x:k': '2001:db8:1::1' }, true],
    [{ IpAddress: { 'x:k': '::ffff:10.0.0.0/104' } }, { 'x:k': '::ffff:10.1.2.3' }, true],
    [{ IpAddress: { 'x:k': '0.0.0.0/0' } }, { 'x:k': '2001:db8::1' }, false],
    [{ NotIpAddress: { 'x:k': '203.0.113.0/24' } }, { 'x:k': '203.0.114.7' }, true],
    [{ Null: { 'x:k': 'true' } }, {}, true],
    [{ Null: { 'x:k': 'false' } }, {}, false],
    [{ Null: { 'x:k': 'false' } }, { 'x:k': 'a' }, true],
    [{ Null: { 'x:k': 'true' } }, { 'x:k': [] }, true],
    [{ 'ForAllValues:StringEquals': { 'x:k': ['a', 'b'] } }, { 'x:k': ['a', 'b'] }, true],
    [{ 'ForAllValues:StringEquals': { 'x:k': ['a'] } }, { 'x:k': ['a', 'b'] }, false],
    [{ 'ForAllValues:StringEquals': { 'x:k': ['a'] } }, {}, true],
    [{ 'ForAllValues:StringNotEquals': { 'x:k': ['a'] } }, { 'x:k': ['b', 'a'] }, false],
    [{ 'ForAllValues:StringNotEquals': { 'x:k': ['a'] } }, { 'x:k': ['b', 'c'] }, true],
    [{ 'ForAnyValue:StringEquals': { 'x:k': ['a'] } }, { 'x:k': ['b', 'a'] }, true],
    [{ 'ForAnyValue:StringEquals': { 'x:k': ['a'] } }, {}, false],
    [{ 'ForAnyValue:StringEqualsIfExists': { 'x:k': ['a'] } }, {}, true],
    [{ 'ForAnyValue:StringNotEquals': { 'x:k': ['a'] } }, { 'x:k': ['a', 'b'] }, true],
    [{ 'ForAnyValue:StringNotEquals': { 'x:k': ['a'] } }, { 'x:k': ['a'] }, false],
    [{ 'ForAnyValue:StringNotEquals': { 'x:k': ['a'] } }, {}, false],
    [{ StringEquals: { 'x:k': 'a', 'x:l': 'b' } }, { 'x:k': 'a', 'x:l': 'b' }, true],
    [{ StringEquals: { 'x:k': 'a', 'x:l': 'b' } }, { 'x:k': 'a', 'x:l': 'c' }, false],
    [{ StringEquals: { 'x:k': 'a' }, Bool: { 'x:b': 'true' } }, { 'x:k': 'a', 'x:b': 'false' }, false],
    [{ StringEquals: { 'x:k': `\${x:l}` } }, { 'x:k': 'a', 'x:l': 'a' }, true],
    [{ StringEquals: { 'x:k': `\${x:l}` } }, { 'x:k': 'a' }, false],
    [{ StringEquals: { 'x:k': `\${x:l, 'a'}` } }, { 'x:k': 'a' }, true],
    [{ StringLike: { 'x:k': `\${x:l}*` } }, { 'x:k': 'ab', 'x:l': 'a' }, true],
    [{ StringLike: { 'x:k': `\${x:l}` } }, { 'x:k': 'ab', 'x:l': 'a*' }, false],
    [{ StringLike: { 'x:k': `\${x:l}` } }, { 'x:k': 'a*', 'x:l': 'a*' }, true],
    [{ StringLike: { 'x:k': `a\${*}` } }, { 'x:k': 'ab' }, false],
    [{ StringLike: { 'x:k': `a\${*}\${?}\${$}` } }, { 'x:k': 'a*?$' }, true],
  ])('%j of %j is %s', (condition, context, expected) => {
    expect(holds(condition, context)).toBe(expected ? 'allowed' : 'implicitDeny');
  });

  it('of a key that is not known leaves the decision unknown', () => {
    expect(holds({ StringEquals: { 'x:k': 'a' } }, {}, false)).toBe('unknown');
    expect(holds({ Null: { 'x:k': 'true' } }, {}, false)).toBe('unknown');
    expect(holds({ StringEquals: { 'x:k': `\${x:l}` } }, { 'x:k': 'a' }, false)).toBe('unknown');
    expect(holds({ StringEquals: { 'x:k': 'a', 'x:l': 'b' } }, { 'x:l': 'c' }, false)).toBe('implicitDeny');
    expect(holds({ StringIs: { 'x:k': 'a' } }, { 'x:k': 'a' })).toBe('unknown');
  });

  it.each<[object, string]>([
    [{ IpAddress: { 'x:k': '300.0.0.0/8' } }, '10.0.0.1'],
    [{ NotIpAddress: { 'x:k': '10.0.0.0/33' } }, '10.0.0.1'],
    [{ NumericLessThan: { 'x:k': 'ten' } }, '5'],
    [{ NumericNotEquals: { 'x:k': '' } }, '5'],
    [{ DateGreaterThan: { 'x:k': 'yesterday' } }, '2024-01-01T00:00:00Z'],
    [{ Bool: { 'x:k': 'yes' } }, 'true'],
    [{ Null: { 'x:k': 'maybe' } }, 'a'],
  ])('of a value that its operator can not compare is unknown: %j', (condition, actual) => {
    expect(holds(condition, { 'x:k': actual })).toBe('unknown');
  });

  it('of several values, one of which can not be compared, holds where another matches', () => {
    expect(holds({ IpAddress: { 'x:k': ['300.0.0.0/8', '10.0.0.0/8'] } }, { 'x:k': '10.0.0.1' })).toBe('allowed');
    expect(holds({ ArnLike: { 'x:k': 'topic' } }, { 'x:k': 'arn:aws:sns:eu:1:topic' })).toBe('implicitDeny');
  });
});

describe('a request', () => {
  it('is allowed by one of the policies, whatever the case of the action', () => {
    expect(decide({ identityPolicies: [policy(allow({ Action: 's3:*' })), policy(allow())] })).toBe('allowed');
    expect(decide({ identityPolicies: [policy(allow({ Action: 'SQS:sendmessage' }))] })).toBe('allowed');
    expect(decide({ identityPolicies: [policy(allow({ Action: 'sqs:Send?essage' }))] })).toBe('allowed');
    expect(decide({ identityPolicies: [policy(allow({ NotAction: 's3:*', Action: undefined }))] })).toBe('allowed');
    expect(decide({ identityPolicies: [policy(allow({ NotAction: 'sqs:*', Action: undefined }))] })).toBe(
      'implicitDeny',
    );
  });

  it('is refused where nothing allows it, and refused explicitly where a deny does', () => {
    expect(decide({ identityPolicies: [] })).toBe('implicitDeny');
    expect(decide({ identityPolicies: [policy(allow({ Action: undefined }))] })).toBe('implicitDeny');
    expect(decide({ identityPolicies: [everything, policy(deny())] })).toBe('explicitDeny');
    for (const kind of ['boundary', 'sessionPolicy', 'resourcePolicy'] as const)
      expect(decide({ identityPolicies: [everything], [kind]: policy(deny({ Principal: '*' })) })).toBe('explicitDeny');
    expect(decide({ identityPolicies: [everything], scps: [policy(deny())] })).toBe('explicitDeny');
  });

  it('has to be on the resource', () => {
    const on = (parts: object, resource = queue) => decide({ identityPolicies: [policy(allow(parts))] }, { resource });
    expect(on({ Resource: `arn:aws:sqs:*:${own}:q` })).toBe('allowed');
    expect(on({ Resource: 'arn:aws:sqs:*' })).toBe('allowed');
    expect(on({ Resource: 'arn:aws:sns:*' })).toBe('implicitDeny');
    expect(on({ Resource: `arn:aws:sqs:eu-west-1:${other}:q` })).toBe('implicitDeny');
    expect(on({ Resource: undefined, NotResource: `arn:aws:sqs:*:${other}:*` })).toBe('allowed');
    expect(on({ Resource: undefined, NotResource: `arn:aws:sqs:*:${own}:*` })).toBe('implicitDeny');
    expect(
      on({ Resource: 'arn:aws:logs:*:*:log-group:/a:*' }, `arn:aws:logs:eu-west-1:${own}:log-group:/a:log-stream:b:c`),
    ).toBe('allowed');
  });

  it('resolves variables in resources, and says where it can not', () => {
    const home = policy(allow({ Resource: `arn:aws:s3:::b/\${aws:username}/*` }));
    const on = (context: Record<string, string | null>, resource = 'arn:aws:s3:::b/ann/x') =>
      decide({ identityPolicies: [home] }, { resource, context });
    expect(on({ 'aws:username': 'ann' })).toBe('allowed');
    expect(on({ 'aws:username': 'bob' })).toBe('implicitDeny');
    expect(on({ 'aws:username': '*' })).toBe('implicitDeny');
    expect(on({ 'aws:username': null })).toBe('implicitDeny');
    expect(on({})).toBe('unknown');
    expect(on({}, 'arn:aws:s3:::c/ann/x')).toBe('implicitDeny');
  });

  it('takes variables literally in a policy of 2008', () => {
    const old = parsePolicy({
      Version: '2008-10-17',
      Statement: allow({ Resource: `arn:aws:s3:::b/\${aws:username}` }),
    });
    expect(
      decide({ identityPolicies: [old] }, { resource: 'arn:aws:s3:::b/ann', context: { 'aws:username': 'ann' } }),
    ).toBe('implicitDeny');
  });

  it('can not be told from a value of a template', () => {
    const open = policy(allow({ Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }));
    expect(decide({ identityPolicies: [open] })).toBe('unknown');
  });

  it('is limited by boundary, session policy and every organization policy', () => {
    const none = policy(allow({ Action: 's3:*' }));
    expect(decide({ identityPolicies: [everything], boundary: everything })).toBe('allowed');
    expect(decide({ identityPolicies: [everything], boundary: none })).toBe('implicitDeny');
    expect(decide({ identityPolicies: [everything], sessionPolicy: none })).toBe('implicitDeny');
    expect(decide({ identityPolicies: [everything], scps: [everything, none] })).toBe('implicitDeny');
    expect(decide({ identityPolicies: [everything], scps: [everything, everything] })).toBe('allowed');
  });

  it('is unknown only where the unknown part decides', () => {
    const maybe = { Condition: { StringEquals: { 'x:k': 'a' } } };
    expect(decide({ identityPolicies: [policy(allow(maybe), allow())] })).toBe('allowed');
    expect(decide({ identityPolicies: [policy(allow(), deny(maybe))] })).toBe('unknown');
    expect(decide({ identityPolicies: [policy(deny(maybe), deny())] })).toBe('explicitDeny');
    expect(decide({ identityPolicies: [everything], boundary: policy(allow(maybe)) })).toBe('unknown');
    expect(decide({ identityPolicies: [policy(deny(maybe))] })).toBe('implicitDeny');
  });

  it('says which statements bore on it', () => {
    const { because } = evaluateRequest(
      { action: 'sqs:SendMessage', resource: queue, principal: role },
      {
        identityPolicies: [
          everything,
          policy(allow({ Sid: 'a' }), deny({ Sid: 'd', Condition: { Bool: { 'x:k': 'true' } } })),
        ],
        boundary: policy(allow({ Action: 's3:*' }), allow()),
      },
    );
    expect(because).toEqual([
      { policy: 'identity', effect: 'Allow', number: 0, index: 0, certain: true },
      { policy: 'identity', effect: 'Deny', number: 1, sid: 'd', index: 1, certain: false },
      { policy: 'identity', effect: 'Allow', number: 1, sid: 'a', index: 0, certain: true },
      { policy: 'boundary', effect: 'Allow', number: 0, index: 1, certain: true },
    ]);
  });

  it('says which statements of a resource policy bore on it, and which only perhaps', () => {
    const maybe = { Condition: { Bool: { 'x:k': 'true' } } };
    const { because } = evaluateRequest(
      { action: 'sqs:SendMessage', resource: queue, principal: role },
      {
        resourcePolicy: policy(
          allow({ Principal: '*', Sid: 'all' }),
          allow({ Principal: '*', ...maybe }),
          allow({ Principal: { AWS: other } }),
          allow({ Principal: '*', Action: 's3:*' }),
          deny({ Principal: '*', ...maybe }),
          deny({ Principal: { AWS: own } }),
          deny({ Principal: { AWS: other } }),
          deny({ Principal: '*', Action: 's3:*' }),
        ),
      },
    );
    expect(because).toEqual([
      { policy: 'resource', effect: 'Deny', number: 0, index: 4, certain: false },
      { policy: 'resource', effect: 'Deny', number: 0, index: 5, certain: true },
      { policy: 'resource', effect: 'Allow', number: 0, sid: 'all', index: 0, certain: true },
      { policy: 'resource', effect: 'Allow', number: 0, index: 1, certain: false },
    ]);
  });

  it('takes the default of a variable without a value', () => {
    const home = (pattern: string) => policy(allow({ Resource: `arn:aws:s3:::b/${pattern}` }));
    const on = (pattern: string, context: Record<string, string | null>, resource = 'arn:aws:s3:::b/guest') =>
      decide({ identityPolicies: [home(pattern)] }, { resource, context });
    expect(on(`\${aws:username, 'guest'}`, { 'aws:username': null })).toBe('allowed');
    expect(on(`\${aws:username,'guest'}`, { 'aws:username': 'ann' })).toBe('implicitDeny');
    expect(on(`\${ aws:username , guest }`, { 'aws:username': null })).toBe('allowed');
    expect(on(`\${aws:username, 'g*t'}`, { 'aws:username': null })).toBe('implicitDeny');
    expect(on(`\${aws:username, 'g*t'}`, { 'aws:username': null }, 'arn:aws:s3:::b/g*t')).toBe('allowed');
    expect(on(`\${aws:username, ''}guest`, { 'aws:username': null })).toBe('allowed');
    expect(on(`\${aws:username, 'guest'}`, {})).toBe('unknown');
    expect(on(`\${aws:username}\${x:y}`, { 'aws:username': null })).toBe('unknown');
    expect(on(`\${x:y}\${aws:username}`, { 'aws:username': null })).toBe('unknown');
    expect(on(`\${*}`, {}, 'arn:aws:s3:::b/*')).toBe('allowed');
    expect(on(`\${*}`, {})).toBe('implicitDeny');
    expect(on(`\${?}uest`, {})).toBe('implicitDeny');
    expect(on(`\${$}x`, {}, 'arn:aws:s3:::b/$x')).toBe('allowed');
  });

  it('is on every resource but those that a variable excepts', () => {
    const all = policy(
      allow({ Resource: undefined, NotResource: ['arn:aws:s3:::b/secret', `arn:aws:s3:::b/\${aws:username}`] }),
    );
    const on = (context: Record<string, string | null>, resource = 'arn:aws:s3:::b/ann') =>
      decide({ identityPolicies: [all] }, { resource, context });
    expect(on({ 'aws:username': 'bob' })).toBe('allowed');
    expect(on({ 'aws:username': 'ann' })).toBe('implicitDeny');
    expect(on({ 'aws:username': 'bob' }, 'arn:aws:s3:::b/secret')).toBe('implicitDeny');
    expect(on({ 'aws:username': null })).toBe('implicitDeny');
    expect(on({})).toBe('unknown');
    expect(on({}, 'arn:aws:s3:::c')).toBe('unknown');
  });

  it('is of any action in each of the spellings', () => {
    for (const action of ['*', '*:*', ['s3:*', '*'], ['s3:Get*', 'sqs:*Message']])
      expect(decide({ identityPolicies: [policy(allow({ Action: action }))] })).toBe('allowed');
    expect(decide({ identityPolicies: [policy(allow({ Action: ['s3:Get*', 'sqs:Get*'] }))] })).toBe('implicitDeny');
    expect(decide({ identityPolicies: [policy(allow({ Action: [] }))] })).toBe('implicitDeny');
    expect(decide({ identityPolicies: [policy(allow({ Resource: ['arn:aws:s3:::b', '*'] }))] })).toBe('allowed');
    expect(decide({ identityPolicies: [policy(allow({ Resource: undefined }))] })).toBe('allowed');
  });
});

describe('a resource policy', () => {
  const to = (principal: object | string, parts: object = {}) => policy(allow({ Principal: principal, ...parts }));
  const by = (resourcePolicy: ReturnType<typeof policy>, request: Partial<PolicyRequest> = {}, set: PolicySet = {}) =>
    decide({ identityPolicies: [], resourcePolicy, ...set }, request);

  it.each<[string, object, string]>([
    ['the role', { AWS: `arn:aws:iam::${own}:role/r` }, 'allowed'],
    ['the role with a path', { AWS: `arn:aws:iam::${own}:role/path/r` }, 'allowed'],
    ['the session', { AWS: role }, 'allowed'],
    ['another session', { AWS: `arn:aws:sts::${own}:assumed-role/r/t` }, 'implicitDeny'],
    ['another role', { AWS: `arn:aws:iam::${own}:role/r2` }, 'implicitDeny'],
    ['a role of that name elsewhere', { AWS: `arn:aws:iam::${other}:role/r` }, 'implicitDeny'],
    ['the account, which may delegate', { AWS: own }, 'implicitDeny'],
    ['everyone', { AWS: '*' }, 'allowed'],
    ['a service', { Service: 'sns.amazonaws.com' }, 'implicitDeny'],
  ])('that names %s', (_, principal, expected) => {
    expect(by(to(principal))).toBe(expected);
  });

  it('leaves out whom NotPrincipal names', () => {
    expect(by(policy(allow({ NotPrincipal: { AWS: role } })))).toBe('implicitDeny');
    expect(by(policy(allow({ NotPrincipal: { AWS: other } })))).toBe('allowed');
    expect(by(policy(allow({}))), 'no principal').toBe('implicitDeny');
  });

  it('lets a service in by name, and callers without credentials by *', () => {
    const service = { principal: 'sns.amazonaws.com' };
    expect(by(to({ Service: 'SNS.amazonaws.com' }), service)).toBe('allowed');
    expect(by(to({ Service: 's3.amazonaws.com' }), service)).toBe('implicitDeny');
    const anonymous = (resourcePolicy: ReturnType<typeof policy>) =>
      evaluateRequest({ action: 'sqs:SendMessage', resource: queue }, { resourcePolicy }).decision;
    expect(anonymous(to('*'))).toBe('allowed');
    expect(anonymous(to({ AWS: own }))).toBe('implicitDeny');
  });

  it('has to allow beside the identity policies where the caller is of another account', () => {
    const stranger = { principal: `arn:aws:sts::${other}:assumed-role/r/s` };
    expect(by(to({ AWS: other }), stranger, { identityPolicies: [everything] })).toBe('allowed');
    expect(by(to({ AWS: other }), stranger)).toBe('implicitDeny');
    expect(by(to({ AWS: own }), stranger, { identityPolicies: [everything] })).toBe('implicitDeny');
    expect(decide({ identityPolicies: [everything] }, stranger)).toBe('implicitDeny');
    expect(by(to('*'), { ...stranger, resource: 'arn:aws:s3:::b', resourceAccount: own })).toBe('implicitDeny');
  });

  it('reaches past a boundary where it names the session or everyone, not where it names the role', () => {
    const boundary = policy(allow({ Action: 's3:*' }));
    expect(by(to({ AWS: role }), {}, { boundary })).toBe('allowed');
    expect(by(to('*'), {}, { boundary })).toBe('allowed');
    expect(by(to({ AWS: `arn:aws:iam::${own}:role/r` }), {}, { boundary })).toBe('implicitDeny');
  });

  it('of a key or of a role has to allow even in the same account', () => {
    const key = `arn:aws:kms:eu-west-1:${own}:key/k`;
    const kms = { action: 'kms:Decrypt', resource: key };
    const root = to({ AWS: `arn:aws:iam::${own}:root` }, { Action: 'kms:*' });
    expect(by(root, kms, { identityPolicies: [everything] })).toBe('allowed');
    expect(by(root, kms)).toBe('implicitDeny');
    expect(by(to({ AWS: other }, { Action: 'kms:*' }), kms, { identityPolicies: [everything] })).toBe('implicitDeny');
    expect(by(to({ AWS: `arn:aws:iam::${own}:role/r` }, { Action: 'kms:*' }), kms)).toBe('allowed');
    expect(by(root, kms, { identityPolicies: [everything], boundary: policy(allow()) })).toBe('implicitDeny');
    const assume = { action: 'sts:AssumeRole', resource: `arn:aws:iam::${own}:role/t` };
    expect(
      by(to({ AWS: other }, { Action: 'sts:AssumeRole', Resource: undefined }), assume, {
        identityPolicies: [everything],
      }),
    ).toBe('implicitDeny');
  });
});
