import { deployer } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aManagedPolicy, aRole, policyArnOf, policyOf } from '../../support/resources.ts';

const fence = policyOf({ Sid: 'Fence', Effect: 'Deny', Action: 'iam:*', Resource: '*' });
const detach = {
  source: 'iam',
  name: 'DetachRolePolicy',
  request: { roleName: 'orders-role', policyArn: policyArnOf('fence') },
};

export default defineCases({
  fail: [
    {
      name: 'an inline policy with a deny is deleted',
      given: [aRole({ inline: { fence } })],
      trail: [{ source: 'iam', name: 'DeleteRolePolicy', request: { roleName: 'orders-role', policyName: 'fence' } }],
      keys: ['fence'],
      says: 'Fence (iam:*)',
    },
    {
      name: 'a managed policy with a deny is detached',
      given: [aManagedPolicy('fence', fence), aRole({ attached: [policyArnOf('fence')] })],
      trail: [detach],
      keys: [policyArnOf('fence')],
    },
    {
      name: 'the deny is taken out of a policy',
      given: [aRole({ inline: { fence } })],
      trail: [
        {
          source: 'iam',
          name: 'PutRolePolicy',
          request: {
            roleName: 'orders-role',
            policyName: 'fence',
            policyDocument: JSON.stringify(allowing('sqs:SendMessage')),
          },
        },
      ],
      keys: ['fence'],
      says: 'rewrote',
    },
  ],
  pass: [
    {
      name: 'a policy that denied nothing is detached',
      given: [aManagedPolicy('fence', allowing('s3:GetObject')), aRole({ attached: [policyArnOf('fence')] })],
      trail: [detach],
    },
    {
      name: 'a declared deployment',
      given: [aManagedPolicy('fence', fence), aRole({ attached: [policyArnOf('fence')] })],
      trail: [{ ...detach, identity: deployer }],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
