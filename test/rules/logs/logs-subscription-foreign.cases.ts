import { aLogGroup } from '../../support/apis.ts';
import { functionArn, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const tap = (destinationArn: string) => ({
  source: 'logs',
  name: 'PutSubscriptionFilter',
  request: { logGroupName: '/aws/lambda/orders', filterName: 'tap', filterPattern: '', destinationArn },
});
const abroad = `arn:aws:logs:${region}:${stranger}:destination:drain`;

export default defineCases({
  fail: [
    {
      name: 'lines are copied to a destination of another account',
      given: [aLogGroup()],
      trail: [tap(abroad)],
      keys: ['tap'],
      severity: 'high',
    },
  ],
  pass: [
    { name: 'lines are copied to an own function', given: [aLogGroup()], trail: [tap(functionArn('index'))] },
    { name: 'a log group without subscriptions', given: [aLogGroup()] },
    {
      name: 'a trusted account collects logs',
      given: [aLogGroup()],
      trail: [tap(abroad)],
      context: { trustedAccounts: [stranger as never] },
    },
    {
      name: 'the subscription was deleted again',
      given: [aLogGroup()],
      trail: [
        tap(abroad),
        {
          source: 'logs',
          name: 'DeleteSubscriptionFilter',
          request: { logGroupName: '/aws/lambda/orders', filterName: 'tap' },
        },
      ],
    },
  ],
});
