import { deputyCases } from '../../support/policy-cases.ts';
import { aBucket } from '../../support/surface.ts';

const aclCheck = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'acl',
      Effect: 'Allow',
      Principal: { Service: 'cloudtrail.amazonaws.com' },
      Action: 's3:GetBucketAcl',
      Resource: 'arn:aws:s3:::uploads',
    },
  ],
};

export default deputyCases(
  {
    kind: 'bucket',
    action: 's3:GetObject',
    make: (resourcePolicy) => aBucket({ resourcePolicy }),
  },
  {
    fail: [
      {
        name: 'a service that may only look at the ACL',
        given: [aBucket({ resourcePolicy: aclCheck })],
        keys: ['acl cloudtrail.amazonaws.com'],
        severity: 'low',
      },
    ],
  },
);
