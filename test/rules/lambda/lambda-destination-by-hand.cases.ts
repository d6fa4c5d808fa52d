import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, queueArnOf } from '../../support/resources.ts';

const send = (identity: typeof human) => ({
  name: 'PutFunctionEventInvokeConfig',
  identity,
  request: { functionName: 'orders', destinationConfig: { onFailure: { destination: queueArnOf('tap') } } },
});

export default defineCases({
  fail: [{ name: 'a person sets one', given: [aFunction()], trail: [send(human)], keys: ['onFailure'] }],
  pass: [
    { name: 'a role sets one, where nothing was declared', given: [aFunction()], trail: [send(deployer)] },
    {
      name: 'it was set before',
      given: [aFunction({ destinations: { '': { onFailure: queueArnOf('tap') } } })],
      trail: [send(human)],
    },
    {
      name: 'set and removed again',
      given: [aFunction()],
      trail: [send(human), { name: 'DeleteFunctionEventInvokeConfig', request: { functionName: 'orders' } }],
    },
  ],
});
