import { describe, expect, it } from 'vitest';
import { parsePolicy } from '../../shared/policy/document.ts';
import { exposureOf } from '../../shared/policy/exposure.ts';
import { organization, other, own, trusted } from './exposure/case.ts';

const verdict = (statement: object | readonly object[], type: 'resource' | 'trust' = 'resource') =>
  exposureOf(parsePolicy({ Version: '2012-10-17', Statement: statement }), {
    type,
    account: own,
    organization,
    trustedAccounts: [trusted],
    resource: type === 'trust' ? 'iam' : 'lambda',
  });

const allow = (principal: unknown, condition?: object) => ({
  Effect: 'Allow',
  Principal: principal,
  Action: 'lambda:InvokeFunction',
  ...(condition && { Condition: condition }),
});

describe('why a condition narrows or does not', () => {
  it.each<[operator: string, key: string, value: string, counts: boolean, why: string]>([
    ['StringEquals', 'aws:PrincipalAccount', own, true, 'only callers of the accounts named'],
    ['StringLike', 'aws:PrincipalAccount', '1*', false, 'other accounts satisfy it as well'],
    [
      'StringEquals',
      'aws:PrincipalAccount',
      '1*',
      true,
      'StringEquals takes * and ? literally, so that nothing matches',
    ],
    [
      'StringEqualsIfExists',
      'aws:PrincipalAccount',
      own,
      false,
      'IfExists is satisfied by requests that do not carry the key',
    ],
    [
      'ForAllValues:StringEquals',
      'aws:PrincipalAccount',
      own,
      false,
      'ForAllValues is satisfied by requests that do not carry the key',
    ],
    ['StringNotEquals', 'aws:PrincipalAccount', own, false, 'it excludes some and lets everyone else in'],
    ['StringLike', 'aws:PrincipalAccount', '*', false, '* matches everything'],
    ['Null', 'aws:PrincipalAccount', 'false', false, 'it asks whether the key is there, not what it says'],
    [
      'ArnLike',
      'aws:PrincipalArn',
      `arn:aws:iam::${own}:role/r`,
      true,
      'only callers of the accounts that the ARNs fix',
    ],
    [
      'ArnLike',
      'aws:PrincipalArn',
      'arn:aws:iam::*:role/r',
      false,
      'the account part is open, and every account can have a principal of this name',
    ],
    ['StringEquals', 'aws:PrincipalOrgID', organization, true, 'only members of the organization'],
    ['StringLike', 'aws:PrincipalOrgID', 'o-*', false, 'other organizations satisfy it as well'],
    [
      'ForAnyValue:StringLike',
      'aws:PrincipalOrgPaths',
      `${organization}/*`,
      true,
      'only members of the organization that the path begins with',
    ],
    ['ForAnyValue:StringLike', 'aws:PrincipalOrgPaths', 'o-*/*', false, 'the organization part is open'],
    [
      'StringEquals',
      'aws:SourceAccount',
      own,
      true,
      'a service may call for the accounts named alone, and direct callers do not carry the key',
    ],
    ['StringLike', 'aws:SourceAccount', '1*', false, 'other accounts satisfy it as well'],
    [
      'ArnLike',
      'aws:SourceArn',
      `arn:aws:sns:*:${own}:t`,
      true,
      'a service may call for resources of the accounts that the ARNs fix alone',
    ],
    [
      'ArnLike',
      'aws:SourceArn',
      'arn:aws:s3:::b',
      false,
      'the ARN of a bucket carries no account: whoever owns the name, or takes it once the bucket is deleted',
    ],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:route53:::healthcheck/x', false, 'the ARN carries no account'],
    ['ArnLike', 'aws:SourceArn', 'arn:aws:sns:*:*:t', false, 'the account part is open'],
    ['StringEquals', 'aws:SourceOrgID', organization, true, 'a service may call for members of the organization alone'],
    ['StringLike', 'aws:SourceOrgID', 'o-*', false, 'other organizations satisfy it as well'],
    [
      'ForAnyValue:StringLike',
      'aws:SourceOrgPaths',
      `${organization}/*`,
      true,
      'a service may call for members of the organization alone',
    ],
    ['ForAnyValue:StringLike', 'aws:SourceOrgPaths', 'o-*/*', false, 'the organization part is open'],
    ['StringEquals', 'aws:SourceOwner', own, true, 'only callers of the accounts named'],
    ['StringLike', 'aws:SourceOwner', '1*', false, 'other accounts satisfy it as well'],
    [
      'StringEquals',
      'aws:SourceVpc',
      'vpc-1',
      true,
      'only through a VPC or endpoint that strangers can not send from (whose it is, the policy does not say)',
    ],
    ['StringLike', 'aws:SourceVpc', 'vpc-*', false, 'other VPCs satisfy it as well'],
    [
      'ArnLike',
      'aws:SourceVpcArn',
      `arn:aws:ec2:*:${own}:vpc/v`,
      true,
      'only through a VPC of the accounts that the ARNs fix',
    ],
    ['StringEquals', 'aws:VpceAccount', own, true, 'only through VPC endpoints of the accounts named'],
    ['StringEquals', 'aws:VpceOrgID', organization, true, 'only through VPC endpoints of the organization'],
    [
      'ForAnyValue:StringLike',
      'aws:VpceOrgPaths',
      `${organization}/*`,
      true,
      'only through VPC endpoints of the organization',
    ],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8', true, 'the internet routes none of these addresses'],
    [
      'IpAddress',
      'aws:SourceIp',
      '8.8.8.8',
      false,
      'addresses say where a request comes from, not who sends it, and these are public ones',
    ],
    ['NotIpAddress', 'aws:SourceIp', '8.8.8.8', false, 'it excludes some and lets everyone else in'],
    ['IpAddress', 'aws:VpcSourceIp', '10.0.0.0/8', false, 'every VPC may use these addresses'],
    ['Bool', 'elasticfilesystem:AccessedViaMountTarget', 'true', true, 'only through a mount target in the VPC'],
    [
      'StringEquals',
      's3:DataAccessPointAccount',
      own,
      true,
      'only through access points of the accounts named, which have policies of their own',
    ],
    [
      'ArnLike',
      's3:DataAccessPointArn',
      `arn:aws:s3:*:${own}:accesspoint/*`,
      true,
      'only through access points of the accounts that the ARNs fix',
    ],
    [
      'StringEquals',
      'aws:userid',
      'AROAEXAMPLEEXAMPLE123',
      true,
      'only the users, roles or accounts with these unique ids',
    ],
    ['StringLike', 'aws:userid', '*:x', false, 'the unique id is open'],
    ['StringEquals', 'aws:username', 'a', false, 'every account can have a user of this name'],
    ['StringEquals', 'aws:PrincipalTag/t', 'a', false, 'every AWS account can arrange it for its own principals'],
    ['StringEquals', 'aws:PrincipalType', 'User', false, 'every AWS account has principals of every type'],
    ['Bool', 'aws:ViaAWSService', 'true', false, 'every account can call through that service'],
    [
      'StringEquals',
      'sts:ExternalId',
      'x',
      false,
      'an external id is no secret: it keeps a third party from being confused, not strangers out',
    ],
    ['Bool', 'aws:PrincipalIsAWSService', 'true', false, 'it says nothing about on whose behalf a service calls'],
    ['Bool', 'aws:PrincipalIsAWSService', 'false', false, 'it says nothing about on whose behalf a service calls'],
    [
      'StringEquals',
      'aws:PrincipalServiceName',
      's3.amazonaws.com',
      false,
      'it says nothing about on whose behalf the service calls',
    ],
    [
      'StringEquals',
      'lambda:FunctionUrlAuthType',
      'NONE',
      false,
      'it says how the URL authenticates, not who may call',
    ],
    [
      'Bool',
      'lambda:InvokedViaFunctionUrl',
      'true',
      false,
      'it says that the call comes through the function URL, not who sends it',
    ],
    ['StringEquals', 'lambda:EventSourceToken', 't', true, 'only requests that carry this token (an Alexa skill id)'],
    ['StringLike', 'lambda:EventSourceToken', 't*', false, 'the token is open'],
    [
      'StringLike',
      'sns:Endpoint',
      '*@example.com',
      true,
      'only subscriptions of endpoints in a domain or account that is fixed',
    ],
    ['StringLike', 'sns:Endpoint', 'https://*', false, 'the endpoint is open'],
    ['ArnLike', 'kms:EncryptionContext:aws:logs:arn', `arn:aws:logs:*:${own}:*`, false, 'strangers can satisfy it'],
    ['StringEquals', 'aws:ResourceAccount', own, false, 'it narrows what is reached, not who reaches it'],
    ['DateLessThan', 'aws:CurrentTime', '2031-01-01', false, 'it says when, not who'],
    ['Bool', 'aws:SecureTransport', 'true', false, 'whoever sends the request chooses it'],
    ['StringEquals', 'acme:x', 'y', false, 'what this key means for the caller is not known'],
    ['StringMatches', 'aws:PrincipalAccount', own, false, 'IAM has no such operator'],
    ['Null', 'acme:x', 'true', false, 'what this key means for the caller is not known'],
    ['Null', 'aws:SourceAccount', 'false', false, 'it asks whether the key is there, not what it says'],
  ])('%s %s %s', (operator, key, value, counts, why) => {
    const { statements } = verdict(allow('*', { [operator]: { [key]: value } }));
    expect(statements[0]?.narrowedBy).toEqual([{ key, operator, values: [value], counts, why }]);
  });

  it('is told with the condition that asks for the key beside it', () => {
    const { statements } = verdict(
      allow('*', {
        'ForAllValues:StringEquals': { 'aws:PrincipalOrgID': organization },
        Null: { 'aws:PrincipalOrgID': 'false' },
      }),
    );
    expect(statements[0]?.narrowedBy.map(({ counts, why }) => [counts, why])).toEqual([
      [true, 'only members of the organization'],
      [false, 'it asks whether the key is there, not what it says'],
    ]);
  });
});

