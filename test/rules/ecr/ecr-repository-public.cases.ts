import { publicCases } from '../../support/policy-cases.ts';
import { aRepository } from '../../support/surface.ts';

export default publicCases({
  kind: 'repository',
  action: 'ecr:BatchGetImage',
  make: (resourcePolicy) => aRepository({ resourcePolicy }),
});
