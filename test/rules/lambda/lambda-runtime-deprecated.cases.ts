import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const move = (runtime: string, time?: string) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  request: { functionName: 'orders', runtime },
  ...(time === undefined ? {} : { time }),
});

export default defineCases({
  fail: [
    { name: 'a runtime whose last day is over', given: [aFunction({ runtime: 'nodejs16.x' })], keys: ['runtime'] },
    { name: 'a function is moved to one', given: [aFunction()], trail: [move('python3.8')], says: 'since 2024-10-14' },
  ],
  pass: [
    { name: 'a runtime that is supported', given: [aFunction()] },
    {
      name: 'a runtime that was supported at the time',
      given: [aFunction()],
      trail: [move('nodejs20.x', '2026-03-30T09:00:00Z')],
    },
    { name: 'a container image, which has none', given: [aFunction({ runtime: null })] },
    { name: 'moved away from it', given: [aFunction({ runtime: 'nodejs16.x' })], trail: [move('nodejs24.x')] },
  ],
});
