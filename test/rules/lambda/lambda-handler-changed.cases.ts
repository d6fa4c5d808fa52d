import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const update = (identity: typeof human, more: { handler?: string; runtime?: string }) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  identity,
  request: { functionName: 'orders', ...more },
});

export default defineCases({
  fail: [
    {
      name: 'another handler',
      given: [aFunction()],
      trail: [update(human, { handler: '/opt/x.handler' })],
      keys: ['handler'],
      says: 'from index.handler to /opt/x.handler',
    },
    {
      name: 'another runtime',
      given: [aFunction()],
      trail: [update(human, { runtime: 'nodejs20.x' })],
      keys: ['runtime'],
    },
  ],
  pass: [
    { name: 'the same handler', given: [aFunction()], trail: [update(human, { handler: 'index.handler' })] },
    {
      name: 'by a role, where nothing was declared',
      given: [aFunction()],
      trail: [update(deployer, { handler: 'b.h' })],
    },
    { name: 'nothing was known of it before', trail: [update(human, { handler: 'index.handler' })] },
  ],
});
