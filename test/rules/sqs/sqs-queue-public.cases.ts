import { publicCases } from '../../support/policy-cases.ts';
import { aQueue } from '../../support/surface.ts';

export default publicCases({
  kind: 'queue',
  action: 'sqs:SendMessage',
  make: (resourcePolicy) => aQueue({ resourcePolicy }),
});
