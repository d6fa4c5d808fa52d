import { foreignCases } from '../../support/policy-cases.ts';
import { aRepository } from '../../support/surface.ts';

export default foreignCases({
  kind: 'repository',
  action: 'ecr:BatchGetImage',
  make: (resourcePolicy) => aRepository({ resourcePolicy }),
});
