import { account } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, withPolicy } from '../../support/resources.ts';

const add = (more: object) => ({
  name: 'AddPermission20150331v2',
  request: {
    functionName: 'orders',
    statementId: 'it',
    action: 'lambda:InvokeFunctionUrl',
    principal: '*',
    functionUrlAuthType: 'NONE',
    ...more,
  },
});
const open = aFunction({ urls: { '': { authType: 'NONE' } } });

export default defineCases({
  fail: [
    {
      name: 'a URL that authenticates, as medium',
      given: [
        aFunction({
          urls: { '': { authType: 'AWS_IAM' } },
          resourcePolicy: { '': { it: allow('*', { action: 'lambda:InvokeFunctionUrl' }) } },
        }),
      ],
      severity: 'medium',
      says: 'still have to sign',
    },
    {
      name: 'the URL granted to everybody, and it asks nobody',
      given: [open],
      trail: [add({})],
      keys: ['it'],
      severity: 'high',
    },
    {
      name: 'invocation through the URL granted to everybody',
      given: [open],
      trail: [add({ action: 'lambda:InvokeFunction', functionUrlAuthType: undefined, invokedViaFunctionUrl: true })],
      keys: ['it'],
    },
    { name: 'granted before the URL exists, as medium', given: [aFunction()], trail: [add({})], severity: 'medium' },
    { name: 'on a function that nothing else is known of', trail: [add({})], severity: 'high' },
  ],
  pass: [
    {
      name: 'public statements that Lambda refuses to honour',
      given: [aFunction({ publicAccessBlocked: true, urls: { '': { authType: 'NONE' } } })],
      trail: [add({})],
    },
    {
      name: 'the URL granted to the own account',
      given: [open],
      trail: [add({ principal: account, functionUrlAuthType: 'AWS_IAM' })],
    },
    { name: 'no grant', given: [open] },
    { name: 'direct invocation, which is a finding of its own', given: [withPolicy(allow('*'))] },
  ],
});
