import { account, region, stranger } from '../../support/calls.ts';
import { foreignCases } from '../../support/policy-cases.ts';
import { aTopic } from '../../support/surface.ts';

const topicArn = `arn:aws:sns:${region}:${account}:orders`;

export default foreignCases(
  { kind: 'topic', action: 'sns:Publish', make: (resourcePolicy) => aTopic({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a permission for another account',
        given: [aTopic()],
        trail: [
          {
            source: 'sns',
            name: 'AddPermission',
            request: { topicArn, label: 'it', aWSAccountId: [stranger], actionName: ['Publish'] },
          },
        ],
        keys: ['it'],
        says: stranger,
      },
    ],
  },
);
