import { account, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allow, withPolicy } from '../../support/resources.ts';

export default defineCases({
  fail: [
    {
      name: 'another account may replace the code',
      given: [withPolicy(allow(stranger, { action: 'lambda:UpdateFunctionCode' }))],
      keys: ['it'],
      says: 'lambda:UpdateFunctionCode',
    },
    { name: 'everybody may do everything', given: [withPolicy(allow('*', { action: 'lambda:*' }))], keys: ['it'] },
    {
      name: 'reading beside running',
      given: [withPolicy(allow(stranger, { action: ['lambda:InvokeFunction', 'lambda:GetFunction'] }))],
      says: 'allows lambda:GetFunction to',
    },
  ],
  pass: [
    { name: 'another account may run it', given: [withPolicy(allow(stranger))] },
    { name: 'both kinds of invocation', given: [withPolicy(allow(stranger, { action: 'lambda:InvokeFunction*' }))] },
    {
      name: 'the own account may replace the code',
      given: [withPolicy(allow(account, { action: 'lambda:UpdateFunctionCode' }))],
    },
  ],
});
