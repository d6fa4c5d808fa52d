import { publicCases } from '../../support/policy-cases.ts';
import { allow, policyOf } from '../../support/resources.ts';
import { aTable } from '../../support/surface.ts';

export default publicCases(
  { kind: 'table', action: 'dynamodb:GetItem', make: (resourcePolicy) => aTable({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a policy that is put on a table',
        given: [aTable()],
        trail: [
          {
            source: 'dynamodb',
            name: 'PutResourcePolicy',
            request: {
              resourceArn: aTable().arn,
              policy: JSON.stringify(policyOf(allow('*', { action: 'dynamodb:GetItem', resource: aTable().arn }))),
            },
          },
        ],
        keys: ['it'],
      },
      {
        name: 'the policy of its stream',
        given: [aTable({ streamPolicy: policyOf(allow('*', { action: 'dynamodb:GetRecords', resource: '*' })) })],
        keys: ['stream it'],
      },
    ],
  },
);
