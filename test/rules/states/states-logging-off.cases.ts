import { aStateMachine } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const machine = aStateMachine();
const level = (to: string) => ({
  source: 'states',
  name: 'UpdateStateMachine',
  request: { stateMachineArn: machine.arn, loggingConfiguration: { level: to, includeExecutionData: false } },
});

export default defineCases({
  fail: [
    { name: 'logs are switched off', given: [machine], trail: [level('OFF')], keys: ['logging'], says: 'ALL' },
    {
      name: 'logs of a state machine that was not seen before are switched off',
      trail: [level('OFF')],
      keys: ['logging'],
    },
  ],
  pass: [
    { name: 'logs are reduced to errors', given: [machine], trail: [level('ERROR')] },
    { name: 'logs were off before', given: [aStateMachine({ logging: 'OFF' })], trail: [level('OFF')] },
    { name: 'logs are switched on again', given: [machine], trail: [level('OFF'), level('ALL')] },
  ],
});
