import { deployer, functionArn, human, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, layerArn } from '../../support/resources.ts';

const update = (identity: typeof human, layers: string[], asked = true) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  identity,
  request: { functionName: 'orders', ...(asked ? { layers } : { timeout: 30 }) },
  response: {
    functionArn: functionArn('orders'),
    role: roleArnOf('orders-role'),
    layers: layers.map((arn) => ({ arn, codeSize: 1 })),
  },
});
const [first, second] = [layerArn('tools', 1), layerArn('tools', 2)];

export default defineCases({
  fail: [
    { name: 'a person adds one', given: [aFunction()], trail: [update(human, [first])], keys: [first], says: 'added' },
    {
      name: 'a person replaces a version',
      given: [aFunction({ layers: [first] })],
      trail: [update(human, [second])],
      keys: [second],
      says: 'replaced',
    },
    { name: 'to a function that nothing is known of', trail: [update(human, [first])], keys: [first] },
  ],
  pass: [
    {
      name: 'a person names the same layers again',
      given: [aFunction({ layers: [first] })],
      trail: [update(human, [first])],
    },
    { name: 'a role adds one, where nothing was declared', given: [aFunction()], trail: [update(deployer, [first])] },
    { name: 'a person changes something else', trail: [update(human, [first], false)] },
    { name: 'added and removed again', given: [aFunction()], trail: [update(human, [first]), update(human, [])] },
  ],
});
