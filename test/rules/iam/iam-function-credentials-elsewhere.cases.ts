import type { JsonObject } from '../../../shared/json.ts';
import { account, functionArn, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, aRole, policyOf } from '../../support/resources.ts';

const call = (name: string, userAgent: string, sourceIPAddress = '198.51.100.7', session: JsonObject = {}) => ({
  source: 'iam',
  name: 'CreateUser',
  identity: {
    type: 'AssumedRole',
    arn: `arn:aws:sts::${account}:assumed-role/orders-role/${name}`,
    accountId: account,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: roleArnOf('orders-role'), accountId: account, userName: 'orders-role' },
      ...session,
    },
  },
  request: { userName: 'eve' },
  more: { userAgent, sourceIPAddress },
});
const cli = 'aws-cli/2.15.0 Python/3.11.6 Linux/6.5 exe/x86_64';

/** The same session in any other call. */
const calling = (source: string, name: string, request: JsonObject, userAgent = cli) => ({
  ...call('orders', userAgent),
  source,
  name,
  request,
});
const goOnMac = 'aws-sdk-go-v2/1.24.0 os/macos lang/go#1.21.5 md/GOOS#darwin md/GOARCH#arm64';

/** A session of which the record says that Lambda issued it. */
const issued = (to: string, userAgent: string) => {
  const made = call(to, userAgent);
  const inScopeOf = { issuerType: 'AWS::Lambda::Function', credentialsIssuedTo: functionArn(to) };
  return { ...made, identity: { ...made.identity, inScopeOf } };
};

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
    {
      name: 'any other call: a secret that is read',
      given: [aRole(), aFunction()],
      trail: [calling('secretsmanager', 'GetSecretValue', { secretId: 'prod/db' })],
      keys: ['orders'],
      says: 'secretsmanager:GetSecretValue',
    },
    {
      name: 'any other call: the code of another function',
      given: [aRole(), aFunction()],
      trail: [calling('lambda', 'UpdateFunctionCode20150331v2', { functionName: 'billing' })],
      says: 'lambda:UpdateFunctionCode',
    },
    {
      name: 'an SDK on a system that Lambda does not run on',
      given: [aRole(), aFunction()],
      trail: [calling('sns', 'Subscribe', { topicArn: `arn:aws:sns:eu-west-1:${account}:orders` }, goOnMac)],
    },
    {
      name: 'a session that Lambda issued, of a role that nothing else is known of',
      trail: [issued('orders', cli)],
      keys: ['orders'],
    },
  ],
  pass: [
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
    { name: 'a role that no function runs as', given: [aRole()], trail: [call('somebody', cli)] },
  ],
});
