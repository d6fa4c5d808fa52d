import { account, region } from '../../support/calls.ts';
import { publicCases } from '../../support/policy-cases.ts';
import { aQueue } from '../../support/surface.ts';

const open = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      Sid: 'it',
      Effect: 'Allow',
      Principal: '*',
      Action: 'sqs:SendMessage',
      Resource: `arn:aws:sqs:${region}:${account}:orders`,
    },
  ],
});
const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/orders`;

export default publicCases(
  { kind: 'queue', action: 'sqs:SendMessage', make: (resourcePolicy) => aQueue({ resourcePolicy }) },
  {
    fail: [
      {
        name: 'a policy that is set on a queue',
        given: [aQueue()],
        trail: [{ source: 'sqs', name: 'SetQueueAttributes', request: { queueUrl, attributes: { Policy: open } } }],
        keys: ['it'],
      },
      {
        name: 'a queue that is made with it',
        trail: [
          {
            source: 'sqs',
            name: 'CreateQueue',
            request: { queueName: 'orders', attributes: { Policy: open } },
            response: { queueUrl },
          },
        ],
        keys: ['it'],
      },
    ],
  },
);
