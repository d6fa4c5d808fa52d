import { describe, expect, it } from 'vitest';
import { allow, deny, policy, power, within } from './holder.ts';

const bucket = 'arn:aws:s3:::b';
const total = (...statements: readonly object[]): number =>
  Object.values(power(...statements).access).reduce((sum, count) => sum + count, 0);
const but = (action: string | readonly string[], effect: 'Allow' | 'Deny' = 'Allow', resource = '*') => ({
  Effect: effect,
  NotAction: action,
  Resource: resource,
});
const everything = total(allow('*'));
const two = ['s3:GetObject', 's3:PutObject'];

describe('the actions that a holder is granted', () => {
  it.each<[name: string, statements: readonly object[], count: number]>([
    ['one', [allow('s3:GetObject')], 1],
    ['one by a pattern of one', [allow('s3:GetObjec?')], 1],
    ['one in a service by a pattern', [allow('s?:GetObject')], 1],
    ['one twice', [allow('s3:GetObject'), allow('S3:GETOBJECT', bucket)], 1],
    ['none that IAM knows', [allow(['s3:NoSuchAction', 'nosuch:Action', 'GetObject'])], 0],
    ['nothing', [{ Effect: 'Allow', Resource: '*' }], 0],
    ['everything in each spelling', [allow('**'), allow('*:**'), allow('**:*')], everything],
    ['all but one', [but('s3:GetObject')], everything - 1],
    ['all but one, and that one', [but('s3:GetObject'), allow('s3:GetObject')], everything],
    ['all but one and all but another', [but('s3:GetObject'), but('s3:PutObject')], everything],
    ['two less one denied everywhere', [allow(two), deny('s3:GetObject')], 1],
    ['two less one denied on any bucket by a list', [allow(two), deny('s3:GetObject', [bucket, '*'])], 1],
    ['two less one denied on the same bucket', [allow(two, bucket), deny('s3:GetObject', bucket)], 1],
    ['two less one denied on a wider pattern', [allow(two, bucket), deny('s3:GetObject', ['x', 'arn:aws:s3:::*'])], 1],
    ['two, where the deny is elsewhere', [allow(two, bucket), deny('s3:GetObject', `${bucket}2`)], 2],
    ['two, where the deny is on one of two', [allow(two, [bucket, `${bucket}2`]), deny('s3:GetObject', bucket)], 2],
    [
      'two, where the deny has a condition',
      [allow(two), deny('s3:GetObject', '*', { Bool: { 'aws:SecureTransport': 'false' } })],
      2,
    ],
    [
      'two, where the deny is on all but a bucket',
      [allow(two), { ...deny('s3:GetObject'), Resource: undefined, NotResource: bucket }],
      2,
    ],
    [
      'two, granted on all but a bucket',
      [{ ...allow(two), Resource: undefined, NotResource: bucket }, deny('s3:GetObject', bucket)],
      2,
    ],
    [
      'two on any bucket, one of which is denied on one',
      [allow(two, bucket), allow(two), deny('s3:GetObject', bucket)],
      2,
    ],
    ['two less all but one', [allow(two), but('s3:GetObject', 'Deny')], 1],
    ['two less all but one on the bucket', [allow(two, bucket), but('s3:GetObject', 'Deny', bucket)], 1],
    ['all but one, less another', [but('s3:GetObject'), deny('s3:PutObject')], everything - 2],
    ['everything less one, and one more', [allow('*'), deny('s3:GetObject'), deny('s3:PutObject')], everything - 2],
    ['everything less everything', [allow('*'), deny('*')], 0],
    ['a deny alone', [deny('s3:GetObject')], 0],
  ])('are %s', (_, statements, count) => {
    expect(total(...statements)).toBe(count);
  });

  it('are named by service, in order, with their levels', () => {
    expect(power(allow(['sqs:SendMessage', 's3:GetObject', 's3:PutObject', 'ec2:DescribeInstances'])).services).toEqual(
      {
        ec2: 'l',
        s3: 'rw',
        sqs: 'w',
      },
    );
    expect(Object.keys(power(allow(['sqs:SendMessage', 'ec2:DescribeInstances', 's3:GetObject'])).services)).toEqual([
      'ec2',
      's3',
      'sqs',
    ]);
    expect(power(allow('*')).services).toEqual({ '*': 'rlwpt' });
    expect(power(but('s3:GetObject')).services).toEqual({ '*': 'rlwpt' });
    expect(power(allow(two), deny('s3:GetObject')).services).toEqual({ s3: 'w' });
    expect(power().services).toEqual({});
  });

  it('are those of the boundary as well', () => {
    const both = (boundary: object, ...statements: readonly object[]) =>
      within({ boundary: policy(boundary) }, ...statements).access;
    const none = { read: 0, list: 0, write: 0, permissions: 0, tagging: 0 };
    expect(both(allow('s3:GetObject'), allow(two))).toEqual({ ...none, read: 1 });
    expect(both(allow(two), allow('*'))).toEqual({ ...none, read: 1, write: 1 });
    expect(both(but('s3:GetObject'), allow(two))).toEqual({ ...none, write: 1 });
    expect(both(allow('sqs:*'), allow(two))).toEqual(none);
  });
});
