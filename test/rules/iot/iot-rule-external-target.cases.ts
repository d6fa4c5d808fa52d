import { anIotRule } from '../../support/apis.ts';
import { defineCases } from '../../support/cases.ts';

const to = (url: string) => ({
  source: 'iot',
  name: 'ReplaceTopicRule',
  request: { ruleName: 'meters', topicRulePayload: { sql: "SELECT * FROM '#'", actions: [{ http: { url } }] } },
});

export default defineCases({
  fail: [
    {
      name: 'messages go to a web address',
      given: [anIotRule()],
      trail: [to('https://in.example.com/drain')],
      keys: ['in.example.com'],
    },
  ],
  pass: [
    { name: 'messages go to a function', given: [anIotRule()] },
    {
      name: 'messages go to an API in AWS',
      given: [anIotRule()],
      trail: [to('https://abc.execute-api.eu-west-1.amazonaws.com/live')],
    },
  ],
});
