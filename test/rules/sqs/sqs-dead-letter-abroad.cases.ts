import { account, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aQueue } from '../../support/surface.ts';

const queueUrl = `https://sqs.${region}.amazonaws.com/${account}/orders`;
const away = `arn:aws:sqs:${region}:${stranger}:lost`;

export default defineCases({
  fail: [
    {
      name: 'a queue of another account',
      given: [aQueue()],
      trail: [
        {
          source: 'sqs',
          name: 'SetQueueAttributes',
          request: {
            queueUrl,
            attributes: { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: away, maxReceiveCount: 1 }) },
          },
        },
      ],
      keys: ['dead-letter'],
    },
  ],
  pass: [
    { name: 'a queue of the own account', given: [aQueue()] },
    { name: 'none', given: [aQueue({ deadLetterTarget: null })] },
  ],
});
