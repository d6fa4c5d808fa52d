import { account, region } from '../../support/calls.ts';
import { publicCases } from '../../support/policy-cases.ts';
import { anEventBus } from '../../support/surface.ts';

const open = {
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'it',
      Effect: 'Allow',
      Principal: '*',
      Action: 'events:PutEvents',
      Resource: `arn:aws:events:${region}:${account}:event-bus/shop`,
    },
  ],
};

export default publicCases(
  { kind: 'event-bus', action: 'events:PutEvents', make: (resourcePolicy) => anEventBus({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a permission for everybody',
        given: [anEventBus()],
        trail: [
          {
            source: 'events',
            name: 'PutPermission',
            request: { eventBusName: 'shop', action: 'events:PutEvents', principal: '*', statementId: 'it' },
          },
        ],
        keys: ['it'],
      },
      {
        name: 'a whole policy that is put',
        given: [anEventBus()],
        trail: [
          { source: 'events', name: 'PutPermission', request: { eventBusName: 'shop', policy: JSON.stringify(open) } },
        ],
        keys: ['it'],
      },
    ],
  },
);
