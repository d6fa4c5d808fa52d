import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const edit = {
  source: 'iam',
  name: 'UpdateAssumeRolePolicy',
  request: { roleName: 'payments', policyDocument: '{}' },
};
const take = (identity = human) => ({
  source: 'sts',
  name: 'AssumeRole',
  identity,
  request: { roleArn: 'arn:aws:iam::111122223333:role/service/payments', roleSessionName: 's' },
});

export default defineCases({
  fail: [{ name: 'changed, taken by somebody new, and changed back', trail: [edit, take(), edit], says: 'mallory' }],
  pass: [
    { name: 'changed twice without being taken', trail: [edit, edit] },
    { name: 'taken by somebody who always takes it', trail: [take(), edit, take(), edit] },
    { name: 'changed back the next day', trail: [edit, take(), { ...edit, time: '2026-03-03T12:00:00Z' }] },
  ],
});
