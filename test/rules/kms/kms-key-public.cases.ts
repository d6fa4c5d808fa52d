import { publicCases } from '../../support/policy-cases.ts';
import { aKey } from '../../support/surface.ts';

export default publicCases({ kind: 'key', action: 'kms:Decrypt', make: (resourcePolicy) => aKey({ resourcePolicy }) });
