import { describe, expect, it } from 'vitest';
import { type Actor, isHuman } from '../../shared/trail/actor.ts';
import { aChange } from '../support/records.ts';

const actorOf = (overrides: Readonly<Record<string, unknown>>): Actor => aChange(overrides).actor;

const session = (role: string, more: Readonly<Record<string, unknown>> = {}) => ({
  type: 'AssumedRole',
  principalId: 'AROAEXAMPLE:run-1',
  arn: `arn:aws:sts::111122223333:assumed-role/${role}/run-1`,
  accountId: '111122223333',
  accessKeyId: 'ASIAEXAMPLE',
  sessionContext: {
    sessionIssuer: {
      type: 'Role',
      arn: `arn:aws:iam::111122223333:role/service-role/${role}`,
      accountId: '111122223333',
      userName: role,
    },
    attributes: { mfaAuthenticated: 'false', creationDate: '2026-03-01T09:00:00Z' },
  },
  ...more,
});

describe('the actor', () => {
  it('of a user has a name and an address', () => {
    expect(actorOf({})).toEqual({
      type: 'user',
      arn: 'arn:aws:iam::111122223333:user/ada',
      account: '111122223333',
      userName: 'ada',
      accessKeyId: 'AKIAEXAMPLE',
      sourceIp: '203.0.113.7',
      userAgent: 'aws-cli/2.27.0',
      crossAccount: false,
    });
  });

  it('of a role session has the role behind it, without its path', () => {
    expect(actorOf({ userIdentity: session('deploy') })).toMatchObject({
      type: 'role',
      role: 'arn:aws:iam::111122223333:role/deploy',
      session: 'run-1',
      mfa: false,
    });
    const bare = { type: 'AssumedRole', arn: 'arn:aws-cn:sts::111122223333:assumed-role/deploy/a/b' };
    expect(actorOf({ userIdentity: bare })).toMatchObject({
      role: 'arn:aws-cn:iam::111122223333:role/deploy',
      session: 'a/b',
      account: '111122223333',
    });
  });

  it.each<[Actor['type'], Readonly<Record<string, unknown>>]>([
    ['root', { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' }],
    ['identity-center', { type: 'IdentityCenterUser', accountId: '111122223333' }],
    ['identity-center', session('AWSReservedSSO_Admin_0123456789abcdef')],
    ['federated', { type: 'FederatedUser', arn: 'arn:aws:sts::111122223333:federated-user/ada' }],
    ['federated', { type: 'SAMLUser', principalId: 'x', userName: 'ada' }],
    ['federated', { type: 'WebIdentityUser', userName: 'ada' }],
    ['service', { type: 'AWSService', invokedBy: 'events.amazonaws.com' }],
    ['service', { accountId: '111122223333', invokedBy: 'secretsmanager.amazonaws.com' }],
    ['account', { type: 'AWSAccount', principalId: 'AIDAEXAMPLE', accountId: '444455556666' }],
    ['anonymous', { type: 'AWSAccount', principalId: '', accountId: 'ANONYMOUS_PRINCIPAL' }],
    ['anonymous', { type: 'AWSAccount', principalId: 'anonymous', accountId: 'anonymous' }],
    ['unknown', { type: 'Unknown' }],
    ['unknown', { type: 'SomethingNew' }],
    ['unknown', {}],
  ])('is %s for %j', (type, userIdentity) => {
    expect(actorOf({ userIdentity }).type).toBe(type);
  });

  it('of a record without userIdentity is unknown', () => {
    expect(actorOf({ userIdentity: undefined }).type).toBe('unknown');
    expect(actorOf({ userIdentity: null }).type).toBe('unknown');
  });

  it.each<[string | undefined, Readonly<Record<string, unknown>>]>([
    [undefined, {}],
    ['cloudformation', { sourceIPAddress: 'cloudformation.amazonaws.com', userAgent: 'cloudformation.amazonaws.com' }],
    ['cloudformation', { userIdentity: session('deploy', { invokedBy: 'cloudformation.amazonaws.com' }) }],
    ['console', { sessionCredentialFromConsole: 'true' }],
    ['console', { userAgent: 'signin.amazonaws.com' }],
    ['console', { userAgent: '[S3Console/0.4, aws-internal/3]' }],
    ['console', { userAgent: 'console.amazonaws.com' }],
    ['console', { eventType: 'AwsConsoleSignIn' }],
  ])('came through %s with %j', (via, overrides) => {
    expect(actorOf(overrides).via).toBe(via);
  });

  it('is of another account only when both accounts are known', () => {
    const foreign = { type: 'AWSAccount', accountId: '444455556666', principalId: 'AIDAEXAMPLE' };
    expect(actorOf({ userIdentity: foreign }).crossAccount).toBe(true);
    expect(actorOf({ userIdentity: { ...foreign, accountId: '111122223333' } }).crossAccount).toBe(false);
    expect(actorOf({ userIdentity: { type: 'AWSService', accountId: '444455556666' } }).crossAccount).toBe(false);
    expect(actorOf({ userIdentity: {} }).crossAccount).toBe(false);
  });

  it.each<[boolean, string, Readonly<Record<string, unknown>>]>([
    [true, 'a user', {}],
    [true, 'a user in the console', { sessionCredentialFromConsole: 'true' }],
    [true, 'the root user', { userIdentity: { type: 'Root' } }],
    [true, 'a person of Identity Center', { userIdentity: session('AWSReservedSSO_Admin_0123456789abcdef') }],
    [true, 'a role used in the console', { userIdentity: session('admin'), sessionCredentialFromConsole: 'true' }],
    [false, 'a role used by a program', { userIdentity: session('deploy') }],
    [false, 'a user whose stack CloudFormation deploys', { sourceIPAddress: 'cloudformation.amazonaws.com' }],
    [false, 'a service', { userIdentity: { type: 'AWSService', invokedBy: 'events.amazonaws.com' } }],
    [false, 'nobody known', { userIdentity: {} }],
  ])('is a human: %s for %s', (human, _, overrides) => {
    expect(isHuman(actorOf(overrides))).toBe(human);
  });
});
