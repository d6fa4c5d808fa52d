import { account, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allowing, aRole, trusting } from '../../support/resources.ts';

const secrets = allowing('secretsmanager:GetSecretValue');

export default defineCases({
  fail: [
    {
      name: 'beside what a policy of AWS grants for a kind of trigger',
      given: [
        aRole({
          attached: ['arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole'],
          inline: { secrets },
        }),
        aFunction(),
      ],
      says: 'secretsmanager:GetSecretValue',
    },
    {
      name: 'a role that it is not known what uses it, as low',
      trail: [
        {
          source: 'iam',
          name: 'PutRolePolicy',
          request: { roleName: 'orders-role', policyName: 'p', policyDocument: JSON.stringify(secrets) },
        },
      ],
      severity: 'low',
      says: 'not known',
    },
    {
      name: 'a function that reads every secret',
      given: [aRole({ inline: { secrets } }), aFunction()],
      says: 'orders can',
    },
    {
      name: 'a role for Lambda that reads every bucket',
      given: [aRole({ inline: { p: allowing('s3:GetObject') } })],
      keys: ['data'],
    },
  ],
  pass: [
    {
      name: 'what a policy of AWS grants for a kind of trigger',
      given: [aRole({ attached: ['arn:aws:iam::aws:policy/service-role/AWSLambdaKinesisExecutionRole'] }), aFunction()],
    },
    { name: 'reading of logs', given: [aRole({ inline: { p: allowing('logs:*') } }), aFunction()] },
    {
      name: 'one secret',
      given: [
        aRole({
          inline: {
            p: allowing(
              'secretsmanager:GetSecretValue',
              `arn:aws:secretsmanager:${region}:${account}:secret:orders-a1b2c3`,
            ),
          },
        }),
        aFunction(),
      ],
    },
    { name: 'a role of an instance', given: [aRole({ inline: { secrets }, trust: trusting('ec2.amazonaws.com') })] },
    {
      name: 'a role that can become an administrator, which is a finding of its own',
      given: [aRole({ inline: { p: allowing('*') } })],
    },
  ],
});
