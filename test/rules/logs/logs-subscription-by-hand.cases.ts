import { aLogGroup } from '../../support/apis.ts';
import { deployer, functionArn, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const tap = (identity: typeof human) => ({
  source: 'logs',
  name: 'PutSubscriptionFilter',
  identity,
  request: {
    logGroupName: '/aws/lambda/orders',
    filterName: 'tap',
    filterPattern: '',
    destinationArn: functionArn('index'),
  },
});

export default defineCases({
  fail: [
    {
      name: 'an IAM user taps a log group',
      given: [aLogGroup()],
      trail: [tap(human)],
      keys: ['tap'],
      says: functionArn('index'),
    },
  ],
  pass: [
    {
      name: 'the declared deployment role does it',
      given: [aLogGroup()],
      trail: [tap(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'it was taken away again',
      given: [aLogGroup()],
      trail: [
        tap(human),
        {
          source: 'logs',
          name: 'DeleteSubscriptionFilter',
          request: { logGroupName: '/aws/lambda/orders', filterName: 'tap' },
        },
      ],
    },
  ],
});
