import { foreignCases } from '../../support/policy-cases.ts';
import { aTopic } from '../../support/surface.ts';

export default foreignCases({
  kind: 'topic',
  action: 'sns:Publish',
  make: (resourcePolicy) => aTopic({ resourcePolicy }),
});
