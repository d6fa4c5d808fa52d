import { account, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { allow, policyOf } from '../../support/resources.ts';
import { aRegistry } from '../../support/surface.ts';

const action = 'schemas:*';
const open = policyOf({ ...allow('*', { action }), Resource: '*' });
const foreign = policyOf({ ...allow(`arn:aws:iam::${stranger}:root`, { action }), Resource: '*' });
const own = policyOf({ ...allow(`arn:aws:iam::${account}:root`, { action }), Resource: '*' });

export default defineCases({
  fail: [
    { name: 'anybody', given: [aRegistry('schemas', { resourcePolicy: open })], keys: ['it'] },
    {
      name: 'another account',
      given: [aRegistry('schemas', { resourcePolicy: foreign })],
      keys: ['it'],
      says: stranger,
    },
  ],
  pass: [
    { name: 'no policy', given: [aRegistry('schemas')] },
    { name: 'the own account', given: [aRegistry('schemas', { resourcePolicy: own })] },
    { name: 'a registry of another kind', given: [aRegistry('ecr', { resourcePolicy: open })] },
  ],
});
