import { deputyCases } from '../../support/policy-cases.ts';
import { aBucket } from '../../support/surface.ts';

export default deputyCases({
  kind: 'bucket',
  action: 's3:GetObject',
  make: (resourcePolicy) => aBucket({ resourcePolicy }),
});