describe('why a statement opens', () => {
  it.each<[statement: object | readonly object[], exposure: string, why: string]>([
    [allow('*'), 'any-aws-account', 'open to every AWS account'],
    [allow({ AWS: other }), 'other-account', 'open to an account that is not the owner’s and not trusted'],
    [allow({ AWS: trusted }), 'organization', 'open to the organization or trusted accounts'],
    [allow({ AWS: own }), 'account', "open to the owner's account"],
    [allow({ AWS: 'AIDAEXAMPLEEXAMPLE123' }), 'none', 'no statement lets anybody in'],
    [
      allow({ AWS: ['AIDAEXAMPLEEXAMPLE123', own] }),
      'account',
      "open to the owner's account; AIDAEXAMPLEEXAMPLE123 is the id of a principal that was deleted",
    ],
    [
      allow({ AWS: '386209384616' }),
      'account',
      "open to the owner's account; 386209384616 is an account of AWS Billing itself",
    ],
    [allow({ CanonicalUser: 'a'.repeat(64) }), 'unknown', 'open to callers that can not be told from the document'],
    [
      { ...allow('*'), Principal: undefined, NotPrincipal: { AWS: own } },
      'any-aws-account',
      'open to every AWS account; NotPrincipal with Allow lets in everybody who is not named',
    ],
    [
      { ...allow('*'), Principal: undefined },
      'unknown',
      'the statement names no principal, which a resource policy has to',
    ],
    [
      [allow('*'), { ...allow('*', { StringNotEquals: { 'aws:PrincipalAccount': own } }), Effect: 'Deny' }],
      'account',
      "open to the owner's account; a deny takes off the rest",
    ],
    [
      allow('*', {
        StringEquals: { 'aws:PrincipalOrgID': organization },
        Bool: { 'aws:SecureTransport': 'true' },
      }),
      'organization',
      'open to the organization or trusted accounts; aws:PrincipalOrgID: only members of the organization',
    ],
    [{ ...allow('*'), Effect: 'Deny' }, 'none', 'no statement lets anybody in'],
    [[], 'none', 'no statement lets anybody in'],
  ])('%j: %s', (statement, exposure, why) => {
    const found = verdict(statement);
    expect([found.exposure, found.why]).toEqual([exposure, why]);
  });

  it.each<[statement: object, why: string]>([
    [{ ...allow('*'), Effect: 'Deny' }, 'a deny opens nothing'],
    [{ ...allow('*'), Action: [] }, 'no action is named'],
    [{ ...allow('*'), Principal: undefined, NotPrincipal: '*' }, 'everybody is excepted'],
  ])('%j says why it opens nothing', (statement, why) => {
    expect(verdict(statement).statements[0]?.why).toBe(why);
  });

  it('or not, in other kinds of policies', () => {
    const [identity] = exposureOf(parsePolicy({ Statement: allow('*') }), { type: 'identity' }).statements;
    expect(identity?.why).toBe('an identity policy lets nobody in: it says what its holder may do');
    expect(verdict(allow('*'), 'trust').statements[0]?.why).toBe('none of the actions assumes the role');
    expect(exposureOf(parsePolicy('{'), { type: 'resource' })).toMatchObject({
      exposure: 'unknown',
      why: 'the document could not be read',
    });
  });

  it('says that a third party should be asked for an external id', () => {
    const assume = (principal: object, condition?: object) => ({
      ...allow(principal, condition),
      Action: 'sts:AssumeRole',
    });
    const asked = 'a third party that serves others as well should be asked for sts:ExternalId';
    expect(verdict(assume({ AWS: other }), 'trust').why).toContain(asked);
    expect(verdict(assume({ AWS: own }), 'trust').why).not.toContain(asked);
    expect(verdict(assume({ AWS: other }, { StringEquals: { 'sts:ExternalId': 'x' } }), 'trust').why).not.toContain(
      asked,
    );
    expect(verdict(assume({ AWS: other }, { StringNotEquals: { 'sts:ExternalId': 'x' } }), 'trust').why).toContain(
      asked,
    );
  });

  it('lists principals and actions as the document writes them', () => {
    const found = (parts: object) => verdict({ ...allow('*'), ...parts }).statements[0];
    expect(found({ Principal: { AWS: [own], Service: 's3.amazonaws.com' } })?.principals).toEqual([
      own,
      's3.amazonaws.com',
    ]);
    expect(found({ Principal: undefined, NotPrincipal: { AWS: own } })?.principals).toEqual([`not ${own}`]);
    expect(found({ Action: undefined, NotAction: 'lambda:AddPermission' })?.actions).toEqual([
      'not lambda:AddPermission',
    ]);
    expect(found({ Action: undefined })?.actions).toEqual([]);
    expect(found({ Sid: 's' })).toMatchObject({ sid: 's', index: 0, effect: 'Allow' });
    expect(found({})).not.toHaveProperty('sid');
  });
});

