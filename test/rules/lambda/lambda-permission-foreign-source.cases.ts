import { account, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

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
const topic = (owner: string) => ({ sourceArn: `arn:aws:sns:${region}:${owner}:orders` });

export default defineCases({
  fail: [
    {
      name: 'a topic of an unknown account',
      given: [aFunction()],
      trail: [add(topic(stranger))],
      keys: ['it'],
      says: stranger,
    },
    {
      name: 'a bucket of an unknown account',
      given: [aFunction()],
      trail: [add({ principal: 's3.amazonaws.com', sourceArn: 'arn:aws:s3:::theirs', sourceAccount: stranger })],
      keys: ['it'],
    },
  ],
  pass: [
    { name: 'a topic of the same account', given: [aFunction()], trail: [add(topic(account))] },
    {
      name: 'a topic of a trusted account',
      given: [aFunction()],
      trail: [add(topic(stranger))],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
