import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const create = (identity: typeof human) => ({
  source: 'iam',
  name: 'CreateUser',
  identity,
  request: { userName: 'eve' },
});

export default defineCases({
  fail: [{ name: 'by a person', trail: [create(human)], keys: ['created'], severity: 'informational' }],
  pass: [{ name: 'by a role, where nothing was declared', trail: [create(deployer)] }],
});
