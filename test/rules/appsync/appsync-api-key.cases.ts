import { aGraphqlApi } from '../../support/apis.ts';
import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

// Made from the API model: no public set holds successful records of AppSync.

const create = (authenticationType: string) => ({
  source: 'appsync',
  name: 'CreateGraphqlApi',
  request: { name: 'shop', authenticationType },
  response: { graphqlApi: { apiId: 'gql01', name: 'shop' } },
});

export default defineCases({
  fail: [
    { name: 'an API is made that takes API keys', trail: [create('API_KEY')], keys: ['api-key'], severity: 'medium' },
    {
      name: 'an API key is one of several ways in',
      given: [aGraphqlApi({ authentication: ['AWS_IAM', 'API_KEY'] })],
      keys: ['api-key'],
      says: functionArn('orders'),
    },
    {
      name: 'an API in private networks takes API keys',
      given: [aGraphqlApi({ authentication: ['API_KEY'], private: true })],
      severity: 'low',
    },
  ],
  pass: [
    { name: 'an API that asks IAM', given: [aGraphqlApi()] },
    { name: 'an API that a function guards', trail: [create('AWS_LAMBDA')] },
    {
      name: 'an API that took keys and asks a user pool now',
      given: [aGraphqlApi({ authentication: ['API_KEY'] })],
      trail: [
        {
          source: 'appsync',
          name: 'UpdateGraphqlApi',
          request: { apiId: 'gql01', name: 'shop', authenticationType: 'AMAZON_COGNITO_USER_POOLS' },
        },
      ],
    },
  ],
});
