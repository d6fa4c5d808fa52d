import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const context = { deployBuckets: ['releases-*'] };
const from = (s3Bucket: string) => ({
  name: 'UpdateFunctionCode20150331v2',
  request: { functionName: 'orders', s3Bucket, s3Key: 'orders.zip' },
  response: { functionArn: functionArn('orders'), codeSha256: 'new' },
});

export default defineCases({
  fail: [
    {
      name: 'a bucket that is none of the declared ones',
      given: [aFunction()],
      trail: [from('quick-fix')],
      context,
      keys: ['bucket'],
      says: 'quick-fix',
    },
  ],
  pass: [
    { name: 'a declared bucket', given: [aFunction()], trail: [from('releases-eu')], context },
    { name: 'any bucket, where none was declared', given: [aFunction()], trail: [from('quick-fix')] },
    { name: 'a package that was uploaded directly', given: [aFunction()], context },
  ],
});
