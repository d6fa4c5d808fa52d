import { foreignCases } from '../../support/policy-cases.ts';
import { aSecret } from '../../support/surface.ts';

export default foreignCases({
  kind: 'secret',
  action: 'secretsmanager:GetSecretValue',
  make: (resourcePolicy) => aSecret({ resourcePolicy }),
});
