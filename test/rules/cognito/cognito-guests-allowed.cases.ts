import { anIdentityPool, identityPoolId } from '../../support/apis.ts';
import { roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const update = (allowUnauthenticatedIdentities: boolean) => ({
  source: 'cognito-identity',
  name: 'UpdateIdentityPool',
  request: { identityPoolId, identityPoolName: 'shop', allowUnauthenticatedIdentities },
});

export default defineCases({
  fail: [
    { name: 'guests are let in', given: [anIdentityPool()], trail: [update(true)], keys: ['guests'] },
    {
      name: 'a pool is made that lets guests in',
      trail: [
        {
          source: 'cognito-identity',
          name: 'CreateIdentityPool',
          request: { identityPoolName: 'guests', allowUnauthenticatedIdentities: true },
          response: { identityPoolId, allowUnauthenticatedIdentities: true },
        },
      ],
      keys: ['guests'],
    },
    {
      name: 'guests have a role',
      given: [anIdentityPool({ allowsUnauthenticated: true, roles: { unauthenticated: roleArnOf('guests') } })],
      says: roleArnOf('guests'),
    },
  ],
  pass: [
    { name: 'members only', given: [anIdentityPool()] },
    {
      name: 'guests are shut out again',
      given: [anIdentityPool({ allowsUnauthenticated: true })],
      trail: [update(false)],
    },
  ],
});
