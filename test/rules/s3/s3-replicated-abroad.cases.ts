import type { JsonObject } from '../../../shared/json.ts';
import { account, human, stranger, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aBucket } from '../../support/surface.ts';

const put = (destination: JsonObject, more: object = {}) => ({
  source: 's3',
  name: 'PutBucketReplication',
  identity: human,
  request: {
    bucketName: 'uploads',
    ReplicationConfiguration: { Role: 'arn:aws:iam::1:role/r', Rule: { Status: 'Enabled', Destination: destination } },
  },
  ...more,
});
const theirs = { Bucket: 'arn:aws:s3:::theirs', Account: stranger };

export default defineCases({
  fail: [
    {
      name: 'to a bucket of another account',
      given: [aBucket()],
      trail: [put(theirs)],
      keys: ['arn:aws:s3:::theirs'],
      severity: 'high',
    },
    {
      name: 'by CloudFormation too',
      given: [aBucket()],
      trail: [put(theirs, { more: throughCloudFormation })],
      keys: ['arn:aws:s3:::theirs'],
    },
    {
      name: 'by hand, to a bucket that could be anybody’s',
      given: [aBucket()],
      trail: [put({ Bucket: 'arn:aws:s3:::theirs' })],
      severity: 'medium',
    },
  ],
  pass: [
    {
      name: 'to a bucket of the own account',
      given: [aBucket()],
      trail: [put({ Bucket: 'arn:aws:s3:::copy', Account: account })],
    },
    {
      name: 'by CloudFormation, to a bucket whose account is not named',
      given: [aBucket()],
      trail: [put({ Bucket: 'arn:aws:s3:::copy' }, { more: throughCloudFormation })],
    },
    {
      name: 'removed again',
      given: [aBucket()],
      trail: [put(theirs), { source: 's3', name: 'DeleteBucketReplication', request: { bucketName: 'uploads' } }],
    },
  ],
});
