import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const create = (identity: typeof human, response: { id: string } | null = { id: 'key01' }) => ({
  source: 'apigateway',
  name: 'CreateApiKey',
  identity,
  request: { createApiKeyInput: { name: 'partner', enabled: true }, template: false },
  response,
});

export default defineCases({
  fail: [
    { name: 'an IAM user makes a key', trail: [create(human)], keys: ['key01'] },
    { name: 'a user makes a key whose id the record does not tell', trail: [create(human, null)] },
  ],
  pass: [
    {
      name: 'the declared deployment role makes a key',
      trail: [create(deployer)],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
