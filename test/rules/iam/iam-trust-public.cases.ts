import { account } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole, trustFor, trusting } from '../../support/resources.ts';

const update = (document: object) => ({
  source: 'iam',
  name: 'UpdateAssumeRolePolicy',
  request: { roleName: 'orders-role', policyDocument: JSON.stringify(document) },
});

export default defineCases({
  fail: [
    { name: 'every principal', given: [aRole()], trail: [update(trustFor('*'))], keys: ['it'] },
    {
      name: 'written as {"AWS": "*"}',
      given: [aRole()],
      trail: [update(trustFor({ AWS: '*' }))],
      keys: ['it'],
      severity: 'high',
    },
    {
      name: 'on a role that is an administrator',
      given: [aRole({ inline: { p: allowing('*') } })],
      trail: [update(trustFor('*'))],
      severity: 'critical',
    },
    {
      name: 'every principal that knows an external id, which is no secret',
      given: [aRole({ trust: trustFor({ AWS: '*' }, { StringEquals: { 'sts:ExternalId': 'x' } }) })],
      keys: ['it'],
    },
  ],
  pass: [
    { name: 'a service', given: [aRole({ trust: trusting('lambda.amazonaws.com') })] },
    { name: 'the own account', given: [aRole({ trust: trustFor({ AWS: account }) })] },
    {
      name: 'every principal of the organization',
      given: [aRole({ trust: trustFor({ AWS: '*' }, { StringEquals: { 'aws:PrincipalOrgID': 'o-abcde12345' } }) })],
    },
    {
      name: 'opened and closed again',
      given: [aRole()],
      trail: [update(trustFor('*')), update(trusting('lambda.amazonaws.com'))],
    },
  ],
  unknown: [
    {
      name: 'a trust policy that can not be read',
      given: [aRole()],
      trail: [
        {
          source: 'iam',
          name: 'UpdateAssumeRolePolicy',
          request: { roleName: 'orders-role', policyDocument: '{"Statement"' },
        },
      ],
    },
  ],
});
