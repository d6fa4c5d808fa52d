import { describe, expect, it } from 'vitest';
import { intake } from '../../shared/intake.ts';
import type { JsonObject } from '../../shared/json.ts';
import { aChange, account, functionArn, type RecordParts, roleArnOf } from '../support/calls.ts';

interface Session {
  readonly name?: string;
  readonly userAgent?: string;
  readonly address?: string;
  readonly context?: JsonObject;
  readonly identity?: JsonObject;
  readonly call?: Partial<RecordParts>;
}

const cli = 'aws-cli/2.15.0 Python/3.11.6 Linux/6.5.0-kali3-amd64 exe/x86_64';
const amazonLinux = 'os/linux#5.10.255-262.303.1063.amzn2.x86_64';

/** Whether a call of a role's session is told to the role as one that no function made. */
const isTold = ({ name = 'orders', userAgent = cli, address = '198.51.100.7', ...more }: Session): boolean => {
  const change = aChange({
    source: 'secretsmanager',
    name: 'GetSecretValue',
    request: { secretId: 'prod/db' },
    identity: {
      type: 'AssumedRole',
      arn: `arn:aws:sts::${account}:assumed-role/orders-role/${name}`,
      accountId: account,
      sessionContext: {
        sessionIssuer: { type: 'Role', arn: roleArnOf('orders-role'), accountId: account, userName: 'orders-role' },
        ...more.context,
      },
      ...more.identity,
    },
    more: { userAgent, sourceIPAddress: address },
    ...more.call,
  });
  return intake(change).some(({ arn, details }) => arn === roleArnOf('orders-role') && details?.['elsewhere'] === true);
};

const issuedTo = (issuerType: string, to: string): JsonObject => ({
  inScopeOf: { issuerType, credentialsIssuedTo: to },
});

describe('a call with what may be the credentials of a function', () => {
  it.each([
    ['the command line on somebody’s Linux', cli],
    ['the command line, which says no more', 'aws-cli/2.15.0'],
    ['the command line on Windows', 'aws-cli/1.29 Python/3.11 Windows/10 botocore/1.31'],
    ['an SDK on macOS', 'aws-sdk-go-v2/1.24.0 os/macos lang/go#1.21.5 md/GOARCH#arm64'],
    ['an SDK on another kernel', 'Boto3/1.34 md/Botocore#1.34 ua/2.0 os/linux#6.8.0-45-generic md/arch#x86_64'],
    ['Terraform', 'APN/1.0 HashiCorp/1.0 Terraform/1.5.7 (+https://www.terraform.io)'],
  ])('is told to the role where it was made with %s', (_, userAgent) => {
    expect(isTold({ userAgent })).toBe(true);
  });

  it.each([
    ['a runtime of Lambda', `Boto3/1.34 ${amazonLinux} exec-env/AWS_Lambda_python3.12`],
    ['a runtime that the function brings itself', `Boto3/1.34 md/Botocore#1.34 ua/2.0 ${amazonLinux}`],
    ['an SDK that does not say where it runs', 'aws-sdk-go-v2/1.24.0 os/linux lang/go#1.21.5'],
    ['a client that says nothing of itself', 'Go-http-client/1.1'],
    ['the console', 'console.amazonaws.com'],
  ])('is not told where it may have been made by %s', (_, userAgent) => {
    expect(isTold({ userAgent })).toBe(false);
  });

  it.each(['10.0.3.7', '172.31.9.1', '192.168.0.4', '100.64.1.1', 'fd00::1', 'cloudformation.amazonaws.com'])(
    'is not told where it came from %s, which is no address outside',
    (address) => {
      expect(isTold({ address })).toBe(false);
    },
  );

  it.each(['ada@example.com', 'botocore-session-1709370000', 'GitHubActions', 'i-0123456789abcdef0'])(
    'is not told where the session is called %s, as no function is',
    (name) => {
      expect(isTold({ name })).toBe(false);
    },
  );

  it.each([
    ['a second factor', { attributes: { mfaAuthenticated: 'true' } }],
    ['a token of an identity provider', { webIdFederationData: { federatedProvider: 'token.example.com' } }],
    ['an instance', { ec2RoleDelivery: '2.0' }],
    ['somebody who said who they are', { sourceIdentity: 'ada' }],
  ])('is not told where the session was got by %s, as no function gets one', (_, context) => {
    expect(isTold({ context })).toBe(false);
  });

  it('is told by whom the record says that the credentials were issued to, whatever the session is called', () => {
    expect(isTold({ name: '12345', identity: issuedTo('AWS::Lambda::Function', functionArn('12345')) })).toBe(true);
    expect(isTold({ identity: issuedTo('AWS::EC2::Instance', 'arn:aws:ec2:eu-west-1:1:instance/i-1') })).toBe(false);
  });

  it('is told of any call that anything reads, and of none that failed', () => {
    expect(isTold({ call: { source: 'lambda', name: 'UpdateFunctionCode20150331v2' } })).toBe(true);
    expect(isTold({ call: { source: 'sts', name: 'GetCallerIdentity', request: null } })).toBe(true);
    expect(isTold({ call: { source: 'iam', name: 'CreateUser', request: { userName: 'eve' } } })).toBe(true);
    expect(isTold({ call: { errorCode: 'AccessDenied' } })).toBe(false);
  });

  it('is not told of a call that no lane is ever sent, so that a replay finds what an account does', () => {
    expect(isTold({ call: { source: 'dynamodb', name: 'PutItem', request: { tableName: 'orders' } } })).toBe(false);
  });

  it('is told once to a role that it changes itself', () => {
    const changes = intake(
      aChange({
        source: 'iam',
        name: 'AttachRolePolicy',
        request: { roleName: 'orders-role', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        identity: {
          type: 'AssumedRole',
          arn: `arn:aws:sts::${account}:assumed-role/orders-role/orders`,
          accountId: account,
        },
        more: { userAgent: cli, sourceIPAddress: '198.51.100.7' },
      }),
    );
    const own = changes.filter(({ arn }) => arn === roleArnOf('orders-role'));
    expect(own).toHaveLength(1);
    expect(own[0]).toMatchObject({ details: { acted: true, elsewhere: true } });
    expect(own[0]?.ops).not.toEqual([]);
  });
});
