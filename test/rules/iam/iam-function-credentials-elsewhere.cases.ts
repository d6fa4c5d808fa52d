import { account, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, aRole, policyOf } from '../../support/resources.ts';

const call = (name: string, userAgent: string, sourceIPAddress = '198.51.100.7') => ({
  source: 'iam',
  name: 'CreateUser',
  identity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${account}:assumed-role/orders-role/${name}`,
    accountId: account,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: roleArnOf('orders-role'), accountId: account, userName: 'orders-role' },
    },
  },
  request: { userName: 'eve' },
  more: { userAgent, sourceIPAddress },
});
const cli = 'aws-cli/2.15.0 Python/3.11.6 Linux/6.5 exe/x86_64';

export default defineCases({
  fail: [
    {
      name: 'the session of a function, from the command line',
      given: [aRole(), aFunction()],
      trail: [call('orders', cli)],
      keys: ['orders'],
      severity: 'critical',
      says: '198.51.100.7',
    },
    {
      name: 'any session of a role that only Lambda may assume',
      given: [aRole(), aFunction()],
      trail: [call('older-name', cli)],
      keys: ['older-name'],
    },
  ],
  pass: [
    {
      name: 'the console',
      given: [aRole(), aFunction()],
      trail: [
        { ...call('orders', cli), more: { userAgent: 'console.amazonaws.com', sourceIPAddress: '198.51.100.7' } },
      ],
    },
    {
      name: 'a session of a role that others may assume too',
      given: [
        aRole({
          trust: policyOf({
            Effect: 'Allow',
            Principal: { Service: 'lambda.amazonaws.com', AWS: `arn:aws:iam::${account}:root` },
            Action: 'sts:AssumeRole',
          }),
        }),
        aFunction(),
      ],
      trail: [call('somebody', cli)],
    },
    {
      name: 'the function itself',
      given: [aRole(), aFunction()],
      trail: [call('orders', 'Boto3/1.34 exec-env/AWS_Lambda_python3.12')],
    },
    {
      name: 'a client that says nothing of itself',
      given: [aRole(), aFunction()],
      trail: [call('orders', 'Go-http-client/1.1')],
    },
    {
      name: 'a service on behalf of the function',
      given: [aRole(), aFunction()],
      trail: [call('orders', cli, 'cloudformation.amazonaws.com')],
    },
    { name: 'a role that no function runs as', given: [aRole()], trail: [call('somebody', cli)] },
  ],
});
