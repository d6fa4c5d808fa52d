import { foreignCases } from '../../support/policy-cases.ts';
import { aKey } from '../../support/surface.ts';

export default foreignCases({ kind: 'key', action: 'kms:Decrypt', make: (resourcePolicy) => aKey({ resourcePolicy }) });
