import { defineCases } from '../../support/cases.ts';
import { aFunction, allowing, aRole, trusting } from '../../support/resources.ts';

const table = 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders';

export default defineCases({
  fail: [
    {
      name: 'of a role that it is not known what uses it, as informational',
      trail: [
        {
          source: 'iam',
          name: 'PutRolePolicy',
          request: { roleName: 'orders-role', policyName: 'p', policyDocument: JSON.stringify(allowing('sqs:*')) },
        },
      ],
      severity: 'informational',
    },
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
      name: 'an administrator, which is a finding of its own',
      given: [aRole({ inline: { p: allowing(['*', 'sqs:*']) } }), aFunction()],
    },
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
