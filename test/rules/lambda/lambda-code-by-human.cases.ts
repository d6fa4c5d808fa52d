import { deployer, functionArn, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const upload = (identity: typeof human, more = {}, codeSha256 = 'new') => ({
  name: 'UpdateFunctionCode20150331v2',
  identity,
  request: { functionName: 'orders', publish: false, dryRun: false, ...more },
  response: { functionArn: functionArn('orders'), codeSha256 },
});

const root = { type: 'Root', arn: 'arn:aws:iam::111122223333:root', accountId: '111122223333' };

export default defineCases({
  fail: [
    {
      name: 'an IAM user uploads a package',
      given: [aFunction()],
      trail: [upload(human)],
      keys: ['code'],
      says: 'mallory',
    },
    { name: 'the root user uploads a package', given: [aFunction()], trail: [upload(root)], keys: ['code'] },
    { name: 'a function that nothing is known of', trail: [upload(human)], keys: ['code'] },
    {
      name: 'somebody signed in through IAM Identity Center',
      given: [aFunction()],
      trail: [
        upload({
          type: 'AssumedRole',
          arn: 'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_Developer_0123456789abcdef/ada',
          accountId: '111122223333',
        }),
      ],
      keys: ['code'],
    },
  ],
  pass: [
    { name: 'a deployment role uploads a package', given: [aFunction()], trail: [upload(deployer)] },
    { name: 'a dry run', given: [aFunction()], trail: [upload(human, { dryRun: true })] },
    {
      name: 'the same package once more',
      given: [aFunction({ code: { sha256: 'same' } })],
      trail: [upload(human, {}, 'same')],
    },
    {
      name: 'CloudFormation on behalf of a person',
      given: [aFunction()],
      trail: [upload({ ...human, invokedBy: 'cloudformation.amazonaws.com' })],
    },
  ],
});
