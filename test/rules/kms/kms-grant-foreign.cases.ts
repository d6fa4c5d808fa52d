import { account, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aKey, keyId } from '../../support/surface.ts';

const grant = (granteePrincipal: string) => ({
  source: 'kms',
  name: 'CreateGrant',
  request: { keyId, granteePrincipal, operations: ['Decrypt'] },
  response: { grantId: 'g-1' },
});
const theirs = `arn:aws:iam::${stranger}:role/reader`;

export default defineCases({
  fail: [
    {
      name: 'a role of another account',
      given: [aKey()],
      trail: [grant(theirs)],
      keys: ['g-1'],
      severity: 'high',
      says: stranger,
    },
    {
      name: 'a principal that nobody can tell',
      given: [aKey()],
      trail: [grant('AIDAEXAMPLEUNKNOWN01')],
      keys: ['g-1'],
      severity: 'medium',
    },
    { name: 'on a key that nothing else is known of', trail: [grant(theirs)], keys: ['g-1'] },
  ],
  pass: [
    { name: 'a role of the own account', given: [aKey()], trail: [grant(`arn:aws:iam::${account}:role/reader`)] },
    { name: 'a service', given: [aKey()], trail: [grant('dynamodb.eu-west-1.amazonaws.com')] },
    {
      name: 'a trusted account',
      given: [aKey()],
      trail: [grant(theirs)],
      context: { trustedAccounts: [stranger as never] },
    },
    {
      name: 'revoked again',
      given: [aKey()],
      trail: [grant(theirs), { source: 'kms', name: 'RevokeGrant', request: { keyId, grantId: 'g-1' } }],
    },
  ],
});
