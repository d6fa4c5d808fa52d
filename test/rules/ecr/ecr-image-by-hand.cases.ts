import { deployer, human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aRepository } from '../../support/surface.ts';

const push = (request: object, identity = human) => ({
  source: 'ecr',
  name: 'PutImage',
  identity,
  request: { repositoryName: 'shop', imageManifest: '{}', ...request },
});

export default defineCases({
  fail: [
    {
      name: 'under a tag that can be moved',
      given: [aRepository({ mutableTags: true })],
      trail: [push({ imageTag: 'live' })],
      keys: ['live'],
      severity: 'medium',
    },
    {
      name: 'into a repository that nothing is known of',
      trail: [push({ imageTag: 'live' })],
      keys: ['live'],
      severity: 'medium',
    },
    {
      name: 'where tags stay',
      given: [aRepository()],
      trail: [push({ imageTag: 'v2' })],
      keys: ['v2'],
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'by the declared deployment',
      given: [aRepository()],
      trail: [push({ imageTag: 'live' }, deployer)],
      context: { deployRoles: ['deploy'] },
    },
  ],
});
