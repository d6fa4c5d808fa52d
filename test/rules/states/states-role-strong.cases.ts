import { aStateMachine } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';
import { allowing, aRole } from '../../support/resources.ts';

const flow = (action: string) => aRole({ name: 'flow', inline: { it: allowing(action) } });

export default defineCases({
  fail: [
    { name: 'the role is an administrator', given: [flow('*'), aStateMachine()], keys: ['role'], severity: 'high' },
    { name: 'the role becomes an administrator later', given: [aStateMachine(), flow('*')], keys: ['role'] },
  ],
  pass: [{ name: 'the role may run functions', given: [flow('lambda:InvokeFunction'), aStateMachine()] }],
  unknown: [{ name: 'the role has not been seen', given: [aStateMachine()] }],
});
