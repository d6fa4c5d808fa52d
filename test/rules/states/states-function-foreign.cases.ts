import { aStateMachine } from '../../support/apis.ts';
import { stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const machine = aStateMachine();
const abroad = `arn:aws:lambda:eu-west-1:${stranger}:function:orders`;
const update = (definition: string) => ({
  source: 'states',
  name: 'UpdateStateMachine',
  request: { stateMachineArn: machine.arn, definition },
});
const calling = (arn: string) =>
  update(JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Task', Resource: arn, End: true } } }));

export default defineCases({
  fail: [
    { name: 'a step calls a function of another account', given: [machine], trail: [calling(abroad)], keys: [abroad] },
  ],
  pass: [
    { name: 'steps call functions of the own account', given: [machine] },
    {
      name: 'a trusted account is meant',
      given: [machine],
      trail: [calling(abroad)],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
  unknown: [
    { name: 'the record masks the definition', given: [machine], trail: [update('HIDDEN_DUE_TO_SECURITY_REASONS')] },
  ],
});
