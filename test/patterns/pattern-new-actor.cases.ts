import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const change = (day: number, identity?: typeof human) => ({
  name: 'UpdateFunctionCode20150331v2',
  time: `2026-03-${String(day).padStart(2, '0')}T09:00:00Z`,
  ...(identity === undefined ? {} : { identity }),
  request: { functionName: 'orders', dryRun: false },
});

export default defineCases({
  fail: [
    {
      name: 'a person after weeks of deployments',
      trail: [change(1), change(5), change(9), change(12, human)],
      keys: ['arn:aws:iam::111122223333:user/mallory'],
      says: 'role/deploy',
    },
  ],
  pass: [
    { name: 'a function that is younger than a week', trail: [change(1), change(2), change(3), change(4, human)] },
    { name: 'the usual deployment', trail: [change(1), change(5), change(9), change(12)] },
    { name: 'a person who has done it before', trail: [change(1, human), change(5), change(9), change(12, human)] },
  ],
});
