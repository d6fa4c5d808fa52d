import { account, human, region, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aQueue, keyId } from '../../support/surface.ts';

const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/orders`;
const key = `arn:aws:kms:${region}:${account}:key/${keyId}`;
const set = (attributes: { readonly [name: string]: string }, more: object = {}) => ({
  source: 'sqs',
  name: 'SetQueueAttributes',
  identity: human,
  request: { queueUrl, attributes },
  ...more,
});
const redrive = JSON.stringify({
  deadLetterTargetArn: `arn:aws:sqs:${region}:${account}:orders-dead`,
  maxReceiveCount: 3,
});

export default defineCases({
  fail: [
    {
      name: 'its dead-letter queue is taken away',
      given: [aQueue()],
      trail: [set({ RedrivePolicy: '' })],
      keys: ['dead-letter'],
    },
    { name: 'of a queue that nothing is known of', trail: [set({ RedrivePolicy: '' })], keys: ['dead-letter'] },
    {
      name: 'its key is taken away',
      given: [aQueue({ kmsKey: key })],
      trail: [set({ KmsMasterKeyId: '' })],
      keys: ['key'],
    },
    {
      name: 'its encryption is switched off',
      given: [aQueue()],
      trail: [set({ SqsManagedSseEnabled: 'false' })],
      keys: ['encryption'],
    },
    {
      name: 'its messages are handed out at once again',
      given: [aQueue()],
      trail: [set({ VisibilityTimeout: '0' })],
      keys: ['visibility'],
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'CloudFormation does it',
      given: [aQueue()],
      trail: [set({ RedrivePolicy: '' }, { more: throughCloudFormation })],
    },
    {
      name: 'it had no dead-letter queue',
      given: [aQueue({ deadLetterTarget: null })],
      trail: [set({ RedrivePolicy: '' })],
    },
    { name: 'put back', given: [aQueue()], trail: [set({ RedrivePolicy: '' }), set({ RedrivePolicy: redrive })] },
    { name: 'another attribute', given: [aQueue()], trail: [set({ DelaySeconds: '5', VisibilityTimeout: '60' })] },
  ],
});
