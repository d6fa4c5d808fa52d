import { anIotRule } from '../../support/apis.ts';
import { region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const replace = (...actions: readonly object[]) => ({
  source: 'iot',
  name: 'ReplaceTopicRule',
  request: { ruleName: 'meters', topicRulePayload: { sql: "SELECT * FROM '#'", actions } as never },
});
const topic = `arn:aws:sns:${region}:${stranger}:drain`;

export default defineCases({
  fail: [
    {
      name: 'a topic of another account',
      given: [anIotRule()],
      trail: [replace({ sns: { targetArn: topic } })],
      keys: [topic],
    },
    {
      name: 'a queue of another account, by its address',
      given: [anIotRule()],
      trail: [replace({ sqs: { queueUrl: `https://sqs.${region}.amazonaws.com/${stranger}/in` } })],
      keys: [`arn:aws:sqs:${region}:${stranger}:in`],
    },
  ],
  pass: [
    { name: 'a function of the own account', given: [anIotRule()] },
    {
      name: 'a topic that devices listen to',
      given: [anIotRule()],
      trail: [replace({ republish: { topic: 'alarms' } })],
    },
    {
      name: 'a trusted account',
      given: [anIotRule()],
      trail: [replace({ sns: { targetArn: topic } })],
      context: { trustedAccounts: [stranger as never] },
    },
  ],
});
