import { deployer, functionArn, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const create = (identity: typeof human, action: object) => ({
  source: 'iot',
  name: 'CreateTopicRule',
  identity,
  request: { ruleName: 'meters', topicRulePayload: { sql: "SELECT * FROM '#'", actions: [action] } as never },
});
const run = { lambda: { functionArn: functionArn('meters') } };

export default defineCases({
  fail: [
    {
      name: 'an IAM user makes a rule that runs a function',
      trail: [create(human, run)],
      keys: ['rule'],
      severity: 'medium',
      says: functionArn('meters'),
    },
    {
      name: 'an IAM user makes a rule that passes messages on',
      trail: [create(human, { republish: { topic: 'out' } })],
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'the declared deployment role makes it',
      trail: [create(deployer, run)],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'it was deleted again',
      trail: [create(human, run), { source: 'iot', name: 'DeleteTopicRule', request: { ruleName: 'meters' } }],
    },
  ],
});
