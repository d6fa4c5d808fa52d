import { account, deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const put = (pattern: object, more: object = {}) => ({
  source: 'events',
  name: 'PutRule',
  identity: human,
  request: { name: 'new', eventPattern: JSON.stringify(pattern) },
  ...more,
});
const onUsers = { source: ['aws.iam'], detail: { eventName: ['CreateUser'] } };

export default defineCases({
  fail: [
    { name: 'new users', trail: [put(onUsers)], keys: ['pattern'], says: 'CreateUser' },
    {
      name: 'calls of IAM by their source in the record',
      trail: [put({ detail: { eventSource: [{ prefix: 'iam.amazonaws.com' }] } })],
      keys: ['pattern'],
    },
    { name: 'calls that stop a trail', trail: [put({ source: ['aws.cloudtrail'] })], keys: ['pattern'] },
  ],
  pass: [
    { name: 'other events', trail: [put({ source: ['aws.s3'], 'detail-type': ['Object Created'] })] },
    {
      name: 'made by the declared deployment',
      trail: [put(onUsers, { identity: deployer })],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'a rule of Trailwarden itself',
      trail: [put(onUsers)],
      context: { ownResources: [`arn:*:events:*:${account}:rule/new`] },
    },
  ],
});
