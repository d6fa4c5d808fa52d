import type { JsonObject } from '../../../shared/json.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction, allowing, aRole } from '../../support/resources.ts';

const put = (document: JsonObject) => ({
  source: 'iam',
  name: 'PutRolePolicy',
  request: { roleName: 'orders-role', policyName: 'more', policyDocument: JSON.stringify(document) },
});
const shared = [aRole({ inline: { p: allowing('sqs:SendMessage') } }), aFunction(), aFunction({ name: 'mails' })];

export default defineCases({
  fail: [
    {
      name: 'two functions can read every secret now',
      given: shared,
      trail: [put(allowing('secretsmanager:GetSecretValue'))],
      keys: ['more'],
      severity: 'medium',
      says: 'mails, orders',
    },
    { name: 'one more service, as low', given: shared, trail: [put(allowing('sns:Publish'))], severity: 'low' },
  ],
  pass: [
    {
      name: 'a role that one function has for itself',
      given: [aRole(), aFunction()],
      trail: [put(allowing('secretsmanager:GetSecretValue'))],
    },
    { name: 'nothing that it did not have', given: shared, trail: [put(allowing('sqs:SendMessage'))] },
    {
      name: 'granted and taken back',
      given: shared,
      trail: [
        put(allowing('sns:Publish')),
        { source: 'iam', name: 'DeleteRolePolicy', request: { roleName: 'orders-role', policyName: 'more' } },
      ],
    },
  ],
});
