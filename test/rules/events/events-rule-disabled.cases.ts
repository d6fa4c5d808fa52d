import { functionArn, human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { anEventRule } from '../../support/surface.ts';

const call = (name: string, request: object = { name: 'orders' }, more: object = {}) => ({
  source: 'events',
  name,
  identity: human,
  request: request as never,
  ...more,
});
const off = call('DisableRule');
const emptied = call('RemoveTargets', { rule: 'orders', ids: ['fn'] });

export default defineCases({
  fail: [
    {
      name: 'a person switches it off',
      given: [anEventRule()],
      trail: [off],
      keys: ['disabled'],
      says: functionArn('orders'),
    },
    { name: 'a rule that nothing is known of', trail: [off], keys: ['disabled'] },
    { name: 'a person deletes it', given: [anEventRule()], trail: [call('DeleteRule')], keys: ['deleted'] },
    { name: 'its last target is removed', given: [anEventRule()], trail: [emptied], keys: ['emptied'] },
    {
      name: 'it is put in state DISABLED',
      given: [anEventRule()],
      trail: [call('PutRule', { name: 'orders', eventPattern: '{"source":["shop.orders"]}', state: 'DISABLED' })],
      keys: ['disabled'],
    },
  ],
  pass: [
    { name: 'switched off and on again', given: [anEventRule()], trail: [off, call('EnableRule')] },
    { name: 'it was off before', given: [anEventRule({ enabled: false })], trail: [off] },
    {
      name: 'CloudFormation deletes it',
      given: [anEventRule()],
      trail: [call('DeleteRule', undefined, { more: throughCloudFormation })],
    },
    {
      name: 'one of two targets is removed',
      given: [anEventRule({ targets: { fn: { arn: functionArn('a') }, other: { arn: functionArn('b') } } })],
      trail: [emptied],
    },
    {
      name: 'a rule of Trailwarden itself, which is a matter of its own',
      given: [anEventRule()],
      trail: [off],
      context: { ownResources: ['*rule/orders'] },
    },
  ],
});
