import { functionArn, human, roleArnOf, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, layerArn } from '../../support/resources.ts';

const add = (...layers: string[]) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  identity: human,
  request: { functionName: 'orders', layers },
  response: {
    functionArn: functionArn('orders'),
    role: roleArnOf('orders-role'),
    layers: layers.map((arn) => ({ arn, codeSize: 1 })),
  },
});
const foreign = layerArn('tools', 3, stranger);

export default defineCases({
  fail: [
    {
      name: 'the command to remove it keeps the others',
      given: [aFunction({ layers: [layerArn('own'), foreign] })],
      keys: [foreign],
      advises: `--layers ${layerArn('own')}`,
    },
    { name: 'a layer of an unknown account', given: [aFunction()], trail: [add(foreign)], keys: [foreign] },
    {
      name: 'an unknown one beside known ones',
      given: [aFunction()],
      trail: [add(layerArn('own'), foreign, layerArn('Datadog-Extension', 65, '464622532012'))],
      keys: [foreign],
    },
  ],
  pass: [
    { name: 'layers of the same account', given: [aFunction()], trail: [add(layerArn('own'))] },
    {
      name: 'a layer that AWS publishes',
      given: [aFunction({ layers: [layerArn('AWSLambdaPowertoolsTypeScriptV2', 12, '017000801446')] })],
    },
    {
      name: 'a declared account',
      given: [aFunction({ layers: [foreign] })],
      context: { layerAccounts: [stranger as never] },
    },
    { name: 'a layer that was removed again', given: [aFunction()], trail: [add(foreign), add()] },
  ],
});
