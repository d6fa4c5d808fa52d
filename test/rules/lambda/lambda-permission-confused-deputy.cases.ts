import { account, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, withPolicy } from '../../support/resources.ts';

const add = (more: object) => ({
  name: 'AddPermission20150331v2',
  request: {
    functionName: 'orders',
    statementId: 'it',
    action: 'lambda:InvokeFunction',
    principal: 'sns.amazonaws.com',
    ...more,
  },
});

export default defineCases({
  fail: [
    {
      name: 'a service and no source',
      given: [aFunction()],
      trail: [add({})],
      keys: ['it'],
      says: 'sns.amazonaws.com',
    },
    {
      name: 'a service and a condition that says nothing of the source',
      given: [withPolicy(allow('events.amazonaws.com', { conditions: { Bool: { 'aws:SecureTransport': 'true' } } }))],
      keys: ['it'],
    },
  ],
  pass: [
    {
      name: 'a source in the own account',
      given: [aFunction()],
      trail: [add({ sourceArn: `arn:aws:sns:${region}:${account}:orders` })],
    },
    { name: 'the own account as source', given: [aFunction()], trail: [add({ sourceAccount: account })] },
    {
      name: 'the own organization as source',
      given: [aFunction()],
      trail: [add({ principalOrgID: 'o-abcde12345', sourceAccount: account })],
    },
    { name: 'a person, not a service', given: [withPolicy(allow(account))] },
    {
      name: 'a bucket without its account, which is a finding of its own',
      given: [aFunction()],
      trail: [add({ principal: 's3.amazonaws.com', sourceArn: 'arn:aws:s3:::uploads' })],
    },
  ],
});
