import { account, deployer, human, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const exported = (request: object, identity = human) => ({
  source: 'dynamodb',
  name: 'ExportTableToPointInTime',
  identity,
  request: { tableArn: `arn:aws:dynamodb:${region}:${account}:table/orders`, s3Bucket: 'dump', ...request },
});

export default defineCases({
  fail: [
    { name: 'a person exports it', trail: [exported({})], keys: ['dump'], severity: 'medium' },
    {
      name: 'to a bucket of another account',
      trail: [exported({ s3BucketOwner: stranger }, deployer)],
      severity: 'high',
      says: stranger,
    },
  ],
  pass: [
    {
      name: 'a role exports it, where none was declared to deploy',
      trail: [exported({ s3BucketOwner: account }, deployer)],
    },
  ],
});
