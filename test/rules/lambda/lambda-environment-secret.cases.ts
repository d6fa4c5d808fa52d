import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

export default defineCases({
  fail: [
    {
      name: 'a value that looks like a secret',
      given: [aFunction({ environment: { names: ['TABLE', 'API_KEY'], secretLike: ['API_KEY'] } })],
      keys: ['API_KEY'],
    },
  ],
  pass: [
    { name: 'values that do not', given: [aFunction({ environment: { names: ['TABLE'], secretLike: [] } })] },
    { name: 'no variables', given: [aFunction()] },
  ],
});
