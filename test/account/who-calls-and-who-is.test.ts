import {
  CognitoIdentityClient,
  DescribeIdentityPoolCommand,
  GetIdentityPoolRolesCommand,
  ListIdentityPoolsCommand,
} from '@aws-sdk/client-cognito-identity';
import {
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import {
  GetAccountAuthorizationDetailsCommand,
  GetLoginProfileCommand,
  IAMClient,
  ListAccessKeysCommand,
} from '@aws-sdk/client-iam';
import { LambdaClient, ListCodeSigningConfigsCommand } from '@aws-sdk/client-lambda';
import { GetPublicAccessBlockCommand, S3ControlClient } from '@aws-sdk/client-s3-control';
import { GetResourcePolicyCommand, ListRegistriesCommand, SchemasClient } from '@aws-sdk/client-schemas';
import { describe, expect, it } from 'vitest';
import { account, functionArn, region, roleArnOf } from '../support/calls.ts';
import { collected, mocked } from '../support/collected.ts';

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${account}:${resource}`;
const refusal = (name: string) => Object.assign(new Error(name), { name });
const allowAll = { Statement: [{ Sid: 'a', Effect: 'Allow', Action: '*', Resource: '*' }] };

describe('a collector tells what records would have told, of', () => {
  it('Block Public Access of the whole account', async () => {
    const control = mocked(S3ControlClient);
    control.on(GetPublicAccessBlockCommand, { AccountId: account }).resolves({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        IgnorePublicAcls: true,
        BlockPublicPolicy: true,
        RestrictPublicBuckets: false,
      },
    });
    expect(await collected('account')).toEqual({
      arn: `arn:aws:iam::${account}:root`,
      publicAccessBlock: {
        blockPublicAcls: true,
        ignorePublicAcls: true,
        blockPublicPolicy: true,
        restrictPublicBuckets: false,
      },
    });
    control.on(GetPublicAccessBlockCommand).rejects(refusal('NoSuchPublicAccessBlockConfiguration'));
    expect(await collected('account')).toMatchObject({ publicAccessBlock: null });
  });

  it('an identity pool with the roles that it hands out', async () => {
    const id = `${region}:4b6f0d5e-0000-4000-8000-000000000000`;
    mocked(CognitoIdentityClient)
      .on(ListIdentityPoolsCommand)
      .resolves({ IdentityPools: [{ IdentityPoolId: id, IdentityPoolName: 'visitors' }] })
      .on(DescribeIdentityPoolCommand, { IdentityPoolId: id })
      .resolves({ IdentityPoolId: id, IdentityPoolName: 'visitors', AllowUnauthenticatedIdentities: true })
      .on(GetIdentityPoolRolesCommand)
      .resolves({
        Roles: { unauthenticated: roleArnOf('visitor') },
        RoleMappings: {
          provider: {
            Type: 'Rules',
            RulesConfiguration: {
              Rules: [{ Claim: 'c', MatchType: 'Equals', Value: 'v', RoleARN: roleArnOf('staff') }],
            },
          },
        },
      });
    expect(await collected('identity-pool')).toEqual({
      arn: arn('cognito-identity', `identitypool/${id}`),
      title: 'visitors',
      allowsUnauthenticated: true,
      roles: { unauthenticated: roleArnOf('visitor'), 'provider#0': roleArnOf('staff') },
    });
  });

  it('an identity pool without any role', async () => {
    mocked(CognitoIdentityClient)
      .on(ListIdentityPoolsCommand)
      .resolves({ IdentityPools: [{ IdentityPoolId: `${region}:a` }] })
      .on(DescribeIdentityPoolCommand)
      .resolves({ IdentityPoolId: `${region}:a`, IdentityPoolName: 'staff', AllowUnauthenticatedIdentities: false })
      .on(GetIdentityPoolRolesCommand)
      .resolves({});
    expect(await collected('identity-pool')).toMatchObject({ allowsUnauthenticated: false, roles: {} });
  });

  it('a user with policies, groups, keys and whether there is a password', async () => {
    const client = mocked(IAMClient);
    client
      .on(GetAccountAuthorizationDetailsCommand, { Filter: ['User'] })
      .resolves({
        UserDetailList: [
          {
            UserName: 'ann',
            Arn: `arn:aws:iam::${account}:user/staff/ann`,
            UserPolicyList: [{ PolicyName: 'p', PolicyDocument: encodeURIComponent(JSON.stringify(allowAll)) }],
            AttachedManagedPolicies: [{ PolicyArn: `arn:aws:iam::${account}:policy/all` }],
            GroupList: ['admins'],
          },
        ],
      })
      .on(ListAccessKeysCommand, { UserName: 'ann' })
      .resolves({ AccessKeyMetadata: [{ AccessKeyId: 'AKIAEXAMPLE', Status: 'Inactive' }] })
      .on(GetLoginProfileCommand)
      .rejects(refusal('NoSuchEntityException'));
    const user = {
      arn: `arn:aws:iam::${account}:user/ann`,
      inlinePolicies: { p: allowAll },
      attachedPolicies: { [`arn:aws:iam::${account}:policy/all`]: true },
      groups: { admins: true },
      accessKeys: { AKIAEXAMPLE: 'Inactive' },
      consolePassword: false,
    };
    expect(await collected('user')).toEqual(user);
    client.on(GetLoginProfileCommand).resolves({ LoginProfile: { UserName: 'ann', CreateDate: new Date() } });
    expect(await collected('user')).toEqual({ ...user, consolePassword: true });
  });

  it('a target group of a function, and of no machines', async () => {
    const group = (name: string) => arn('elasticloadbalancing', `targetgroup/${name}/0123456789abcdef`);
    mocked(ElasticLoadBalancingV2Client)
      .on(DescribeTargetGroupsCommand)
      .resolves({
        TargetGroups: [
          { TargetGroupArn: group('machines'), TargetType: 'instance' },
          { TargetGroupArn: group('shop'), TargetType: 'lambda' },
        ],
      })
      .on(DescribeTargetHealthCommand, { TargetGroupArn: group('shop') })
      .resolves({ TargetHealthDescriptions: [{ Target: { Id: functionArn('orders') } }] });
    expect(await collected('target-group')).toEqual({
      arn: group('shop'),
      service: 'elastic-load-balancing',
      functions: [functionArn('orders')],
    });
  });

  it('a target group that has no function yet', async () => {
    mocked(ElasticLoadBalancingV2Client)
      .on(DescribeTargetGroupsCommand)
      .resolves({
        TargetGroups: [{ TargetGroupArn: arn('elasticloadbalancing', 'targetgroup/shop/0'), TargetType: 'lambda' }],
      })
      .on(DescribeTargetHealthCommand)
      .resolves({ TargetHealthDescriptions: [] });
    expect(await collected('target-group')).toMatchObject({ functions: [] });
  });

  it('a registry of schemas with its policy, or without one', async () => {
    const registry = mocked(SchemasClient);
    registry
      .on(ListRegistriesCommand, { Scope: 'LOCAL' })
      .resolves({ Registries: [{ RegistryName: 'shop', RegistryArn: arn('schemas', 'registry/shop') }] })
      .on(GetResourcePolicyCommand, { RegistryName: 'shop' })
      .resolves({ Policy: JSON.stringify({ Statement: [{ Sid: 'a', Effect: 'Allow', Principal: '*' }] }) });
    expect(await collected('schema-registry')).toMatchObject({
      arn: arn('schemas', 'registry/shop'),
      resourcePolicy: { Statement: [{ Sid: 'a', Effect: 'Allow', Principal: '*' }] },
    });
    registry.on(GetResourcePolicyCommand).rejects(refusal('NotFoundException'));
    expect(await collected('schema-registry')).toMatchObject({ resourcePolicy: null });
  });

  it('a configuration of code signing', async () => {
    const config = arn('lambda', 'code-signing-config:csc-0123456789abcdef0');
    mocked(LambdaClient)
      .on(ListCodeSigningConfigsCommand)
      .resolves({
        CodeSigningConfigs: [
          {
            CodeSigningConfigId: 'csc-0123456789abcdef0',
            CodeSigningConfigArn: config,
            AllowedPublishers: { SigningProfileVersionArns: [] },
            CodeSigningPolicies: { UntrustedArtifactOnDeployment: 'Enforce' },
            LastModified: '2026-03-01T09:00:00Z',
          },
        ],
      });
    expect(await collected('code-signing-config')).toEqual({ arn: config, untrustedArtifactOnDeployment: 'Enforce' });
  });
});
