import { aGraphqlApi } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const update = (...additional: readonly string[]) => ({
  source: 'appsync',
  name: 'UpdateGraphqlApi',
  request: {
    apiId: 'gql01',
    name: 'shop',
    authenticationType: 'AWS_IAM',
    additionalAuthenticationProviders: additional.map((authenticationType) => ({ authenticationType })),
  },
});

export default defineCases({
  fail: [
    { name: 'API keys are let in beside IAM', given: [aGraphqlApi()], trail: [update('API_KEY')], keys: ['API_KEY'] },
    {
      name: 'two providers are added',
      given: [aGraphqlApi()],
      trail: [update('API_KEY', 'OPENID_CONNECT')],
      keys: ['API_KEY', 'OPENID_CONNECT'],
    },
  ],
  pass: [
    { name: 'nothing changes about the ways in', given: [aGraphqlApi()], trail: [update()] },
    {
      name: 'a provider is taken away',
      given: [aGraphqlApi({ authentication: ['AWS_IAM', 'API_KEY'] })],
      trail: [update()],
    },
    { name: 'a provider is added and taken away again', given: [aGraphqlApi()], trail: [update('API_KEY'), update()] },
  ],
});
