import { account, functionArn, human, region, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aBucket } from '../../support/surface.ts';

const topicArn = `arn:aws:sns:${region}:${account}:tap`;
const queueArn = `arn:aws:sqs:${region}:${account}:tap`;
const put = (config: object | string, more: object = {}) => ({
  source: 's3',
  name: 'PutBucketNotification',
  identity: human,
  request: { bucketName: 'uploads', NotificationConfiguration: config as never },
  ...more,
});
const to = (name: string) => ({
  CloudFunctionConfiguration: { CloudFunction: functionArn(name), Event: 's3:ObjectCreated:*', Id: 'x' },
});
const told = aBucket({
  notifications: { x: { type: 'function', target: functionArn('scan'), events: ['s3:ObjectCreated:*'] } },
});

export default defineCases({
  fail: [
    { name: 'a new function is notified', given: [aBucket()], trail: [put(to('tap'))], keys: [functionArn('tap')] },
    {
      name: 'a new topic and a new queue are notified',
      given: [aBucket()],
      trail: [
        put({
          TopicConfiguration: { Topic: topicArn, Event: 's3:ObjectCreated:*', Id: 't' },
          QueueConfiguration: { Queue: queueArn, Event: 's3:ObjectCreated:*', Id: 'q' },
        }),
      ],
      keys: [topicArn, queueArn],
    },
    {
      name: 'nobody is notified any more',
      given: [told],
      trail: [put('')],
      keys: ['silenced'],
      says: functionArn('scan'),
    },
    { name: 'a bucket that nothing is known of is silenced', trail: [put('')], keys: ['silenced'] },
    {
      name: 'one function is put in the place of another',
      given: [told],
      trail: [put(to('tap'))],
      keys: [functionArn('tap'), 'silenced'],
    },
  ],
  pass: [
    { name: 'CloudFormation changes them', given: [told], trail: [put(to('tap'), { more: throughCloudFormation })] },
    { name: 'the same again', given: [told], trail: [put(to('scan'))] },
    {
      name: 'added and taken away again',
      given: [aBucket()],
      trail: [put(to('tap')), put('', { more: throughCloudFormation })],
    },
  ],
});
