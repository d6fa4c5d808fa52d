import type { JsonObject } from '../../../shared/json.ts';
import { account, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole, policyOf, trustFor, trusting } from '../../support/resources.ts';

const trust = (principal: string, conditions?: JsonObject) => trustFor({ AWS: principal }, conditions);
const inline = { p: allowing('sqs:SendMessage') };
const create = (document: object) => ({
  source: 'iam',
  name: 'CreateRole',
  request: { roleName: 'orders-role', path: '/', assumeRolePolicyDocument: JSON.stringify(document) },
});

export default defineCases({
  fail: [
    {
      name: 'another account',
      given: [aRole({ inline, trust: trust(`arn:aws:iam::${stranger}:root`) })],
      keys: ['it'],
      severity: 'high',
      says: stranger,
    },
    { name: 'a role that is made for another account', trail: [create(trust(stranger))], keys: ['it'] },
    { name: 'a role of another account', given: [aRole({ trust: trust(`arn:aws:iam::${stranger}:role/ci`) })] },
    {
      name: 'with an external id, as medium',
      given: [aRole({ inline, trust: trust(stranger, { StringEquals: { 'sts:ExternalId': 'acme-7' } }) })],
      severity: 'medium',
    },
    {
      name: 'beside the service that it was made for',
      given: [aRole()],
      trail: [
        {
          source: 'iam',
          name: 'UpdateAssumeRolePolicy',
          request: {
            roleName: 'orders-role',
            policyDocument: JSON.stringify(
              policyOf(
                { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
                { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${stranger}:root` }, Action: 'sts:AssumeRole' },
              ),
            ),
          },
        },
      ],
      keys: ['#1'],
    },
  ],
  pass: [
    { name: 'the own account', given: [aRole({ trust: trust(account) })] },
    {
      name: 'a trusted account',
      given: [aRole({ trust: trust(stranger) })],
      context: { trustedAccounts: [stranger as never] },
    },
    { name: 'a service', given: [aRole({ trust: trusting('lambda.amazonaws.com') })] },
  ],
});
