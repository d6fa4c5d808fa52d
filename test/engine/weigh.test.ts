import { describe, expect, it } from 'vitest';
import type { Finding } from '../../shared/engine/finding.ts';
import type { Severity } from '../../shared/engine/severity.ts';
import type { Op, ResourceChange } from '../../shared/inventory/document.ts';
import type { JsonObject } from '../../shared/json.ts';
import permissionPublic from '../../shared/rules/lambda/lambda-permission-public.ts';
import urlCors from '../../shared/rules/lambda/lambda-url-cors.ts';
import urlUnauthenticated from '../../shared/rules/lambda/lambda-url-unauthenticated.ts';
import { account, functionArn, roleArnOf } from '../support/calls.ts';
import { judgeCase } from '../support/judge-case.ts';
import { aFunction, allow, allowing, aRole, policyArnOf, withPolicy } from '../support/resources.ts';

const logs = allowing(['logs:CreateLogStream', 'logs:PutLogEvents']);
const aRoleOf = (...policies: readonly JsonObject[]) =>
  aRole({ inline: Object.fromEntries([logs, ...policies].map((policy, index) => [`p${index}`, policy])) });

const secretArn = (name: string): string => `arn:aws:secretsmanager:eu-west-1:${account}:secret:${name}`;

const open = { '': { authType: 'NONE' } };

/** The one finding of a rule on a function as it stands. */
const findingOf = (rule: typeof permissionPublic, ...given: readonly ResourceChange[]): Finding | undefined =>
  judgeCase(rule, { name: '', given }).findings[0];

const permission = (...given: readonly ResourceChange[]): Severity | undefined =>
  findingOf(permissionPublic, ...given)?.severity;
const url = (...given: readonly ResourceChange[]): Severity | undefined =>
  findingOf(urlUnauthenticated, ...given)?.severity;

const also = (change: ResourceChange, ...ops: readonly Op[]): ResourceChange => ({
  ...change,
  ops: [...change.ops, ...ops],
});

