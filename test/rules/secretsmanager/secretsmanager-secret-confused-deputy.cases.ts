import { deputyCases } from '../../support/policy-cases.ts';
import { aSecret } from '../../support/surface.ts';

export default deputyCases({
  kind: 'secret',
  action: 'secretsmanager:GetSecretValue',
  make: (resourcePolicy) => aSecret({ resourcePolicy }),
});
