import { account } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, withPolicy } from '../../support/resources.ts';

const add = (more: object) => ({
  name: 'AddPermission20150331v2',
  request: {
    functionName: 'orders',
    statementId: 'it',
    action: 'lambda:InvokeFunction',
    principal: 's3.amazonaws.com',
    sourceArn: 'arn:aws:s3:::uploads',
    ...more,
  },
});

export default defineCases({
  fail: [
    {
      name: 'a bucket without its account',
      given: [aFunction()],
      trail: [add({})],
      keys: ['it'],
      says: 'arn:aws:s3:::uploads',
    },
  ],
  pass: [
    { name: 'a bucket and its account', given: [aFunction()], trail: [add({ sourceAccount: account })] },
    { name: 'no source at all, which is a finding of its own', given: [withPolicy(allow('s3.amazonaws.com'))] },
  ],
});