describe('severity by what stands behind', () => {
  describe('nothing', () => {
    it('makes a permission for everybody low on a function whose role writes logs only', () => {
      expect(permission(aRoleOf(), withPolicy(allow('*')))).toBe('low');
    });

    it('makes a URL without authentication low on such a function', () => {
      expect(url(aRoleOf(), aFunction({ urls: open }))).toBe('low');
    });

    it('says so in the evidence', () => {
      const finding = findingOf(permissionPublic, aRoleOf(), withPolicy(allow('*')));
      expect(finding?.evidence['severity']).toEqual([
        'critical by rule',
        'lowered: nothing stands behind it: its role can do nothing but write logs, and it holds no secret, disk or network',
      ]);
    });

    it.each([
      ['is in a VPC', { vpc: { subnets: ['subnet-1'], securityGroups: [] } }],
      ['has a file system', { fileSystems: ['arn:aws:elasticfilesystem:eu-west-1:1:access-point/fsap-1'] }],
      ['has a secret in its environment', { environment: { names: ['DB_PASSWORD'], secretLike: ['DB_PASSWORD'] } }],
    ])('is not there where the function %s', (_, facets) => {
      expect(url(aRoleOf(), aFunction({ urls: open, ...facets }))).toBe('high');
    });

    it('is not there where the role can do something', () => {
      expect(url(aRoleOf(allowing('sns:Publish', 'arn:aws:sns:*:*:orders')), aFunction({ urls: open }))).toBe('high');
    });
  });

  describe('what is not known', () => {
    it('lowers nothing where it is the role', () => {
      expect(permission(withPolicy(allow('*')))).toBe('critical');
    });

    it('lowers nothing where it is a policy of the role', () => {
      const role = aRole({ inline: { logs }, attached: [policyArnOf('unseen')] });
      expect(permission(role, withPolicy(allow('*')))).toBe('critical');
    });

    it.each(['environment', 'vpc', 'fileSystems'])('keeps a function with an unknown %s from being low', (facet) => {
      const hidden = also(aFunction({ urls: open }), { op: 'unknown', facet, reason: 'hidden' });
      expect(url(aRoleOf(), hidden)).toBe('medium');
    });

    it('is weighed again when it becomes known', () => {
      const read = {
        ...aFunction(),
        id: 'read-again',
        time: '2026-03-01T01:00:00Z',
        ops: [{ op: 'set', facet: 'environment', value: { names: [], secretLike: [] } }],
      } as ResourceChange;
      const hidden = also(aFunction({ urls: open }), { op: 'unknown', facet: 'environment', reason: 'hidden' });
      expect(url(aRoleOf(), hidden, read)).toBe('low');
    });
  });

  describe('a strong role', () => {
    it.each([
      ['is an administrator', allowing('*')],
      ['can become one', allowing(['iam:PutRolePolicy', 'iam:AttachRolePolicy'])],
      ['can take the credentials of others', allowing('redshift:GetClusterCredentials')],
      ['reads a secret by name', allowing('secretsmanager:GetSecretValue', secretArn('orders/db-AbCdEf'))],
      ['reads every secret', allowing('secretsmanager:GetSecretValue')],
      ['reads parameters by name', allowing('ssm:GetParametersByPath', 'arn:aws:ssm:*:*:parameter/orders/*')],
    ])('makes a URL without authentication critical where it %s', (_, policy) => {
      expect(url(aRoleOf(policy), aFunction({ urls: open }))).toBe('critical');
      expect(permission(aRoleOf(policy), withPolicy(allow('*')))).toBe('critical');
    });

    it('is none for a token of its own, such as the one for pulling images', () => {
      expect(url(aRoleOf(allowing('ecr:GetAuthorizationToken')), aFunction({ urls: open }))).toBe('high');
    });

    it('raises what is low by a secret not at all, and by an administrator', () => {
      const anyOrigin = aFunction({ urls: { '': { authType: 'AWS_IAM', cors: { allowOrigins: ['*'] } } } });
      const low = findingOf(urlCors, aRoleOf(allowing('secretsmanager:GetSecretValue')), anyOrigin);
      expect(low?.severity).toBe('low');
      expect(findingOf(urlCors, aRoleOf(allowing('*')), anyOrigin)?.severity).toBe('medium');
    });

    it('is none where a deny takes it away again', () => {
      const denied = {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Deny', Action: 'secretsmanager:*', Resource: '*' }],
      };
      const role = aRoleOf(allowing('secretsmanager:GetSecretValue', secretArn('orders/db-AbCdEf')), denied);
      expect(url(role, aFunction({ urls: open }))).not.toBe('critical');
    });
  });
});

describe('the blast radius of a finding', () => {
  it('names the role, its power, the secrets and the data that it reaches and the functions that share it', () => {
    const role = aRoleOf(
      allowing('secretsmanager:GetSecretValue', secretArn('orders/db-AbCdEf')),
      allowing(['dynamodb:Query', 'dynamodb:PutItem'], [`arn:aws:dynamodb:eu-west-1:${account}:table/orders`]),
    );
    const finding = findingOf(permissionPublic, role, aFunction({ name: 'billing' }), withPolicy(allow('*')));
    expect(finding?.blastRadius).toEqual({
      role: roleArnOf('orders-role'),
      power: 'uses dynamodb, logs, secretsmanager',
      level: 'ordinary',
      complete: true,
      secrets: { named: ['secret orders/db-AbCdEf'], more: 0 },
      data: { named: ['table orders'], more: 0 },
      sharedBy: ['billing', 'orders'],
      users: 2,
    });
  });

  it('says no more of the functions of a crowded role than that there are at least so many', () => {
    const functions = Array.from({ length: 30 }, (_, index) =>
      aFunction({ name: `worker-${String(index).padStart(2, '0')}` }),
    );
    const finding = findingOf(permissionPublic, aRoleOf(), ...functions, withPolicy(allow('*')));
    expect(finding?.resource.arn).toBe(functionArn('orders'));
    expect(finding?.blastRadius?.users).toBe(25);
    expect(finding?.blastRadius?.sharedBy).toHaveLength(5);
  });
});
