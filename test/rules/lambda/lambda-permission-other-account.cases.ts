import { account, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, withPolicy } from '../../support/resources.ts';

const add = (principal: string, more: object = {}) => ({
  name: 'AddPermission20150331v2',
  request: { functionName: 'orders', statementId: 'it', action: 'lambda:InvokeFunction', principal, ...more },
});

export default defineCases({
  fail: [
    { name: 'another account', given: [aFunction()], trail: [add(stranger)], keys: ['it'], says: stranger },
    {
      name: 'a role of another account',
      given: [withPolicy(allow(`arn:aws:iam::${stranger}:role/caller`))],
      keys: ['it'],
    },
    {
      name: 'everybody who carries the number of another account',
      given: [withPolicy(allow('*', { conditions: { StringEquals: { 'aws:PrincipalAccount': stranger } } }))],
      keys: ['it'],
    },
  ],
  pass: [
    {
      name: 'more than invocation, which is a finding of its own',
      given: [withPolicy(allow(stranger, { action: 'lambda:*' }))],
    },
    {
      name: 'a service for a source in another account, which is a finding of its own',
      given: [aFunction()],
      trail: [add('sns.amazonaws.com', { sourceAccount: stranger })],
    },
    { name: 'the same account', given: [aFunction()], trail: [add(account)] },
    {
      name: 'a trusted account',
      given: [aFunction()],
      trail: [add(stranger)],
      context: { trustedAccounts: [stranger as never] },
    },
    {
      name: 'another own account',
      given: [aFunction()],
      trail: [add(stranger)],
      context: { accounts: [stranger as never] },
    },
    { name: 'a service', given: [withPolicy(allow('sns.amazonaws.com'))] },
    {
      name: 'an account that also has to be a member of the organization',
      given: [aFunction()],
      trail: [add(stranger, { principalOrgID: 'o-abcde12345' })],
    },
  ],
});
