import { deputyCases } from '../../support/policy-cases.ts';
import { anEventBus } from '../../support/surface.ts';

export default deputyCases({
  kind: 'event-bus',
  action: 'events:PutEvents',
  make: (resourcePolicy) => anEventBus({ resourcePolicy }),
});
