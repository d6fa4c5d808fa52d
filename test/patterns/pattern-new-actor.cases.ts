import { deployer, human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

/** A change of the function so many days after the first of January. */
const change = (day: number, identity?: typeof human, more: object = {}) => ({
  name: 'UpdateFunctionCode20150331v2',
  time: new Date(Date.UTC(2026, 0, 1 + day, 9)).toISOString().replace('.000', ''),
  ...(identity === undefined ? {} : { identity }),
  request: { functionName: 'orders', dryRun: false },
  ...more,
});

const session = (name: string) => ({ ...deployer, arn: deployer['arn']?.toString().replace('build-7', name) ?? '' });

export default defineCases({
  fail: [
    {
      name: 'a person after weeks of deployments',
      trail: [change(1), change(5), change(9), change(12, human)],
      keys: ['arn:aws:iam::111122223333:user/mallory'],
      says: 'role/deploy',
    },
    {
      name: 'a person who did it last three months ago',
      trail: [change(0, human), change(60), change(80), change(97), change(100, human)],
      keys: ['arn:aws:iam::111122223333:user/mallory'],
    },
    {
      name: 'a person who opens the function that others deploy',
      trail: [
        change(1),
        change(9),
        change(12, human, {
          name: 'AddPermission20150331v2',
          request: { functionName: 'orders', statementId: 'it', action: 'lambda:InvokeFunction', principal: '*' },
        }),
      ],
      says: 'AddPermission',
    },
    {
      name: 'a person after hundreds of deployments',
      trail: [...Array.from({ length: 400 }, (_, index) => change(index / 10)), change(41, human)],
      says: 'role/deploy',
    },
  ],
  pass: [
    { name: 'a function that is younger than a week', trail: [change(1), change(2), change(3), change(4, human)] },
    { name: 'the first that is ever seen of a function', trail: [change(1, human)] },
    { name: 'the usual deployment', trail: [change(1), change(5), change(9), change(12)] },
    {
      name: 'the usual role in another session',
      trail: [change(1, session('build-1')), change(9, session('build-2')), change(12, session('build-3'))],
    },
    { name: 'a person who has done it before', trail: [change(1, human), change(5), change(9), change(12, human)] },
    {
      name: 'a person who did it two months ago, before hundreds of deployments',
      trail: [change(1, human), ...Array.from({ length: 400 }, (_, index) => change(2 + index / 8)), change(60, human)],
    },
    {
      name: 'a person whose first change is delivered last',
      trail: [change(5), change(9), change(12, human), change(2, human)],
    },
  ],
});
