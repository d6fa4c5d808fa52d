import { account, region } from '../../support/calls.ts';
import { ownCases } from '../../support/own-cases.ts';

const topicArn = `arn:aws:sns:${region}:${account}:Trailwarden-Findings`;
const subscriptionArn = `${topicArn}:7f1c9c60-0000-4000-8000-000000000000`;
const call = (name: string, request: object) => ({ source: 'sns', name, request: request as never });

export default ownCases(
  'arn:*:sns:*:*:Trailwarden-*',
  call('DeleteTopic', { topicArn }),
  call('SetTopicAttributes', { topicArn, attributeName: 'Policy', attributeValue: '{"Statement":[]}' }),
  call('Unsubscribe', { subscriptionArn }),
  call('SetSubscriptionAttributes', { subscriptionArn, attributeName: 'FilterPolicy', attributeValue: '{"x":["y"]}' }),
);
