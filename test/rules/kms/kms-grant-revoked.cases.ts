import { deployer, human, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aKey, keyId } from '../../support/surface.ts';

const revoke = (identity = human) => ({
  source: 'kms',
  name: 'RevokeGrant',
  identity,
  request: { keyId, grantId: 'g-1' },
});

export default defineCases({
  fail: [{ name: 'a person revokes the grant of a service', given: [aKey()], trail: [revoke()], keys: ['g-1'] }],
  pass: [
    {
      name: 'the declared deployment does',
      given: [aKey()],
      trail: [revoke(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'the grant of a stranger, which is a repair',
      given: [aKey({ grants: { 'g-1': { grantee: `arn:aws:iam::${stranger}:root`, operations: ['Decrypt'] } } })],
      trail: [revoke()],
    },
  ],
});
