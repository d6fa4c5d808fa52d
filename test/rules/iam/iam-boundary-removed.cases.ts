import { defineCases } from '../../support/cases.ts';
import { aRole, policyArnOf } from '../../support/resources.ts';

const remove = { source: 'iam', name: 'DeleteRolePermissionsBoundary', request: { roleName: 'orders-role' } };
const put = (policy: string) => ({
  source: 'iam',
  name: 'PutRolePermissionsBoundary',
  request: { roleName: 'orders-role', permissionsBoundary: policyArnOf(policy) },
});
const bounded = aRole({ boundary: policyArnOf('limits') });

export default defineCases({
  fail: [
    {
      name: 'removed, and another one put instead',
      given: [bounded],
      trail: [remove, put('wide')],
      keys: ['boundary'],
    },
    { name: 'removed', given: [bounded], trail: [remove], keys: ['boundary'], says: 'limits' },
    { name: 'removed from a role that nothing is known of', trail: [remove], keys: ['boundary'], severity: 'high' },
    { name: 'replaced by another one, as medium', given: [bounded], trail: [put('wide')], says: 'wide' },
  ],
  pass: [
    { name: 'the first boundary that is seen of a role', trail: [put('limits')] },
    { name: 'removed and put back', given: [bounded], trail: [remove, put('limits')] },
    { name: 'the first boundary of a role', given: [aRole()], trail: [put('limits')] },
    { name: 'the same boundary again', given: [bounded], trail: [put('limits')] },
  ],
});
