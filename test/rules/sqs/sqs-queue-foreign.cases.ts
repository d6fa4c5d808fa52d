import { foreignCases } from '../../support/policy-cases.ts';
import { aQueue } from '../../support/surface.ts';

export default foreignCases({
  kind: 'queue',
  action: 'sqs:SendMessage',
  make: (resourcePolicy) => aQueue({ resourcePolicy }),
});
