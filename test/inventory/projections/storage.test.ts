// Own fixtures, made from the AWS API references and recorded API responses: no public set holds most of these records.
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../shared/json.ts';
import type { Change } from '../../../shared/trail/change.ts';
import { aChange, account, functionArn, region, stranger } from '../../support/calls.ts';
import { resourceAfter } from '../../support/resource-after.ts';

const call =
  (source: string) =>
  (name: string, request: JsonObject, response: JsonObject | null = null, time = '2026-03-02T09:00:00Z') =>
    aChange({ source, name, request, response, time });
const s3 = (name: string, request: JsonObject = {}, time?: string) =>
  call('s3')(name, { bucketName: 'uploads', ...request }, null, time);
const bucket = (...changes: readonly Change[]) => resourceAfter(...changes).facets;

const everybody = 'http://acs.amazonaws.com/groups/global/AllUsers';
const off = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
const allOff = {
  blockPublicAcls: false,
  ignorePublicAcls: false,
  blockPublicPolicy: false,
  restrictPublicBuckets: false,
};

describe('calls on buckets', () => {
  it('create one that is empty, of whose Block Public Access the record says nothing', () => {
    expect(resourceAfter(s3('CreateBucket'))).toEqual({
      kind: 'bucket',
      arn: 'arn:aws:s3:::uploads',
      name: 'uploads',
      presence: 'present',
      facets: {
        resourcePolicy: null,
        grants: [],
        notifications: {},
        versioning: 'Disabled',
        replicatesTo: [],
        shortestExpiryDays: null,
        accessLogs: false,
        tags: {},
      },
    });
  });

  it('read a policy as the object that it is recorded as', () => {
    const bucketPolicy = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:*' }] };
    const put = s3('PutBucketPolicy', { bucketPolicy, policy: '', Host: 'uploads.s3.amazonaws.com' });
    expect(bucket(put)['resourcePolicy']).toEqual(bucketPolicy);
    expect(bucket(put, s3('DeleteBucketPolicy', { policy: '' }))['resourcePolicy']).toBeNull();
    expect(bucket(s3('PutBucketPolicy'))['resourcePolicy']).toBe('?not-in-record');
  });

  it.each([
    [
      'a list of grants, without that of the owner',
      {
        AccessControlPolicy: {
          Owner: { ID: 'me' },
          AccessControlList: {
            Grant: [
              { Grantee: { ID: 'me' }, Permission: 'FULL_CONTROL' },
              { Grantee: { ID: 'them' }, Permission: 'FULL_CONTROL' },
              { Grantee: { URI: everybody }, Permission: 'READ' },
            ],
          },
        },
      },
      [
        { grantee: 'them', permission: 'FULL_CONTROL' },
        { grantee: 'AllUsers', permission: 'READ' },
      ],
    ],
    [
      'one grant alone',
      { AccessControlPolicy: { AccessControlList: { Grant: { Grantee: { URI: everybody }, Permission: 'READ' } } } },
      [{ grantee: 'AllUsers', permission: 'READ' }],
    ],
    ['a canned ACL', { 'x-amz-acl': 'public-read' }, [{ grantee: 'AllUsers', permission: 'READ' }]],
    ['a canned ACL in a list', { 'x-amz-acl': ['private'] }, []],
    [
      'grants in headers',
      { 'x-amz-grant-read': `uri="${everybody}", id="them"` },
      [
        { grantee: 'AllUsers', permission: 'READ' },
        { grantee: 'them', permission: 'READ' },
      ],
    ],
  ] as const)('read an ACL from %s', (_, request, grants) => {
    expect(bucket(s3('PutBucketAcl', request as unknown as JsonObject))['grants']).toEqual(grants);
  });

  it('follow Block Public Access of the bucket and of the account', () => {
    const opened = s3('PutBucketPublicAccessBlock', { PublicAccessBlockConfiguration: off });
    expect(bucket(s3('CreateBucket'), opened)['publicAccessBlock']).toEqual(allOff);
    expect(bucket(s3('DeleteBucketPublicAccessBlock'))['publicAccessBlock']).toBeNull();
    const ofAccount = call('s3')('PutAccountPublicAccessBlock', { PublicAccessBlockConfiguration: off });
    expect(resourceAfter(ofAccount)).toMatchObject({ kind: 'account', facets: { publicAccessBlock: allOff } });
  });

  it.each([
    [
      'one function',
      { CloudFunctionConfiguration: { CloudFunction: functionArn('a'), Event: 's3:ObjectCreated:*', Id: 'x' } },
      { x: { type: 'function', target: functionArn('a'), events: ['s3:ObjectCreated:*'] } },
    ],
    [
      'several destinations',
      {
        CloudFunctionConfiguration: [{ CloudFunction: functionArn('a'), Event: ['s3:ObjectCreated:*'], Id: 'x' }],
        QueueConfiguration: { Queue: 'arn:aws:sqs:eu-west-1:1:q', Event: ['s3:ObjectRemoved:*'] },
      },
      {
        x: { type: 'function', target: functionArn('a'), events: ['s3:ObjectCreated:*'] },
        'queue arn:aws:sqs:eu-west-1:1:q': {
          type: 'queue',
          target: 'arn:aws:sqs:eu-west-1:1:q',
          events: ['s3:ObjectRemoved:*'],
        },
      },
    ],
    [
      'EventBridge',
      { EventBridgeConfiguration: '' },
      {
        EventBridge: {
          type: 'event-bus',
          target: `arn:aws:events:${region}:${account}:event-bus/default`,
          events: ['*'],
        },
      },
    ],
    ['none at all', '', {}],
  ])('read notifications to %s', (_, configuration, expected) => {
    const put = s3('PutBucketNotification', { NotificationConfiguration: configuration as JsonObject });
    expect(bucket(put)['notifications']).toEqual(expected);
  });

  it('know where objects go and when they end', () => {
    const replicated = s3('PutBucketReplication', {
      ReplicationConfiguration: {
        Rule: { Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::theirs', Account: stranger } },
      },
    });
    expect(bucket(replicated)['replicatesTo']).toEqual(['arn:aws:s3:::theirs']);
    const expiring = s3('PutBucketLifecycle', {
      LifecycleConfiguration: {
        Rule: [
          { Status: 'Enabled', Expiration: { Days: 30 } },
          { Status: 'Disabled', Expiration: { Days: 1 } },
          { Status: 'Enabled', Expiration: { Date: '2026-03-09T09:00:00Z' } },
        ],
      },
    });
    expect(bucket(expiring)['shortestExpiryDays']).toBe(7);
    expect(bucket(expiring, s3('DeleteBucketLifecycle', { lifecycle: '' }))['shortestExpiryDays']).toBeNull();
  });

  it('read tags whose values XML made into other things', () => {
    const tagged = s3('PutBucketTagging', { Tagging: { TagSet: { Tag: { Key: 'live', Value: true } } } });
    expect(bucket(tagged)['tags']).toEqual({ live: 'true' });
  });
});

describe('calls on tables and streams', () => {
  const dynamodb = call('dynamodb');
  const kinesis = call('kinesis');
  const table = `arn:aws:dynamodb:${region}:${account}:table/orders`;
  const policy = { Version: '2012-10-17', Statement: [] };

  it('create a table without stream and policy, and open a stream on it', () => {
    const made = dynamodb('CreateTable', { tableName: 'orders' });
    expect(resourceAfter(made)).toMatchObject({
      arn: table,
      facets: { stream: null, resourcePolicy: null, streamPolicy: null, deletionProtected: false, tags: {} },
    });
    const opened = dynamodb('UpdateTable', {
      tableName: 'orders',
      streamSpecification: { streamEnabled: true, streamViewType: 'NEW_IMAGE' },
    });
    expect(resourceAfter(made, opened).facets['stream']).toEqual({ viewType: 'NEW_IMAGE' });
    const closed = dynamodb('UpdateTable', { tableName: 'orders', streamSpecification: { streamEnabled: false } });
    expect(resourceAfter(made, opened, closed).facets['stream']).toBeNull();
  });

  it('tell the policy of a table from that of its stream', () => {
    const put = (resourceArn: string) => dynamodb('PutResourcePolicy', { resourceArn, policy: JSON.stringify(policy) });
    expect(resourceAfter(put(table)).facets).toEqual({ resourcePolicy: policy });
    const onStream = resourceAfter(put(`${table}/stream/2026-03-01T00:00:00.000`));
    expect(onStream).toMatchObject({ arn: table, facets: { streamPolicy: policy } });
    expect(onStream.facets).not.toHaveProperty('resourcePolicy');
  });

  it('know the streams that a table is copied to', () => {
    const streamArn = `arn:aws:kinesis:${region}:${stranger}:stream/tap`;
    const on = dynamodb('EnableKinesisStreamingDestination', { tableName: 'orders', streamArn });
    expect(resourceAfter(on).facets['kinesisDestinations']).toEqual([{ [streamArn]: true }, 'not-seen']);
  });

  it('tell the policy of a stream from that of its consumer', () => {
    const stream = `arn:aws:kinesis:${region}:${account}:stream/clicks`;
    const consumer = `${stream}/consumer/audit:1700000000`;
    const put = (resourceARN: string) => kinesis('PutResourcePolicy', { resourceARN, policy: JSON.stringify(policy) });
    const made = kinesis('CreateStream', { streamName: 'clicks' });
    expect(resourceAfter(made, put(stream)).facets).toMatchObject({ resourcePolicy: policy, consumerPolicies: {} });
    expect(resourceAfter(made, put(consumer)).facets).toMatchObject({
      resourcePolicy: null,
      consumerPolicies: { [consumer]: policy },
    });
    const registered = kinesis(
      'RegisterStreamConsumer',
      { streamARN: stream, consumerName: 'audit' },
      { consumer: { consumerName: 'audit', consumerARN: consumer } },
    );
    expect(resourceAfter(made, registered).facets['consumers']).toEqual({ audit: consumer });
    const gone = kinesis('DeregisterStreamConsumer', { consumerARN: consumer });
    expect(resourceAfter(made, registered, gone).facets['consumers']).toEqual({});
  });
});
