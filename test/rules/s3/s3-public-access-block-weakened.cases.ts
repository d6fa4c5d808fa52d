import { defineCases } from '../../support/cases.ts';
import { aBucket } from '../../support/surface.ts';

const blocked = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };
const put = (policy: boolean) => ({
  source: 's3',
  name: 'PutBucketPublicAccessBlock',
  request: {
    bucketName: 'uploads',
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: policy,
      RestrictPublicBuckets: true,
    },
  },
});
const remove = { source: 's3', name: 'DeleteBucketPublicAccessBlock', request: { bucketName: 'uploads' } };

export default defineCases({
  fail: [
    {
      name: 'one switch is off',
      given: [aBucket({ publicAccessBlock: blocked })],
      trail: [put(false)],
      keys: ['block'],
      says: 'blockPublicPolicy',
    },
    {
      name: 'all of it is removed',
      given: [aBucket({ publicAccessBlock: blocked })],
      trail: [remove],
      keys: ['block'],
    },
    { name: 'of a bucket that nothing is known of', trail: [remove], keys: ['block'] },
  ],
  pass: [
    { name: 'all switches are on', given: [aBucket()], trail: [put(true)] },
    { name: 'switched on again', given: [aBucket({ publicAccessBlock: blocked })], trail: [remove, put(true)] },
    { name: 'there was none before', given: [aBucket({ publicAccessBlock: null })], trail: [remove] },
  ],
});
