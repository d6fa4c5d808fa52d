import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const replicate = (identity = human) => ({
  name: 'EnableReplication20170630v2',
  identity,
  request: { functionName: 'orders', qualifier: '3' },
});

export default defineCases({
  fail: [{ name: 'a function is replicated', given: [aFunction()], trail: [replicate()], keys: ['edge'] }],
  pass: [
    {
      name: 'a declared deployment',
      given: [aFunction()],
      trail: [replicate(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    { name: 'one that was replicated before', given: [aFunction({ edgeReplicated: true })], trail: [replicate()] },
  ],
});
