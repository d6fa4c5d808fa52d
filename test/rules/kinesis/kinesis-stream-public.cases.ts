import { publicCases } from '../../support/policy-cases.ts';
import { aStream } from '../../support/surface.ts';

const open = {
  Version: '2012-10-17',
  Statement: [{ Sid: 'it', Effect: 'Allow', Principal: '*', Action: 'kinesis:GetRecords', Resource: aStream().arn }],
};

export default publicCases(
  { kind: 'stream', action: 'kinesis:GetRecords', make: (resourcePolicy) => aStream({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a policy that is put on a stream',
        given: [aStream()],
        trail: [
          {
            source: 'kinesis',
            name: 'PutResourcePolicy',
            request: { resourceARN: aStream().arn, policy: JSON.stringify(open) },
          },
        ],
        keys: ['it'],
      },
    ],
  },
);
