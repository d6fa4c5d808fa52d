import { anIdentityPool, identityPoolId } from '../../support/apis.ts';
import { human, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const set = (authenticated: string) => ({
  source: 'cognito-identity',
  name: 'SetIdentityPoolRoles',
  request: { identityPoolId, roles: { authenticated: roleArnOf(authenticated) } },
});

export default defineCases({
  fail: [
    {
      name: 'an IAM user sets the roles of a pool that was not seen before',
      trail: [{ ...set('staff'), identity: human }],
      keys: ['authenticated'],
    },

    {
      name: 'members act as another role',
      given: [anIdentityPool()],
      trail: [set('staff')],
      keys: ['authenticated'],
      says: roleArnOf('members'),
    },
  ],
  pass: [
    { name: 'the roles stay as they are', given: [anIdentityPool()], trail: [set('members')] },
    { name: 'a new pool gets its first roles', given: [anIdentityPool({ roles: {} })], trail: [set('members')] },
  ],
});
