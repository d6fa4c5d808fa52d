import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aBucket, aTrail } from '../../support/surface.ts';

const call = (name: string, request: object, more: object = {}) => ({
  source: 's3',
  name,
  identity: human,
  request: { bucketName: 'uploads', ...request } as never,
  ...more,
});
const versions = (Status: string, more: object = {}) =>
  call('PutBucketVersioning', { VersioningConfiguration: { Status } }, more);
const expire = (Days: number) =>
  call('PutBucketLifecycle', { LifecycleConfiguration: { Rule: { Status: 'Enabled', Expiration: { Days } } } });

export default defineCases({
  fail: [
    {
      name: 'versions are suspended',
      given: [aBucket()],
      trail: [versions('Suspended')],
      keys: ['versioning'],
      severity: 'medium',
    },
    {
      name: 'access logs are switched off',
      given: [aBucket()],
      trail: [call('PutBucketLogging', { BucketLoggingStatus: '' })],
      keys: ['logging'],
      severity: 'low',
    },
    {
      name: 'objects are deleted after a day',
      given: [aBucket()],
      trail: [expire(1)],
      keys: ['expiry'],
      says: '1 days',
    },
  ],
  pass: [
    {
      name: 'the bucket of a trail, which is a matter of its own',
      given: [aBucket(), aTrail({ bucket: 'uploads' })],
      trail: [expire(1)],
    },
    {
      name: 'CloudFormation does it',
      given: [aBucket()],
      trail: [versions('Suspended', { more: throughCloudFormation })],
    },
    { name: 'versions are on', given: [aBucket()], trail: [versions('Enabled')] },
    { name: 'suspended and enabled again', given: [aBucket()], trail: [versions('Suspended'), versions('Enabled')] },
    { name: 'objects are deleted after a year', given: [aBucket()], trail: [expire(365)] },
    { name: 'objects were deleted sooner before', given: [aBucket({ shortestExpiryDays: 1 })], trail: [expire(3)] },
    {
      name: 'access logs go to another bucket',
      given: [aBucket()],
      trail: [call('PutBucketLogging', { BucketLoggingStatus: { LoggingEnabled: { TargetBucket: 'logs' } } })],
    },
  ],
});
