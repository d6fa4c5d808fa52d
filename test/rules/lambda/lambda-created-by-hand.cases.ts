import { deployer, functionArn, human, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const create = (identity: typeof human, more: object = {}) => ({
  name: 'CreateFunction20150331',
  identity,
  request: { functionName: 'orders', role: roleArnOf('orders-role'), code: {}, packageType: 'Zip' },
  response: { functionArn: functionArn('orders'), role: roleArnOf('orders-role') },
  more: { ...more },
});

export default defineCases({
  fail: [
    {
      name: 'somebody at the console',
      trail: [create(human, { sessionCredentialFromConsole: 'true' })],
      keys: ['created'],
      says: 'in the console',
    },
    { name: 'a user, where deployments were declared', trail: [create(human)], context: { deployRoles: ['deploy'] } },
  ],
  pass: [
    { name: 'a user with a key, where nothing was declared: it may be a pipeline', trail: [create(human)] },
    { name: 'a declared deployment', trail: [create(deployer)], context: { deployRoles: ['deploy'] } },
  ],
});
