import { deputyCases } from '../../support/policy-cases.ts';
import { aRepository } from '../../support/surface.ts';

export default deputyCases({
  kind: 'repository',
  action: 'ecr:BatchGetImage',
  make: (resourcePolicy) => aRepository({ resourcePolicy }),
});
