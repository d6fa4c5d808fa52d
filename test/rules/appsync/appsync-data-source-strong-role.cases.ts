import { aGraphqlApi } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';

const gql = (action: string) => aRole({ name: 'gql', inline: { it: allowing(action) } });

export default defineCases({
  fail: [
    { name: 'the role is an administrator', given: [gql('*'), aGraphqlApi()], keys: ['orders'], severity: 'high' },
  ],
  pass: [
    { name: 'the role may invoke the function', given: [gql('lambda:InvokeFunction'), aGraphqlApi()] },
    { name: 'the data source has no role', given: [aGraphqlApi({ dataSources: { none: { type: 'NONE' } } })] },
  ],
  unknown: [{ name: 'the role has not been seen', given: [aGraphqlApi()] }],
});
