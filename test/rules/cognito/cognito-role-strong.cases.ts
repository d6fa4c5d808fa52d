import { anIdentityPool, identityPoolId } from '../../support/apis.ts';
import { roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';

const role = (name: string, ...actions: readonly string[]) => aRole({ name, inline: { it: allowing(actions) } });
const members = role('members', 'execute-api:Invoke');
const guests = (allowsUnauthenticated: boolean) =>
  anIdentityPool({
    allowsUnauthenticated,
    roles: { authenticated: roleArnOf('members'), unauthenticated: roleArnOf('guests') },
  });

export default defineCases({
  fail: [
    {
      name: 'guests are administrators',
      given: [members, role('guests', '*'), guests(true)],
      keys: ['unauthenticated'],
      severity: 'critical',
    },
    {
      name: 'guests would be administrators once they are let in',
      given: [members, role('guests', '*'), guests(false)],
      severity: 'high',
      says: 'once they are allowed',
    },
    {
      name: 'members become administrators',
      given: [anIdentityPool(), role('admins', '*')],
      trail: [
        {
          source: 'cognito-identity',
          name: 'SetIdentityPoolRoles',
          request: { identityPoolId, roles: { authenticated: roleArnOf('admins') } },
        },
      ],
      keys: ['authenticated'],
      severity: 'high',
    },
  ],
  pass: [
    { name: 'members may call one API', given: [members, anIdentityPool()] },
    {
      name: 'guests may write their own measurements',
      given: [members, role('guests', 'mobiletargeting:PutEvents'), guests(true)],
    },
  ],
  unknown: [{ name: 'the role has not been seen', given: [anIdentityPool()] }],
});
