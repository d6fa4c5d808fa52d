import { publicCases } from '../../support/policy-cases.ts';
import { allow, policyOf } from '../../support/resources.ts';
import { aBucket } from '../../support/surface.ts';

const open = policyOf(allow('*', { action: 's3:GetObject', resource: 'arn:aws:s3:::uploads/*' }));
const switches = (on: boolean) => ({
  BlockPublicAcls: on,
  IgnorePublicAcls: on,
  BlockPublicPolicy: on,
  RestrictPublicBuckets: on,
});
const put = { source: 's3', name: 'PutBucketPolicy', request: { bucketName: 'uploads', bucketPolicy: open } };
const block = (on: boolean) => ({
  source: 's3',
  name: 'PutBucketPublicAccessBlock',
  request: { bucketName: 'uploads', PublicAccessBlockConfiguration: switches(on) },
});
const blockAccount = (on: boolean) => ({
  source: 's3',
  name: 'PutAccountPublicAccessBlock',
  request: { PublicAccessBlockConfiguration: switches(on) },
});

export default publicCases(
  { kind: 'bucket', action: 's3:GetObject', make: (resourcePolicy) => aBucket({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a policy that is put where the block is off',
        given: [aBucket()],
        trail: [block(false), put],
        keys: ['it'],
      },
      {
        name: 'the block of the bucket taken off',
        given: [aBucket()],
        trail: [put, block(true), block(false)],
        keys: ['it'],
      },
      {
        name: 'the block of the account taken off',
        given: [aBucket()],
        trail: [blockAccount(true), put, blockAccount(false)],
        keys: ['it'],
      },
    ],
    pass: [
      { name: 'Block Public Access put on over it', given: [aBucket()], trail: [put, block(true)] },
      {
        name: 'Block Public Access of the account put on over it',
        given: [aBucket()],
        trail: [put, blockAccount(true)],
      },
    ],
  },
);
