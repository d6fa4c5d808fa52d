import { account, functionArn, human, region, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aTopic } from '../../support/surface.ts';

const topicArn = `arn:aws:sns:${region}:${account}:orders`;
const subscriptionArn = `${topicArn}:7f1c9c60-0000-4000-8000-000000000000`;
const subscribe = (protocol: string, endpoint: string, more: object = {}) => ({
  source: 'sns',
  name: 'Subscribe',
  identity: human,
  request: { topicArn, protocol, endpoint },
  response: { subscriptionArn },
  ...more,
});
const toFunction = subscribe('lambda', functionArn('orders'));

export default defineCases({
  fail: [
    {
      name: 'a person subscribes a function',
      given: [aTopic()],
      trail: [toFunction],
      keys: [subscriptionArn],
      severity: 'low',
    },
    {
      name: 'a person subscribes a mail address, of which only the domain is told',
      given: [aTopic()],
      trail: [subscribe('email', 'mallory@example.net')],
      severity: 'medium',
      says: 'subscribed example.net (email)',
    },
    { name: 'on a topic that nothing else is known of', trail: [toFunction], keys: [subscriptionArn] },
  ],
  pass: [
    {
      name: 'CloudFormation subscribes it',
      given: [aTopic()],
      trail: [{ ...toFunction, more: throughCloudFormation }],
    },
    {
      name: 'subscribed before',
      given: [
        aTopic({ subscriptions: { [subscriptionArn]: { protocol: 'lambda', endpoint: functionArn('orders') } } }),
      ],
      trail: [toFunction],
    },
    {
      name: 'unsubscribed again',
      given: [aTopic()],
      trail: [toFunction, { source: 'sns', name: 'Unsubscribe', identity: human, request: { subscriptionArn } }],
    },
  ],
});
