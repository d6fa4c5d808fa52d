import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const change = {
  name: 'UpdateFunctionConfiguration20150331v2',
  identity: human,
  request: { functionName: 'orders', handler: 'other.handler' },
};
const ofStack = aFunction({ stack: 'shop-orders' });

export default defineCases({
  fail: [
    { name: 'a person changes a function of a stack', given: [ofStack], trail: [change], says: 'shop-orders' },
    {
      name: 'a function that CloudFormation made, changed by a role that nobody declared',
      trail: [
        {
          name: 'CreateFunction20150331',
          identity: { ...human, invokedBy: 'cloudformation.amazonaws.com' },
          request: {
            functionName: 'orders',
            role: 'arn:aws:iam::111122223333:role/r',
            tags: { 'aws:cloudformation:stack-name': 'shop' },
          },
        },
        { ...change, identity: human },
      ],
      keys: ['UpdateFunctionConfiguration'],
    },
  ],
  pass: [
    { name: 'a function that no stack manages', given: [aFunction()], trail: [change] },
    {
      name: 'the stack itself',
      given: [ofStack],
      trail: [{ ...change, identity: { ...human, invokedBy: 'cloudformation.amazonaws.com' } }],
    },
    {
      name: 'a declared deployment role',
      given: [ofStack],
      trail: [{ name: change.name, request: change.request }],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
