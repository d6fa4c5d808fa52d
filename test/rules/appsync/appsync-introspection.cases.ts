import { aGraphqlApi } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

export default defineCases({
  fail: [
    {
      name: 'introspection is on where an API key is enough',
      given: [aGraphqlApi({ authentication: ['API_KEY'], introspection: true })],
      keys: ['introspection'],
    },
  ],
  pass: [
    { name: 'introspection is off', given: [aGraphqlApi({ authentication: ['API_KEY'] })] },
    { name: 'callers have to be signed in', given: [aGraphqlApi({ introspection: true })] },
    {
      name: 'only private networks reach the API',
      given: [aGraphqlApi({ authentication: ['API_KEY'], introspection: true, private: true })],
    },
  ],
});
