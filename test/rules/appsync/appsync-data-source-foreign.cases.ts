import { aGraphqlApi } from '../../support/apis.ts';
import { functionArn, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const source = (lambdaFunctionArn: string, name = 'UpdateDataSource') => ({
  source: 'appsync',
  name,
  request: { apiId: 'gql01', name: 'orders', type: 'AWS_LAMBDA', lambdaConfig: { lambdaFunctionArn } },
});
const abroad = `arn:aws:lambda:eu-west-1:${stranger}:function:orders`;

export default defineCases({
  fail: [
    {
      name: 'the function belongs to another account',
      given: [aGraphqlApi()],
      trail: [source(abroad)],
      keys: ['orders'],
      says: stranger,
    },
  ],
  pass: [
    {
      name: 'the function belongs to the account of the API',
      given: [aGraphqlApi()],
      trail: [source(functionArn('orders-2'))],
    },
    {
      name: 'the function belongs to a trusted account',
      given: [aGraphqlApi()],
      trail: [source(abroad)],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
