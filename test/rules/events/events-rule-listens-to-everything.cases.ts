import { account, human, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { anEventRule } from '../../support/surface.ts';

const put = (rule: { readonly [name: string]: string }, more: object = {}) => ({
  source: 'events',
  name: 'PutRule',
  identity: human,
  request: { name: 'new', state: 'ENABLED', ...rule },
  ...more,
});
const matching = (pattern: object) => put({ eventPattern: JSON.stringify(pattern) });

export default defineCases({
  fail: [
    {
      name: 'every event of the account',
      trail: [matching({ account: [account] })],
      keys: ['everything'],
      severity: 'medium',
    },
    { name: 'every source, by an empty prefix', trail: [matching({ source: [{ prefix: '' }] })], keys: ['everything'] },
    {
      name: 'whatever has a source',
      trail: [matching({ source: [{ exists: true }], detail: [{ exists: true }] })],
      keys: ['everything'],
    },
    {
      name: 'a schedule',
      trail: [put({ scheduleExpression: 'rate(5 minutes)' })],
      keys: ['schedule'],
      severity: 'low',
    },
  ],
  pass: [
    { name: 'a pattern that selects', trail: [matching({ source: ['shop.orders'], account: [account] })] },
    {
      name: 'made by CloudFormation',
      trail: [put({ scheduleExpression: 'rate(1 day)' }, { more: throughCloudFormation })],
    },
    {
      name: 'the schedule that it had before',
      given: [anEventRule({ name: 'new', pattern: null, schedule: 'rate(1 day)' })],
      trail: [put({ scheduleExpression: 'rate(1 day)' })],
    },
    {
      name: 'deleted again',
      trail: [
        put({ scheduleExpression: 'rate(1 day)' }),
        { source: 'events', name: 'DeleteRule', identity: human, request: { name: 'new' } },
      ],
    },
  ],
});
