import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';

const live = aFunction({ aliases: { live: { version: '7' } } });
const move = (version: string, identity = human, weights?: { [version: string]: number }) => ({
  name: 'UpdateAlias20150331',
  identity,
  request: {
    functionName: 'orders',
    name: 'live',
    functionVersion: version,
    ...(weights ? { routingConfig: { additionalVersionWeights: weights } } : {}),
  },
});

export default defineCases({
  fail: [
    {
      name: 'an alias that was not known before',
      trail: [move('3')],
      keys: ['alias:live'],
      says: 'moved live to version 3',
    },
    {
      name: 'a person moves it to another version',
      given: [live],
      trail: [move('3')],
      keys: ['alias:live'],
      says: 'from version 7',
    },
    {
      name: 'a person sends a share of the traffic elsewhere',
      given: [live],
      trail: [move('7', human, { '9': 0.1 })],
      keys: ['alias:live'],
      says: '10 % to version 9',
    },
  ],
  pass: [
    { name: 'a role moves it, where nothing was declared', given: [live], trail: [move('8', deployer)] },
    { name: 'an update of its description', given: [live], trail: [move('7')] },
  ],
});
