import { defineCases } from '../../support/cases.ts';
import { aFunction, allowing, aRole, trusting } from '../../support/resources.ts';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';

export default defineCases({
  fail: [
    {
      name: 'a whole service on every resource',
      given: [aRole({ inline: { p: allowing(['sqs:*', 'sns:Publish']) } }), aFunction()],
      keys: ['sqs:*'],
      severity: 'low',
      says: 'to orders',
    },
  ],
  pass: [
    {
      name: 'a whole service on one resource',
      given: [aRole({ inline: { p: allowing('dynamodb:*', table) } }), aFunction()],
    },
    { name: 'all of logging', given: [aRole({ inline: { p: allowing('logs:*') } }), aFunction()] },
    {
      name: 'a role of an instance',
      given: [aRole({ inline: { p: allowing('sqs:*') }, trust: trusting('ec2.amazonaws.com') })],
    },
    { name: 'reading of one kind, as tools write it', given: [aRole({ inline: { p: allowing('sqs:Get*') } })] },
  ],
});
