import { publicCases } from '../../support/policy-cases.ts';
import { aKey, keyId } from '../../support/surface.ts';

const open = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'it', Effect: 'Allow', Principal: '*', Action: 'kms:Decrypt', Resource: '*' }],
};

export default publicCases(
  { kind: 'key', action: 'kms:Decrypt', make: (resourcePolicy) => aKey({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a policy that is put on a key',
        given: [aKey()],
        trail: [
          {
            source: 'kms',
            name: 'PutKeyPolicy',
            request: { keyId, policyName: 'default', policy: JSON.stringify(open) },
          },
        ],
        keys: ['it'],
      },
    ],
  },
);
