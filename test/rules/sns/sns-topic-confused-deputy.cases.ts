import { deputyCases } from '../../support/policy-cases.ts';
import { aTopic } from '../../support/surface.ts';

export default deputyCases({
  kind: 'topic',
  action: 'sns:Publish',
  make: (resourcePolicy) => aTopic({ resourcePolicy }),
});
