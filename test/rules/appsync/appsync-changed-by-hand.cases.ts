import { aGraphqlApi } from '../../support/apis.ts';
import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const resolver = (identity: typeof human) => ({
  source: 'appsync',
  name: 'UpdateResolver',
  identity,
  request: {
    apiId: 'gql01',
    typeName: 'Query',
    fieldName: 'orders',
    dataSourceName: 'orders',
    requestMappingTemplate: '***',
    responseMappingTemplate: '***',
  },
});

export default defineCases({
  fail: [
    { name: 'an IAM user changes a resolver', given: [aGraphqlApi()], trail: [resolver(human)], says: 'Query.orders' },
    {
      name: 'an IAM user makes a data source',
      given: [aGraphqlApi()],
      trail: [
        {
          source: 'appsync',
          name: 'CreateDataSource',
          identity: human,
          request: { apiId: 'gql01', name: 'drain', type: 'HTTP' },
        },
      ],
      keys: ['the data source drain'],
    },
    {
      name: 'an IAM user makes a pipeline function',
      given: [aGraphqlApi()],
      trail: [
        {
          source: 'appsync',
          name: 'CreateFunction',
          identity: human,
          request: { apiId: 'gql01', name: 'f', dataSourceName: 'orders' },
        },
      ],
      says: 'a pipeline function on the data source orders',
    },
  ],
  pass: [
    {
      name: 'the declared deployment role does it',
      given: [aGraphqlApi()],
      trail: [resolver(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    { name: 'a role does it, where nothing was declared', given: [aGraphqlApi()], trail: [resolver(deployer)] },
  ],
});
