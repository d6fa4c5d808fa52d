import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aTable } from '../../support/surface.ts';

const update = (deletionProtectionEnabled: boolean, more: object = {}) => ({
  source: 'dynamodb',
  name: 'UpdateTable',
  identity: human,
  request: { tableName: 'orders', deletionProtectionEnabled },
  ...more,
});

export default defineCases({
  fail: [
    { name: 'a person switches it off', given: [aTable()], trail: [update(false)], keys: ['protection'] },
    { name: 'of a table that nothing is known of', trail: [update(false)], keys: ['protection'] },
  ],
  pass: [
    {
      name: 'CloudFormation switches it off',
      given: [aTable()],
      trail: [update(false, { more: throughCloudFormation })],
    },
    { name: 'it was off before', given: [aTable({ deletionProtected: false })], trail: [update(false)] },
    { name: 'switched on again', given: [aTable()], trail: [update(false), update(true)] },
  ],
});
