import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aTable } from '../../support/surface.ts';

const update = (request: object, more: object = {}) => ({
  source: 'dynamodb',
  name: 'UpdateTable',
  identity: human,
  request: { tableName: 'orders', ...request } as never,
  ...more,
});
const on = (streamViewType: string, more: object = {}) =>
  update({ streamSpecification: { streamEnabled: true, streamViewType } }, more);
const off = update({ streamSpecification: { streamEnabled: false } });
const keysOnly = aTable({ stream: { viewType: 'KEYS_ONLY' } });

export default defineCases({
  fail: [
    { name: 'a stream is opened', given: [aTable()], trail: [on('NEW_IMAGE')], keys: ['on'], severity: 'low' },
    { name: 'it shows more', given: [keysOnly], trail: [on('NEW_AND_OLD_IMAGES')], keys: ['wider'] },
    { name: 'it is switched off', given: [keysOnly], trail: [off], keys: ['off'], severity: 'medium' },
    { name: 'of a table that nothing is known of', trail: [off], keys: ['off'] },
  ],
  pass: [
    { name: 'CloudFormation opens it', given: [aTable()], trail: [on('NEW_IMAGE', { more: throughCloudFormation })] },
    { name: 'something else is changed', given: [keysOnly], trail: [update({ billingMode: 'PAY_PER_REQUEST' })] },
    {
      name: 'switched off and on again',
      given: [keysOnly],
      trail: [off, on('KEYS_ONLY', { more: throughCloudFormation })],
    },
  ],
});
