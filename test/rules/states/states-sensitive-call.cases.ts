import { aStateMachine } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const calling = (...integrations: readonly string[]) => aStateMachine({ integrations });

export default defineCases({
  fail: [
    { name: 'a step makes users', given: [calling('iam:createUser')], keys: ['iam:createUser'] },
    {
      name: 'a step changes the code of functions',
      given: [calling('lambda:updateFunctionCode')],
      keys: ['lambda:updateFunctionCode'],
    },
    {
      name: 'a step reads secrets',
      given: [calling('secretsmanager:getSecretValue', 'sqs:sendMessage')],
      keys: ['secretsmanager:getSecretValue'],
    },
  ],
  pass: [
    { name: 'steps send messages and keep records', given: [calling('sqs:sendMessage', 'dynamodb:putItem')] },
    { name: 'a step only looks at roles', given: [calling('iam:getRole')] },
    { name: 'steps call functions only', given: [aStateMachine()] },
  ],
});
