import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const set = (recursiveLoop: string) => ({
  name: 'PutFunctionRecursionConfig',
  request: { functionName: 'orders', recursiveLoop },
});

export default defineCases({
  fail: [{ name: 'loops are allowed', given: [aFunction()], trail: [set('Allow')], keys: ['recursion'] }],
  pass: [
    { name: 'loops are stopped', given: [aFunction()] },
    { name: 'allowed and stopped again', given: [aFunction()], trail: [set('Allow'), set('Terminate')] },
  ],
});
