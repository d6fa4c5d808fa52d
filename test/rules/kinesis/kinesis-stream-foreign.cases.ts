import { account, region, stranger } from '../../support/calls.ts';
import { foreignCases } from '../../support/policy-cases.ts';
import { allow, policyOf } from '../../support/resources.ts';
import { aStream } from '../../support/surface.ts';

const consumer = `arn:aws:kinesis:${region}:${account}:stream/clicks/consumer/audit:1700000000`;

export default foreignCases(
  { kind: 'stream', action: 'kinesis:GetRecords', make: (resourcePolicy) => aStream({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'the policy of one of its consumers',
        given: [aStream()],
        trail: [
          {
            source: 'kinesis',
            name: 'PutResourcePolicy',
            request: {
              resourceARN: consumer,
              policy: JSON.stringify(
                policyOf(
                  allow(`arn:aws:iam::${stranger}:root`, { action: 'kinesis:SubscribeToShard', resource: consumer }),
                ),
              ),
            },
          },
        ],
        keys: [`${consumer} it`],
      },
    ],
  },
);
