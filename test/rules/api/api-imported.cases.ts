import { anHttpApi, aRestApi, httpCall, restCall } from '../../support/apis.ts';
import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const put = (identity: typeof human) => ({
  ...restCall('PutRestApi', { mode: 'overwrite' }, { id: 'rest01', name: 'shop' }),
  identity,
});

export default defineCases({
  fail: [
    {
      name: 'a REST API is overwritten',
      given: [aRestApi()],
      trail: [put(human)],
      keys: ['import'],
      severity: 'medium',
    },
    {
      name: 'an HTTP API is imported again',
      given: [anHttpApi()],
      trail: [{ ...httpCall('ReimportApi', {}, { apiId: 'http01' }), identity: human }],
      keys: ['import'],
    },
    {
      name: 'a new API is made from a document',
      trail: [
        {
          source: 'apigateway',
          name: 'ImportRestApi',
          request: {},
          response: { id: 'rest02', name: 'new' },
          identity: human,
        },
      ],
      keys: ['import'],
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'the declared deployment role does it',
      given: [aRestApi()],
      trail: [put(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'a stack does it',
      given: [aRestApi()],
      trail: [put({ ...human, invokedBy: 'cloudformation.amazonaws.com' })],
    },
  ],
});
