import { defineCases } from '../../support/cases.ts';
import { aFunction, aMapping } from '../../support/resources.ts';

const reserve = (reservedConcurrentExecutions: number) => ({
  name: 'PutFunctionConcurrency20171031',
  request: { functionName: 'orders', reservedConcurrentExecutions },
});

export default defineCases({
  fail: [
    {
      name: 'the reserved concurrency is set to zero',
      given: [aFunction()],
      trail: [reserve(0)],
      keys: ['concurrency'],
    },
    {
      name: 'a stopped function whose queue keeps filling',
      given: [aFunction(), aMapping()],
      trail: [reserve(0)],
      keys: ['concurrency'],
      says: '1 of its triggers',
    },
  ],
  pass: [
    { name: 'a reservation above zero', given: [aFunction()], trail: [reserve(5)] },
    {
      name: 'a reservation of zero that was taken back',
      given: [aFunction()],
      trail: [reserve(0), { name: 'DeleteFunctionConcurrency20171031', request: { functionName: 'orders' } }],
    },
  ],
});
