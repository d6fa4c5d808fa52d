import { account, deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, withPolicy } from '../../support/resources.ts';

const add = (principal: string, identity = human) => ({
  name: 'AddPermission20150331v2',
  identity,
  request: {
    functionName: 'orders',
    statementId: 'new',
    action: 'lambda:InvokeFunction',
    principal,
    sourceAccount: account,
  },
});
const fromApi = withPolicy(allow('apigateway.amazonaws.com', { sid: 'api' }));

export default defineCases({
  fail: [
    {
      name: 'a person lets a second kind of service in',
      given: [fromApi],
      trail: [add('events.amazonaws.com')],
      keys: ['new'],
      says: 'so far only apigateway.amazonaws.com',
    },
  ],
  pass: [
    {
      name: 'one more source of a service that ran it before',
      given: [fromApi],
      trail: [add('apigateway.amazonaws.com')],
    },
    { name: 'the first trigger of a function', given: [aFunction()], trail: [add('events.amazonaws.com')] },
    { name: 'a role, where nothing was declared', given: [fromApi], trail: [add('events.amazonaws.com', deployer)] },
    {
      name: 'added and removed again',
      given: [fromApi],
      trail: [
        add('events.amazonaws.com'),
        { name: 'RemovePermission20150331v2', request: { functionName: 'orders', statementId: 'new' } },
      ],
    },
  ],
});
