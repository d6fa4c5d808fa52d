import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const put = (block: boolean) => ({
  name: 'PutPublicAccessBlockConfig',
  request: {
    resourceArn: functionArn('orders'),
    publicAccessBlockConfig: { blockPublicPolicy: block, restrictPublicResource: block },
  },
});
const blocked = aFunction({ publicAccessBlocked: true });

export default defineCases({
  fail: [
    { name: 'switched off', given: [blocked], trail: [put(false)], keys: ['block'] },
    {
      name: 'disabled as a whole',
      given: [blocked],
      trail: [{ name: 'DisablePublicAccessBlockConfig', request: { resourceArn: functionArn('orders') } }],
      keys: ['block'],
    },
    { name: 'on a function that nothing is known of', trail: [put(false)], keys: ['block'] },
  ],
  pass: [
    { name: 'it was off already', given: [aFunction()], trail: [put(false)] },
    { name: 'switched on', given: [aFunction()], trail: [put(true)] },
    { name: 'off and on again', given: [blocked], trail: [put(false), put(true)] },
  ],
});
