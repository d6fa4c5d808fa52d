import { account, functionArn, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const image = (owner: string) => ({
  name: 'UpdateFunctionCode20150331v2',
  request: { functionName: 'orders', imageUri: `${owner}.dkr.ecr.eu-west-1.amazonaws.com/orders:7` },
  response: { functionArn: functionArn('orders'), codeSha256: 'new' },
});

export default defineCases({
  fail: [
    {
      name: 'an image of an unknown account',
      given: [aFunction()],
      trail: [image(stranger)],
      keys: ['image'],
      says: stranger,
    },
  ],
  pass: [
    { name: 'an image of the same account', given: [aFunction()], trail: [image(account)] },
    {
      name: 'an image of another own account',
      given: [aFunction()],
      trail: [image(stranger)],
      context: { accounts: [stranger as never] },
    },
    { name: 'a package, not an image', given: [aFunction()] },
  ],
});
