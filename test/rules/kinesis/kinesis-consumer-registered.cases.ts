import { account, deployer, human, region, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aStream } from '../../support/surface.ts';

const streamARN = `arn:aws:kinesis:${region}:${account}:stream/clicks`;
const register = (identity = human) => ({
  source: 'kinesis',
  name: 'RegisterStreamConsumer',
  identity,
  request: { streamARN, consumerName: 'audit' },
});
const theirs = { type: 'AWSAccount', principalId: 'AIDAX', accountId: stranger };

export default defineCases({
  fail: [
    {
      name: 'a person of the own account',
      given: [aStream()],
      trail: [register()],
      keys: ['audit'],
      severity: 'medium',
    },
    {
      name: 'somebody of another account',
      given: [aStream()],
      trail: [register(theirs)],
      keys: ['audit'],
      severity: 'high',
      says: stranger,
    },
  ],
  pass: [
    {
      name: 'the declared deployment',
      given: [aStream()],
      trail: [register(deployer)],
      context: { deployRoles: ['deploy'] },
    },
    {
      name: 'deregistered again',
      given: [aStream()],
      trail: [
        register(),
        { source: 'kinesis', name: 'DeregisterStreamConsumer', request: { streamARN, consumerName: 'audit' } },
      ],
    },
  ],
});
