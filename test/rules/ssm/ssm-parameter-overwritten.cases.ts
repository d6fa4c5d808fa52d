import { human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aParameter } from '../../support/surface.ts';

const put = (overwrite: boolean, more: object = {}) => ({
  source: 'ssm',
  name: 'PutParameter',
  identity: human,
  request: { name: '/shop/db', type: 'SecureString', value: 'HIDDEN_DUE_TO_SECURITY_REASONS', overwrite },
  ...more,
});

export default defineCases({
  fail: [{ name: 'a person overwrites it', given: [aParameter()], trail: [put(true)], keys: ['value'] }],
  pass: [
    {
      name: 'CloudFormation overwrites it',
      given: [aParameter()],
      trail: [put(true, { more: throughCloudFormation })],
    },
    { name: 'a person makes a new one', trail: [put(false)] },
  ],
});
