import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';
import { aSchedule } from '../../support/surface.ts';

export default defineCases({
  fail: [
    {
      name: 'an administrator',
      given: [aRole({ name: 'timer', inline: { all: allowing('*') } }), aSchedule()],
      keys: ['role'],
      severity: 'high',
    },
    {
      name: 'a role that becomes one later',
      given: [aRole({ name: 'timer' }), aSchedule()],
      trail: [
        {
          source: 'iam',
          name: 'PutRolePolicy',
          request: { roleName: 'timer', policyName: 'all', policyDocument: JSON.stringify(allowing('*')) },
        },
      ],
      keys: ['role'],
    },
  ],
  pass: [
    {
      name: 'a role that may only call its target',
      given: [
        aRole({ name: 'timer', inline: { one: allowing('lambda:InvokeFunction', functionArn('orders')) } }),
        aSchedule(),
      ],
    },
  ],
  unknown: [{ name: 'a role that was never seen', given: [aSchedule()] }],
});
