import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { anAccount } from '../../support/resources.ts';

export default defineCases({
  fail: [
    {
      name: 'a function was there that no record told of',
      given: [
        anAccount({ missedByEvents: { function: { [functionArn('orders')]: { existence: '2026-03-02T09:00:00Z' } } } }),
      ],
      keys: ['missed'],
      says: '1 resource with 1 change that no record announced: 1 function',
    },
  ],
  pass: [{ name: 'a sweep found what the records had told', given: [anAccount({ missedByEvents: {} })] }],
});
