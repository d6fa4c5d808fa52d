import { defineCases } from '../../support/cases.ts';
import { anAccount } from '../../support/resources.ts';

export default defineCases({
  fail: [
    {
      name: 'a read was refused',
      given: [anAccount({ missingPermissions: { 'lambda:GetPolicy': '2026-03-02T09:00:00Z' } })],
      keys: ['permissions'],
      says: 'lambda:GetPolicy',
    },
  ],
  pass: [{ name: 'every read was answered', given: [anAccount({ missingPermissions: {} })] }],
});