describe('on whose behalf a service calls', () => {
  const deputy = (condition?: object, name = 's3.amazonaws.com', type: 'resource' | 'trust' = 'resource') => {
    const action = type === 'trust' ? 'sts:AssumeRole' : 'lambda:InvokeFunction';
    const [statement] = verdict({ ...allow({ Service: name }, condition), Action: action }, type).statements;
    return statement?.deputies[0];
  };

  it.each<[condition: object | undefined, pinned: boolean | 'unknown', onBehalfOf: string, why: string]>([
    [
      undefined,
      false,
      'any-aws-account',
      'any AWS account can make s3.amazonaws.com call; add aws:SourceArn or aws:SourceAccount',
    ],
    [{ StringEquals: { 'aws:SourceAccount': own } }, true, 'account', 'the source is fixed'],
    [{ StringEquals: { 'aws:SourceAccount': other } }, true, 'other-account', 'the source is fixed'],
    [{ StringEquals: { 'aws:SourceOrgID': organization } }, true, 'organization', 'the source is fixed'],
    [
      { StringLike: { 'aws:SourceAccount': '*' } },
      false,
      'any-aws-account',
      'the conditions leave open on whose behalf s3.amazonaws.com calls; fix the account in aws:SourceArn or aws:SourceAccount',
    ],
    [
      { ArnLike: { 'aws:SourceArn': ['arn:aws:sns:*:*:t', 'arn:aws:s3:::b/x'] } },
      false,
      'any-aws-account',
      'the ARN of the bucket b carries no account: should the bucket be deleted, whoever claims its name next calls as s3.amazonaws.com; add aws:SourceAccount',
    ],
    [
      { StringEquals: { 'aws:PrincipalAccount': own } },
      true,
      'none',
      'no call of the service can satisfy the conditions',
    ],
    [
      { StringEquals: { 'acme:x': 'y' } },
      'unknown',
      'unknown',
      'whether the source is fixed hangs on a condition that can not be judged',
    ],
  ])('%j', (condition, pinned, onBehalfOf, why) => {
    expect(deputy(condition)).toEqual({ service: 's3.amazonaws.com', pinned, onBehalfOf, why });
  });

  it('does not matter to a role, which is handed over within an account', () => {
    expect(deputy(undefined, 'lambda.amazonaws.com', 'trust')).toEqual({
      service: 'lambda.amazonaws.com',
      pinned: true,
      onBehalfOf: 'account',
      why: 'a role is handed to a service with iam:PassRole, which works within its own account',
    });
  });

  it('may be fixed by the path that it writes below', () => {
    const writes = (resource: string | readonly string[], name = 'cloudtrail.amazonaws.com') =>
      verdict({ ...allow({ Service: name }), Action: 's3:PutObject', Resource: resource }).statements[0]?.deputies[0];
    expect(writes(`arn:aws:s3:::b/AWSLogs/${own}/*`)).toMatchObject({
      pinned: true,
      onBehalfOf: 'account',
      why: `cloudtrail.amazonaws.com writes below AWSLogs/${own}/ for that account alone`,
    });
    expect(writes(`arn:aws:s3:::b/AWSLogs/${other}/*`)).toMatchObject({ pinned: true, onBehalfOf: 'other-account' });
    expect(writes('arn:aws:s3:::b/AWSLogs/*')?.pinned).toBe(false);
    expect(writes([`arn:aws:s3:::b/AWSLogs/${own}/*`, 'arn:aws:s3:::b/*'])?.pinned).toBe(false);
    expect(writes([])?.pinned).toBe(false);
    expect(writes(`arn:aws:s3:::b/AWSLogs/${own}/*`, 'sns.amazonaws.com')?.pinned).toBe(false);
  });
});
