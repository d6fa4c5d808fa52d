import { deputyCases } from '../../support/policy-cases.ts';
import { aKey } from '../../support/surface.ts';

export default deputyCases({ kind: 'key', action: 'kms:Decrypt', make: (resourcePolicy) => aKey({ resourcePolicy }) });
