import { aStateMachine } from '../../support/apis.ts';
import { deployer, human, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const machine = aStateMachine();
const update = (role: string, identity = human) => ({
  source: 'states',
  name: 'UpdateStateMachine',
  identity,
  request: { stateMachineArn: machine.arn, roleArn: roleArnOf(role) },
});

export default defineCases({
  fail: [{ name: 'another role', given: [machine], trail: [update('other')], keys: ['role'], severity: 'medium' }],
  pass: [
    { name: 'the same role', given: [machine], trail: [update('flow')] },
    {
      name: 'the declared deployment role sets another one',
      given: [machine],
      trail: [update('other', deployer)],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
