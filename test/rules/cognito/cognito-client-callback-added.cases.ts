import { aUserPool, poolId } from '../../support/apis.ts';
import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const own = 'https://shop.example.com/in';
const other = 'https://shop.example.net/in';
const update = (identity: typeof human, ...callbackURLs: readonly string[]) => ({
  source: 'cognito-idp',
  name: 'UpdateUserPoolClient',
  identity,
  request: { userPoolId: poolId, clientId: 'cl01', callbackURLs },
});

export default defineCases({
  fail: [
    {
      name: 'one more address gets codes',
      given: [aUserPool()],
      trail: [update(human, own, other)],
      keys: [`cl01 ${other}`],
    },
  ],
  pass: [
    { name: 'the addresses stay as they are', given: [aUserPool()], trail: [update(human, own)] },
    {
      name: 'the declared deployment role adds one',
      given: [aUserPool()],
      trail: [update(deployer, own, other)],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'an address is added and taken away again',
      given: [aUserPool()],
      trail: [update(human, own, other), update(human, own)],
    },
  ],
});
