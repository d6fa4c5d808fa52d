import { account, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const add = (principal: string, sourceArn: string, more: object = {}) => ({
  name: 'AddPermission20150331v2',
  request: {
    functionName: 'orders',
    statementId: 'it',
    action: 'lambda:InvokeFunction',
    principal,
    sourceArn,
    ...more,
  },
});

export default defineCases({
  fail: [
    {
      name: 'the account is a wildcard',
      given: [aFunction()],
      trail: [add('sns.amazonaws.com', 'arn:aws:sns:*:*:orders')],
      keys: ['it'],
      severity: 'medium',
    },
    { name: 'a lone wildcard', given: [aFunction()], trail: [add('events.amazonaws.com', '*')], keys: ['it'] },
    {
      name: 'account, Region and name are wildcards',
      given: [aFunction()],
      trail: [add('sns.amazonaws.com', 'arn:aws:sns:*:*:*')],
      keys: ['it'],
      severity: 'medium',
    },
    {
      name: 'every bucket of the own account, as low',
      given: [aFunction()],
      trail: [add('s3.amazonaws.com', 'arn:aws:s3:::*', { sourceAccount: account })],
      keys: ['it'],
      severity: 'low',
    },
    {
      name: 'every topic of the own account, as low',
      given: [aFunction()],
      trail: [add('sns.amazonaws.com', `arn:aws:sns:${region}:${account}:*`)],
      severity: 'low',
    },
    {
      name: 'every API of the own account, as low',
      given: [aFunction()],
      trail: [add('apigateway.amazonaws.com', `arn:aws:execute-api:${region}:${account}:*/*/*`)],
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'one topic',
      given: [aFunction()],
      trail: [add('sns.amazonaws.com', `arn:aws:sns:${region}:${account}:orders`)],
    },
    {
      name: 'every stage and method of one API, as tools write it',
      given: [aFunction()],
      trail: [add('apigateway.amazonaws.com', `arn:aws:execute-api:${region}:${account}:abc123/*/*/*`)],
    },
    {
      name: 'a group of rules by their prefix',
      given: [aFunction()],
      trail: [add('events.amazonaws.com', `arn:aws:events:${region}:${account}:rule/orders-*`)],
    },
    {
      name: 'a bucket without its account, which is a finding of its own',
      given: [aFunction()],
      trail: [add('s3.amazonaws.com', 'arn:aws:s3:::uploads')],
    },
  ],
});
