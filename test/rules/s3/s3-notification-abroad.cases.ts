import { functionArn, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aBucket } from '../../support/surface.ts';

const put = (target: string) => ({
  source: 's3',
  name: 'PutBucketNotification',
  request: {
    bucketName: 'uploads',
    NotificationConfiguration: {
      CloudFunctionConfiguration: { CloudFunction: target, Event: 's3:ObjectCreated:*', Id: 'new' },
    },
  },
});
const theirs = `arn:aws:lambda:${region}:${stranger}:function:tap`;

export default defineCases({
  fail: [
    { name: 'a function of another account', given: [aBucket()], trail: [put(theirs)], keys: ['new'], says: stranger },
  ],
  pass: [
    { name: 'no notifications', given: [aBucket()] },
    { name: 'a function of the own account', given: [aBucket()], trail: [put(functionArn('orders'))] },
    {
      name: 'a trusted account',
      given: [aBucket()],
      trail: [put(theirs)],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
