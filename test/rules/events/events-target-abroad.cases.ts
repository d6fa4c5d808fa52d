import { account, functionArn, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { anEventRule } from '../../support/surface.ts';

const bus = (owner: string) => `arn:aws:events:${region}:${owner}:event-bus/shop`;

export default defineCases({
  fail: [
    {
      name: 'the own bus of another Region',
      given: [anEventRule({ targets: { home: { arn: `arn:aws:events:us-west-2:${account}:event-bus/default` } } })],
      keys: ['home'],
      severity: 'low',
      says: 'another Region',
    },
    {
      name: 'a bus of another account',
      given: [anEventRule()],
      trail: [
        {
          source: 'events',
          name: 'PutTargets',
          request: { rule: 'orders', targets: [{ id: 'away', arn: bus(stranger) }] },
        },
      ],
      keys: ['away'],
      says: stranger,
    },
    {
      name: 'a dead-letter queue of another account',
      given: [
        anEventRule({
          targets: { fn: { arn: functionArn('orders'), deadLetter: `arn:aws:sqs:${region}:${stranger}:lost` } },
        }),
      ],
      keys: ['fn dead-letter'],
    },
  ],
  pass: [
    {
      name: 'a function of the own account and Region',
      given: [anEventRule({ targets: { fn: { arn: functionArn('orders') } } })],
    },
    { name: 'a function of the own account', given: [anEventRule()] },
    { name: 'a bus of the own account', given: [anEventRule({ targets: { bus: { arn: bus(account) } } })] },
    {
      name: 'a bus of a trusted account',
      given: [anEventRule({ targets: { bus: { arn: bus(stranger) } } })],
      context: { trustedAccounts: [stranger as never] },
    },
    {
      name: 'a target that was removed again',
      given: [anEventRule({ targets: { bus: { arn: bus(stranger) } } })],
      trail: [{ source: 'events', name: 'RemoveTargets', request: { rule: 'orders', ids: ['bus'] } }],
    },
  ],
});
