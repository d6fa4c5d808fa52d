import { publicCases } from '../../support/policy-cases.ts';
import { aSecret } from '../../support/surface.ts';

export default publicCases({
  kind: 'secret',
  action: 'secretsmanager:GetSecretValue',
  make: (resourcePolicy) => aSecret({ resourcePolicy }),
});
