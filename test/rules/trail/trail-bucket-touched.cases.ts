import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aBucket, aTrail } from '../../support/surface.ts';

const call = (name: string, request: object = {}) => ({
  source: 's3',
  name,
  identity: human,
  request: { bucketName: 'uploads', ...request },
});
const expire = call('PutBucketLifecycle', {
  LifecycleConfiguration: { Rule: { Status: 'Enabled', Expiration: { Days: 1 } } },
});

export default defineCases({
  fail: [
    {
      name: 'its records are deleted after a day',
      given: [aBucket(), aTrail()],
      trail: [expire],
      keys: ['PutBucketLifecycle'],
      severity: 'high',
      says: 'after 1 days',
    },
    {
      name: 'it is deleted',
      given: [aTrail()],
      trail: [call('DeleteBucket')],
      keys: ['DeleteBucket'],
      severity: 'critical',
    },
    {
      name: 'its policy is replaced',
      given: [aBucket(), aTrail()],
      trail: [call('PutBucketPolicy', { bucketPolicy: { Version: '2012-10-17', Statement: [] } })],
      keys: ['PutBucketPolicy'],
    },
    {
      name: 'the trail is made first, and nothing else is known of the bucket',
      trail: [
        { source: 'cloudtrail', name: 'CreateTrail', request: { name: 't', s3BucketName: 'uploads' } },
        call('DeleteBucketPolicy'),
      ],
      keys: ['DeleteBucketPolicy'],
    },
  ],
  pass: [
    { name: 'a bucket of no trail', given: [aBucket(), aTrail({ bucket: 'logs' })], trail: [expire] },
    {
      name: 'the trail was deleted before',
      given: [aTrail()],
      trail: [{ source: 'cloudtrail', name: 'DeleteTrail', request: { name: 'main' } }, expire],
    },
    {
      name: 'versions are switched on',
      given: [aTrail()],
      trail: [call('PutBucketVersioning', { VersioningConfiguration: { Status: 'Enabled' } })],
    },
    { name: 'the life cycle is removed again', given: [aTrail()], trail: [expire, call('DeleteBucketLifecycle')] },
  ],
});
