import { account, human, region, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aQueue } from '../../support/surface.ts';

const call = (name: string, more: object = {}) => ({
  source: 'sqs',
  name,
  identity: human,
  request: { queueUrl: `https://sqs.${region}.amazonaws.com/${account}/orders` },
  ...more,
});

export default defineCases({
  fail: [
    { name: 'a person purges it', given: [aQueue()], trail: [call('PurgeQueue')], keys: ['purged'] },
    { name: 'a person deletes it', given: [aQueue()], trail: [call('DeleteQueue')], keys: ['deleted'] },
  ],
  pass: [
    {
      name: 'CloudFormation deletes it',
      given: [aQueue()],
      trail: [call('DeleteQueue', { more: throughCloudFormation })],
    },
    {
      name: 'a queue of Trailwarden itself, which is a matter of its own',
      given: [aQueue()],
      trail: [call('PurgeQueue')],
      context: { ownResources: ['*:orders'] },
    },
  ],
});
