import { functionArn, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allowing, aManagedPolicy, aRole, policyArnOf } from '../../support/resources.ts';

const attach = (policyArn: string) => ({
  source: 'iam',
  name: 'AttachRolePolicy',
  request: { roleName: 'orders-role', policyArn },
});

export default defineCases({
  fail: [
    {
      name: 'its role is an administrator by a policy of AWS',
      given: [aRole(), aFunction()],
      trail: [attach('arn:aws:iam::aws:policy/AdministratorAccess')],
      keys: ['admin'],
      severity: 'high',
    },
    {
      name: 'its role may give itself any policy',
      given: [aRole({ inline: { more: allowing('iam:PutRolePolicy') } }), aFunction()],
      keys: ['escalation'],
      says: 'through',
    },
    {
      name: 'a customer managed policy becomes one of an administrator',
      given: [
        aManagedPolicy('shared', allowing('s3:GetObject')),
        aRole({ attached: [policyArnOf('shared')] }),
        aFunction(),
      ],
      trail: [
        {
          source: 'iam',
          name: 'CreatePolicyVersion',
          request: {
            policyArn: policyArnOf('shared'),
            policyDocument: JSON.stringify(allowing('*')),
            setAsDefault: true,
          },
          response: { policyVersion: { versionId: 'v2', isDefaultVersion: true } },
        },
      ],
      keys: ['admin'],
    },
  ],
  pass: [
    {
      name: 'a role that only writes logs',
      given: [aRole({ attached: ['arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole'] }), aFunction()],
    },
    {
      name: 'a role that reads one table',
      given: [
        aRole({ inline: { p: allowing('dynamodb:GetItem', 'arn:aws:dynamodb:eu-west-1:111122223333:table/orders') } }),
        aFunction(),
      ],
    },
    {
      name: 'an administrator that was detached again',
      given: [aRole({ attached: ['arn:aws:iam::aws:policy/AdministratorAccess'] }), aFunction()],
      trail: [
        {
          source: 'iam',
          name: 'DetachRolePolicy',
          request: { roleName: 'orders-role', policyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' },
        },
      ],
    },
  ],
  unknown: [
    {
      name: 'a role that nothing is known of',
      trail: [
        {
          name: 'CreateFunction20150331',
          request: { functionName: 'orders', role: roleArnOf('other') },
          response: { functionArn: functionArn('orders'), role: roleArnOf('other') },
        },
      ],
    },
  ],
});
