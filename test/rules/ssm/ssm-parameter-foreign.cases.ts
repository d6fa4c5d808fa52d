import { foreignCases } from '../../support/policy-cases.ts';
import { aParameter } from '../../support/surface.ts';

export default foreignCases({
  kind: 'parameter',
  action: 'ssm:GetParameter',
  make: (resourcePolicy) => aParameter({ resourcePolicy }),
});
