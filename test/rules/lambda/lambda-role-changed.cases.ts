import { functionArn, human, roleArnOf } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allowing, aRole } from '../../support/resources.ts';

const run = (role: string, identity = human) => ({
  name: 'UpdateFunctionConfiguration20150331v2',
  identity,
  request: { functionName: 'orders', role: roleArnOf(role) },
  response: { functionArn: functionArn('orders'), role: roleArnOf(role) },
});
const weak = aRole({ inline: { p: allowing('sqs:SendMessage') } });

export default defineCases({
  fail: [
    {
      name: 'more of the same kind',
      given: [weak, aRole({ name: 'more', inline: { p: allowing(['sqs:SendMessage', 'sns:Publish']) } }), aFunction()],
      trail: [run('more')],
      severity: 'medium',
      says: 'more of sns',
    },
    {
      name: 'an administrator gets a role that is one too',
      given: [
        aRole({ inline: { p: allowing('*') } }),
        aRole({ name: 'boss', inline: { p: allowing('*') } }),
        aFunction(),
      ],
      trail: [run('boss')],
      severity: 'low',
    },
    {
      name: 'a stronger role, as high',
      given: [weak, aRole({ name: 'boss', inline: { p: allowing('*') } }), aFunction()],
      trail: [run('boss')],
      keys: ['role'],
      severity: 'high',
      says: 'administrator',
    },
    {
      name: 'a role that nothing is known of',
      given: [weak, aFunction()],
      trail: [run('other')],
      severity: 'medium',
      says: 'not known',
    },
    {
      name: 'a role that can do less, as low',
      given: [
        aRole({ inline: { p: allowing(['sqs:SendMessage', 's3:PutObject']) } }),
        aRole({ name: 'less' }),
        aFunction(),
      ],
      trail: [run('less')],
      severity: 'low',
    },
    { name: 'of a function that nothing was known of', trail: [run('other')], keys: ['role'] },
  ],
  pass: [
    { name: 'the same role again', given: [weak, aFunction()], trail: [run('orders-role')] },
    {
      name: 'a change of something else',
      trail: [
        {
          name: 'UpdateFunctionConfiguration20150331v2',
          request: { functionName: 'orders', timeout: 30 },
          response: { functionArn: functionArn('orders'), role: roleArnOf('orders-role') },
        },
      ],
    },
  ],
});
