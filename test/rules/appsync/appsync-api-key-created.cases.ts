import { aGraphqlApi } from '../../support/apis.ts';
import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const create = (identity: typeof human) => ({
  source: 'appsync',
  name: 'CreateApiKey',
  identity,
  request: { apiId: 'gql01' },
  response: { apiKey: { id: '***' } },
});

export default defineCases({
  fail: [
    {
      name: 'an IAM user makes a key',
      given: [aGraphqlApi({ authentication: ['API_KEY'] })],
      trail: [create(human)],
    },
    {
      name: 'somebody makes a key for an API that takes none yet',
      given: [aGraphqlApi()],
      trail: [create(human)],
      says: 'does not accept yet',
    },
  ],
  pass: [
    {
      name: 'the declared deployment role makes a key',
      given: [aGraphqlApi()],
      trail: [create(deployer)],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
