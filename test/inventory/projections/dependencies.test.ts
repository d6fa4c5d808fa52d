// Own fixtures, made from the AWS API references and recorded API responses: no public set holds most of these records.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import { aChange, account, functionArn, region, stranger } from '../../support/calls.ts';
import { documentsAfter, resourceAfter } from '../../support/resource-after.ts';

const call =
  (source: string) =>
  (name: string, request: JsonObject | null, response: JsonObject | null = null) =>
    aChange({ source, name, request, response });
const policy = { Version: '2012-10-17', Statement: [] };
const text = JSON.stringify(policy);

describe('calls on keys', () => {
  const kms = call('kms');
  const id = '1234abcd-12ab-34cd-56ef-1234567890ab';
  const arn = `arn:aws:kms:${region}:${account}:key/${id}`;
  const made = kms('CreateKey', { policy: text }, { keyMetadata: { arn, keyId: id, enabled: true } });

  it('create one with its policy, and follow it to its end', () => {
    expect(resourceAfter(made)).toMatchObject({
      arn,
      facets: { resourcePolicy: policy, grants: {}, enabled: true, pendingDeletion: false, rotation: false },
    });
    const scheduled = kms('ScheduleKeyDeletion', { keyId: id, pendingWindowInDays: 7 }, { keyId: arn });
    expect(resourceAfter(made, scheduled).facets).toMatchObject({ enabled: false, pendingDeletion: true });
    const kept = kms('CancelKeyDeletion', { keyId: id });
    expect(resourceAfter(made, scheduled, kept).facets).toMatchObject({ enabled: false, pendingDeletion: false });
    expect(resourceAfter(made, scheduled, kms('EnableKey', { keyId: id })).facets['enabled']).toBe(true);
  });

  it.each([
    ['another account', `arn:aws:iam::${stranger}:role/reader`, true],
    ['the own account', `arn:aws:iam::${account}:role/reader`, false],
    ['a service', `dynamodb.${region}.amazonaws.com`, false],
  ])('keep a grant to %s or not', (_, granteePrincipal, kept) => {
    const granted = kms('CreateGrant', { keyId: id, granteePrincipal, operations: ['Decrypt'] }, { grantId: 'g' });
    const grants = kept ? { g: { grantee: granteePrincipal, operations: ['Decrypt'] } } : {};
    expect(resourceAfter(made, granted).facets['grants']).toEqual(grants);
    expect(resourceAfter(made, granted, kms('RevokeGrant', { keyId: id, grantId: 'g' })).facets['grants']).toEqual({});
  });

  it('say nothing of a key that a record does not name', () => {
    expect(documentsAfter(kms('CreateGrant', { keyId: '', granteePrincipal: stranger })).size).toBe(0);
  });
});

describe('calls on secrets, parameters and documents', () => {
  const secrets = call('secretsmanager');
  const ssm = call('ssm');
  const arn = `arn:aws:secretsmanager:${region}:${account}:secret:shop/db-AbCdEf`;

  it('know a secret by its ARN and call it by its name', () => {
    const made = secrets('CreateSecret', { name: 'shop/db', tags: [{ key: 'owner', value: 'shop' }] }, { arn });
    const put = secrets(
      'PutResourcePolicy',
      { secretId: 'shop/db', resourcePolicy: text },
      { aRN: arn, name: 'shop/db' },
    );
    expect(resourceAfter(made, put)).toMatchObject({
      arn,
      name: 'shop/db',
      facets: { resourcePolicy: policy, rotationFunction: null, tags: { owner: 'shop' } },
    });
    const rotated = secrets('RotateSecret', { secretId: arn, rotationLambdaARN: functionArn('rotate') }, { aRN: arn });
    expect(resourceAfter(made, rotated).facets['rotationFunction']).toBe(functionArn('rotate'));
  });

  it('never keep the value of a parameter, and tell a new one from one that is overwritten', () => {
    const put = (overwrite: boolean) =>
      ssm('PutParameter', { name: '/shop/db', type: 'SecureString', value: 'swordfish', overwrite });
    expect(resourceAfter(put(false))).toMatchObject({
      name: '/shop/db',
      facets: { type: 'SecureString', resourcePolicy: null },
    });
    expect(resourceAfter(put(true)).facets).toEqual({ type: 'SecureString' });
    expect(JSON.stringify(resourceAfter(put(true)))).not.toContain('swordfish');
    const gone = ssm('DeleteParameters', { names: ['/shop/db', '/shop/none'] }, { deletedParameters: ['/shop/db'] });
    expect(resourceAfter(put(false), gone).presence).toBe('deleted');
  });

  it('keep the policy of a parameter, and of nothing else that Systems Manager gives policies to', () => {
    const put = (resourceArn: string) => ssm('PutResourcePolicy', { resourceArn, policy: text });
    expect(resourceAfter(put(`arn:aws:ssm:${region}:${account}:parameter/shop`)).facets).toEqual({
      resourcePolicy: policy,
    });
    expect(documentsAfter(put(`arn:aws:ssm:${region}:${account}:opsitemgroup/default`)).size).toBe(0);
  });

  it('know the accounts that a document is shared with', () => {
    const made = ssm('CreateDocument', { name: 'run', content: '…' }, { documentDescription: { name: 'run' } });
    const share = ssm('ModifyDocumentPermission', {
      name: 'run',
      permissionType: 'Share',
      accountIdsToAdd: ['All', stranger],
    });
    const unshare = ssm('ModifyDocumentPermission', {
      name: 'run',
      permissionType: 'Share',
      accountIdsToRemove: ['all'],
    });
    expect(resourceAfter(made, share).facets['sharedWith']).toEqual({ all: true, [stranger]: true });
    expect(resourceAfter(made, share, unshare).facets['sharedWith']).toEqual({ [stranger]: true });
  });
});

describe('calls on repositories', () => {
  const ecr = call('ecr');

  it('follow the policy and the tags of a repository, which can be in another registry', () => {
    const made = ecr('CreateRepository', { repositoryName: 'shop/orders', imageTagMutability: 'IMMUTABLE' });
    expect(resourceAfter(made)).toMatchObject({
      arn: `arn:aws:ecr:${region}:${account}:repository/shop/orders`,
      name: 'shop/orders',
      facets: { resourcePolicy: null, mutableTags: false },
    });
    const mutable = ecr('PutImageTagMutability', { repositoryName: 'shop/orders', imageTagMutability: 'MUTABLE' });
    expect(resourceAfter(made, mutable).facets['mutableTags']).toBe(true);
    const foreign = ecr('SetRepositoryPolicy', { repositoryName: 'x', registryId: stranger, policyText: text });
    expect(resourceAfter(foreign)).toMatchObject({ arn: `arn:aws:ecr:${region}:${stranger}:repository/x` });
  });

  it('read the policy of the registry', () => {
    expect(resourceAfter(ecr('PutRegistryPolicy', { policyText: text }))).toMatchObject({
      kind: 'registry',
      facets: { resourcePolicy: policy },
    });
  });
});
