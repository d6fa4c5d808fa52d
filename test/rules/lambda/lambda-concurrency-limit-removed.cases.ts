import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const remove = { name: 'DeleteFunctionConcurrency20171031', request: { functionName: 'orders' } };

export default defineCases({
  fail: [
    {
      name: 'a limit is removed',
      given: [aFunction({ reservedConcurrency: 5 })],
      trail: [remove],
      keys: ['limit'],
      says: 'of 5 concurrent',
    },
    { name: 'of a function that nothing is known of', trail: [remove], keys: ['limit'] },
  ],
  pass: [
    { name: 'a stopped function is started again', given: [aFunction({ reservedConcurrency: 0 })], trail: [remove] },
    { name: 'there was no limit', given: [aFunction()], trail: [remove] },
    {
      name: 'removed and set again',
      given: [aFunction({ reservedConcurrency: 5 })],
      trail: [
        remove,
        {
          name: 'PutFunctionConcurrency20171031',
          request: { functionName: 'orders', reservedConcurrentExecutions: 6 },
        },
      ],
    },
  ],
});
