import { foreignCases } from '../../support/policy-cases.ts';
import { aTable } from '../../support/surface.ts';

export default foreignCases({
  kind: 'table',
  action: 'dynamodb:GetItem',
  make: (resourcePolicy) => aTable({ resourcePolicy }),
});
