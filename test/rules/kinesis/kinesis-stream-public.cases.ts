import { publicCases } from '../../support/policy-cases.ts';
import { aStream } from '../../support/surface.ts';

export default publicCases({
  kind: 'stream',
  action: 'kinesis:GetRecords',
  make: (resourcePolicy) => aStream({ resourcePolicy }),
});
