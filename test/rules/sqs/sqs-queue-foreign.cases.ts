import { account, region, stranger } from '../../support/calls.ts';
import { foreignCases } from '../../support/policy-cases.ts';
import { aQueue } from '../../support/surface.ts';

const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/orders`;

export default foreignCases(
  { kind: 'queue', action: 'sqs:SendMessage', make: (resourcePolicy) => aQueue({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a permission for another account',
        given: [aQueue()],
        trail: [
          {
            source: 'sqs',
            name: 'AddPermission',
            request: { queueUrl, label: 'it', actions: ['SendMessage'], AWSAccountIds: [stranger] },
          },
        ],
        keys: ['it'],
        says: stranger,
      },
    ],
  },
);
