import { functionArn, region, roleArnOf, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aSchedule } from '../../support/surface.ts';

const queue = `arn:aws:sqs:${region}:${stranger}:away`;

export default defineCases({
  fail: [
    {
      name: 'a queue of another account',
      trail: [
        {
          source: 'scheduler',
          name: 'CreateSchedule',
          request: {
            name: 'nightly',
            scheduleExpression: 'rate(1 day)',
            target: { arn: queue, roleArn: roleArnOf('timer') },
          },
        },
      ],
      keys: ['target'],
    },
    {
      name: 'a dead-letter queue of another account',
      given: [aSchedule({ target: { arn: functionArn('orders'), deadLetter: queue } })],
      keys: ['dead-letter'],
    },
  ],
  pass: [
    { name: 'a function of the own account', given: [aSchedule()] },
    {
      name: 'an API, which belongs to nobody',
      given: [aSchedule({ target: { arn: 'arn:aws:scheduler:::aws-sdk:sqs:sendMessage' } })],
    },
  ],
});
