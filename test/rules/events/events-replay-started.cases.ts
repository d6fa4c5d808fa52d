import { account, deployer, human, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { anArchive } from '../../support/surface.ts';

const start = (identity = human) => ({
  source: 'events',
  name: 'StartReplay',
  identity,
  request: {
    replayName: 'again',
    eventSourceArn: `arn:aws:events:${region}:${account}:archive/all`,
    destination: { arn: `arn:aws:events:${region}:${account}:event-bus/default`, filterArns: [] },
  },
});

export default defineCases({
  fail: [
    {
      name: 'a person replays an archive',
      given: [anArchive()],
      trail: [start()],
      keys: ['again'],
      says: 'event-bus/default',
    },
  ],
  pass: [
    {
      name: 'the declared deployment does',
      given: [anArchive()],
      trail: [start(deployer)],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
