import { stranger } from '../../support/calls.ts';
import { foreignCases } from '../../support/policy-cases.ts';
import { anEventBus } from '../../support/surface.ts';

export default foreignCases(
  { kind: 'event-bus', action: 'events:PutEvents', make: (resourcePolicy) => anEventBus({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a permission for another account',
        given: [anEventBus()],
        trail: [
          {
            source: 'events',
            name: 'PutPermission',
            request: { eventBusName: 'shop', action: 'events:PutEvents', principal: stranger, statementId: 'it' },
          },
        ],
        keys: ['it'],
        says: stranger,
      },
    ],
  },
);
