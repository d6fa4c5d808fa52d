import { defineCases } from '../../support/cases.ts';
import { aFunction, allow, withPolicy } from '../../support/resources.ts';

const add = (more: object) => ({
  name: 'AddPermission20150331v2',
  request: {
    functionName: 'orders',
    statementId: 'it',
    action: 'lambda:InvokeFunction',
    principal: 'alexa-appkit.amazon.com',
    ...more,
  },
});

export default defineCases({
  fail: [
    { name: 'a skill without its token', given: [aFunction()], trail: [add({})], keys: ['it'] },
    {
      name: 'a smart home without its token',
      given: [withPolicy(allow('alexa-connectedhome.amazon.com'))],
      keys: ['it'],
    },
  ],
  pass: [
    {
      name: 'a skill with its token',
      given: [aFunction()],
      trail: [add({ eventSourceToken: 'amzn1.ask.skill.0a1b' })],
    },
    { name: 'another service', given: [withPolicy(allow('sns.amazonaws.com'))] },
  ],
});
