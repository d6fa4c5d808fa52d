import { functionArn, human, roleArnOf, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aSchedule } from '../../support/surface.ts';

const call = (name: string, arn = functionArn('orders'), more: object = {}) => ({
  source: 'scheduler',
  name,
  identity: human,
  request: { name: 'nightly', scheduleExpression: 'rate(1 day)', target: { arn, roleArn: roleArnOf('timer') } },
  ...more,
});

export default defineCases({
  fail: [
    { name: 'a person makes one', trail: [call('CreateSchedule')], keys: ['target'], says: 'rate(1 day)' },
    {
      name: 'a person points it elsewhere',
      given: [aSchedule()],
      trail: [call('UpdateSchedule', functionArn('other'))],
      keys: ['target'],
    },
  ],
  pass: [
    { name: 'CloudFormation makes one', trail: [call('CreateSchedule', undefined, { more: throughCloudFormation })] },
    { name: 'a person changes only the time', given: [aSchedule()], trail: [call('UpdateSchedule')] },
    {
      name: 'made and deleted again',
      trail: [
        call('CreateSchedule'),
        { source: 'scheduler', name: 'DeleteSchedule', identity: human, request: { name: 'nightly' } },
      ],
    },
  ],
});
