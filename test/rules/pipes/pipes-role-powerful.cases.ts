import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';
import { aPipe } from '../../support/surface.ts';

export default defineCases({
  fail: [
    {
      name: 'an administrator',
      given: [aRole({ name: 'pipe', inline: { all: allowing('*') } }), aPipe()],
      keys: ['role'],
      severity: 'high',
    },
  ],
  pass: [
    {
      name: 'a role that may only read its source',
      given: [aRole({ name: 'pipe', inline: { one: allowing('sqs:ReceiveMessage') } }), aPipe()],
    },
  ],
  unknown: [{ name: 'a role that was never seen', given: [aPipe()] }],
});
