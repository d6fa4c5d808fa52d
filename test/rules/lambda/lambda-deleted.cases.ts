import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, aMapping, withPolicy } from '../../support/resources.ts';

const remove = (identity = human, more: object = {}) => ({
  name: 'DeleteFunction20150331',
  identity,
  request: { functionName: 'orders', ...more },
});

export default defineCases({
  fail: [
    {
      name: 'one with a URL',
      given: [aFunction({ urls: { live: { authType: 'NONE' } } })],
      trail: [remove()],
      says: 'the URL of live',
    },
    {
      name: 'one that nothing ran, as informational',
      given: [aFunction()],
      trail: [remove()],
      keys: ['deleted'],
      severity: 'informational',
    },
    {
      name: 'one that a topic ran',
      given: [withPolicy(allow('sns.amazonaws.com'))],
      trail: [remove()],
      severity: 'medium',
      says: 'sns.amazonaws.com',
    },
    { name: 'one that a queue fed', given: [aFunction(), aMapping()], trail: [remove()], severity: 'medium' },
  ],
  pass: [
    {
      name: 'a declared deployment',
      given: [aFunction()],
      trail: [remove(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    { name: 'one version of it', given: [aFunction()], trail: [remove(human, { qualifier: '3' })] },
  ],
});
