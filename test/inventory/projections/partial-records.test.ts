import { describe, expect, it } from 'vitest';
import { project } from '../../../shared/inventory/projections.ts';
import type { JsonObject } from '../../../shared/json.ts';
import { aChange, account } from '../../support/calls.ts';
import { resourceAfter } from '../../support/resource-after.ts';

describe('masked and foreign parts of records', () => {
  const resource = (source: string, name: string, request: JsonObject, more: JsonObject = {}) =>
    resourceAfter(aChange({ source, name, request, more }));

  it('leave a policy unknown that is hidden where a resource is made, instead of taking it for none', () => {
    const hidden = 'HIDDEN_DUE_TO_SECURITY_REASONS';
    const table = resource('dynamodb', 'CreateTable', { tableName: 'orders', resourcePolicy: hidden });
    expect(table.facets['resourcePolicy']).toBe('?hidden');
    const topic = resource('sns', 'CreateTopic', { name: 'orders', attributes: { Policy: hidden } });
    expect(topic.facets['resourcePolicy']).toBeUndefined();
    const schedule = resource('scheduler', 'CreateSchedule', { name: 's', scheduleExpression: 'x', target: hidden });
    expect(schedule.facets['target']).toBe('?hidden');
  });

  it('leave the filter of a mapping unknown, which records show as empty whether there is one or not', () => {
    const request = { functionName: 'orders', uUID: 'm-1', filterCriteria: {} };
    expect(resource('lambda', 'CreateEventSourceMapping20150331', request).facets['filtered']).toBe('?hidden');
  });

  it('leave the targets of a rule unknown where one does not say where it leads', () => {
    const targets = [{ id: '1' }];
    expect(resource('events', 'PutTargets', { rule: 'r', targets }).facets['targets']).toBe('?not-in-record');
    expect(resource('events', 'RemoveTargets', { rule: 'r' }).facets['targets']).toBe('?not-in-record');
  });

  it('say whose a bucket is, in the copy of the account that called', () => {
    const resources = [{ accountId: '999988887777', type: 'AWS::S3::Bucket', ARN: 'arn:aws:s3:::theirs' }];
    const change = aChange({
      source: 's3',
      name: 'DeleteBucket',
      request: { bucketName: 'theirs' },
      more: { resources },
    });
    expect(project(change)).toMatchObject([{ account: '999988887777', arn: 'arn:aws:s3:::theirs' }]);
  });

  it('name a new identity provider also without an answer', () => {
    const made = (name: string, request: JsonObject) => project(aChange({ source: 'iam', name, request }))[0]?.arn;
    const provider = (path: string): string => `arn:aws:iam::${account}:${path}`;
    expect(made('CreateOpenIDConnectProvider', { url: 'https://login.example.net/x' })).toBe(
      provider('oidc-provider/login.example.net/x'),
    );
    expect(made('CreateSAMLProvider', { name: 'idp' })).toBe(provider('saml-provider/idp'));
  });
});
