import { defineCases } from '../../support/cases.ts';
import { aBucket } from '../../support/surface.ts';

const put = (request: object) => ({
  source: 's3',
  name: 'PutBucketAcl',
  request: { bucketName: 'uploads', ...request },
});
const blocked = { blockPublicAcls: true, ignorePublicAcls: true, blockPublicPolicy: true, restrictPublicBuckets: true };

export default defineCases({
  fail: [
    {
      name: 'a public canned list',
      given: [aBucket()],
      trail: [put({ 'x-amz-acl': 'public-read' })],
      keys: ['AllUsers READ'],
      severity: 'high',
    },
    {
      name: 'a grant for everybody with an AWS account',
      given: [aBucket({ grants: [{ grantee: 'AuthenticatedUsers', permission: 'WRITE' }] })],
      keys: ['AuthenticatedUsers WRITE'],
    },
    {
      name: 'a grant for a foreign user, which Block Public Access does not touch',
      given: [aBucket({ grants: [{ grantee: 'd25639fb', permission: 'READ' }], publicAccessBlock: blocked })],
      keys: ['d25639fb READ'],
      severity: 'medium',
    },
  ],
  pass: [
    { name: 'no grants', given: [aBucket()] },
    {
      name: 'made private again',
      given: [aBucket()],
      trail: [put({ 'x-amz-acl': 'public-read' }), put({ 'x-amz-acl': ['private'] })],
    },
    { name: 'the delivery of logs', given: [aBucket()], trail: [put({ 'x-amz-acl': 'log-delivery-write' })] },
    {
      name: 'Block Public Access ignores it',
      given: [aBucket({ grants: [{ grantee: 'AllUsers', permission: 'READ' }], publicAccessBlock: blocked })],
    },
  ],
});
