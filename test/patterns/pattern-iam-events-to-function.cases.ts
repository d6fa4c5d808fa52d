import { human } from '../support/calls.ts';
import { defineCases } from '../support/cases.ts';

const rule = (eventPattern: string) => ({
  source: 'events',
  name: 'PutRule',
  identity: human,
  request: { name: 'listen', eventPattern },
});
const targets = (arn: string) => ({
  source: 'events',
  name: 'PutTargets',
  identity: human,
  request: { rule: 'listen', targets: [{ id: '1', arn }] },
});
const identities = '{"detail":{"eventSource":["iam.amazonaws.com"],"eventName":["CreateUser","CreateRole"]}}';
const fn = 'arn:aws:lambda:eu-west-1:111122223333:function:take-over';

export default defineCases({
  fail: [
    {
      name: 'a rule on new users and roles with a function behind it',
      trail: [rule(identities), targets(fn)],
      keys: [fn],
    },
  ],
  pass: [
    { name: 'a rule on orders', trail: [rule('{"source":["shop"]}'), targets(fn)] },
    {
      name: 'IAM events that go to a queue',
      trail: [rule(identities), targets('arn:aws:sqs:eu-west-1:111122223333:audit')],
    },
    {
      name: 'the rule was deleted before it had a target',
      trail: [rule(identities), { source: 'events', name: 'DeleteRule', request: { name: 'listen' } }, targets(fn)],
    },
  ],
});
