import { publicCases } from '../../support/policy-cases.ts';
import { aParameter } from '../../support/surface.ts';

export default publicCases({
  kind: 'parameter',
  action: 'ssm:GetParameter',
  make: (resourcePolicy) => aParameter({ resourcePolicy }),
});
