import { deputyCases } from '../../support/policy-cases.ts';
import { aQueue } from '../../support/surface.ts';

export default deputyCases({
  kind: 'queue',
  action: 'sqs:SendMessage',
  make: (resourcePolicy) => aQueue({ resourcePolicy }),
});
