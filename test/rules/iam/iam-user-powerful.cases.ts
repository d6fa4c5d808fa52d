import { defineCases } from '../../support/cases.ts';
import { allowing, aUser } from '../../support/resources.ts';

const attach = (policy: string) => ({
  source: 'iam',
  name: 'AttachUserPolicy',
  request: { userName: 'ada', policyArn: `arn:aws:iam::aws:policy/${policy}` },
});

export default defineCases({
  fail: [
    {
      name: 'AdministratorAccess is attached',
      given: [aUser()],
      trail: [attach('AdministratorAccess')],
      keys: ['admin'],
      severity: 'high',
    },
    { name: 'to a user that nothing is known of', trail: [attach('AdministratorAccess')], keys: ['admin'] },
    {
      name: 'an inline policy that lets them give themselves more',
      given: [aUser({ inlinePolicies: { p: allowing('iam:PutUserPolicy') } })],
      keys: ['escalation'],
    },
  ],
  pass: [
    {
      name: 'a policy that only reads one bucket',
      given: [aUser({ inlinePolicies: { p: allowing('s3:GetObject', 'arn:aws:s3:::a/*') } })],
    },
    {
      name: 'attached and detached again',
      given: [aUser()],
      trail: [
        attach('AdministratorAccess'),
        {
          source: 'iam',
          name: 'DetachUserPolicy',
          request: { userName: 'ada', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'somebody in a group, whose policies are not followed',
      given: [aUser()],
      trail: [{ source: 'iam', name: 'AddUserToGroup', request: { userName: 'ada', groupName: 'staff' } }],
    },
  ],
});
