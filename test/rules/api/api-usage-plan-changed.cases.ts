import { aRestApi } from '../../support/apis.ts';
import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const create = (identity: typeof human) => ({
  source: 'apigateway',
  name: 'CreateUsagePlan',
  identity,
  request: { createUsagePlanInput: { name: 'partners', apiStages: [{ apiId: 'rest01', stage: 'live' }] } },
  response: { id: 'plan01' },
});

export default defineCases({
  fail: [
    {
      name: 'an IAM user makes a plan that opens the API',
      given: [aRestApi()],
      trail: [create(human)],
      keys: ['plan01'],
    },
    {
      name: 'an IAM user adds the API to a plan',
      given: [aRestApi()],
      trail: [
        {
          source: 'apigateway',
          name: 'UpdateUsagePlan',
          identity: human,
          request: {
            usagePlanId: 'plan01',
            updateUsagePlanInput: { patchOperations: [{ op: 'add', path: '/apiStages', value: 'rest01:live' }] },
          },
        },
      ],
      keys: ['plan01'],
    },
  ],
  pass: [
    {
      name: 'the declared deployment role makes it',
      given: [aRestApi()],
      trail: [create(deployer)],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
