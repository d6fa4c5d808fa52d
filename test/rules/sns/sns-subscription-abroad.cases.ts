import { account, functionArn, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aTopic } from '../../support/surface.ts';

const topicArn = `arn:aws:sns:${region}:${account}:orders`;
const subscriptionArn = `${topicArn}:7f1c9c60-0000-4000-8000-000000000000`;
const queue = `arn:aws:sqs:${region}:${stranger}:theirs`;
const subscribe = {
  source: 'sns',
  name: 'Subscribe',
  request: { topicArn, protocol: 'sqs', endpoint: queue },
  response: { subscriptionArn },
};

export default defineCases({
  fail: [
    {
      name: 'a queue of another account',
      given: [aTopic()],
      trail: [subscribe],
      keys: [subscriptionArn],
      says: stranger,
    },
    { name: 'on a topic that nothing else is known of', trail: [subscribe], keys: [subscriptionArn] },
  ],
  pass: [
    { name: 'no subscription', given: [aTopic()] },
    {
      name: 'a function of the own account',
      given: [aTopic({ subscriptions: { [subscriptionArn]: { protocol: 'lambda', endpoint: functionArn('a') } } })],
    },
    {
      name: 'unsubscribed again',
      given: [aTopic()],
      trail: [subscribe, { source: 'sns', name: 'Unsubscribe', request: { subscriptionArn } }],
    },
    {
      name: 'a trusted account',
      given: [aTopic()],
      trail: [subscribe],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
