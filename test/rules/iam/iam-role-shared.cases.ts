import { defineCases } from '../../support/cases.ts';
import { aFunction, allowing, aRole } from '../../support/resources.ts';

const two = [aFunction(), aFunction({ name: 'mails' })];

export default defineCases({
  fail: [
    {
      name: 'two functions with a role that reads secrets',
      given: [aRole({ inline: { p: allowing('secretsmanager:GetSecretValue') } }), ...two],
      keys: ['shared'],
      severity: 'low',
    },
    {
      name: 'two functions with an ordinary role, as informational',
      given: [aRole({ inline: { p: allowing('sqs:SendMessage') } }), ...two],
      severity: 'informational',
    },
  ],
  pass: [
    { name: 'one function', given: [aRole({ inline: { p: allowing('sqs:SendMessage') } }), aFunction()] },
    {
      name: 'two functions that only write logs',
      given: [aRole({ attached: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }), ...two],
    },
  ],
});
