import { account, deployer, human, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';
import { aRepository } from '../../support/surface.ts';

const push = (request: object, identity = human) => ({
  source: 'ecr',
  name: 'PutImage',
  identity,
  request: { repositoryName: 'shop', imageManifest: '{}', ...request },
});

const running = (tag: string) =>
  aFunction({
    packageType: 'Image',
    code: { imageUri: `${account}.dkr.ecr.${region}.amazonaws.com/shop:${tag}` },
  });

export default defineCases({
  fail: [
    {
      name: 'under the tag that a function runs',
      given: [aRepository({ mutableTags: true }), running('live')],
      trail: [push({ imageTag: 'live' })],
      keys: ['live'],
      severity: 'high',
      says: 'orders will run it',
    },
    {
      name: 'under another tag than the one that a function runs',
      given: [aRepository({ mutableTags: true }), running('stable')],
      trail: [push({ imageTag: 'live' })],
      severity: 'medium',
    },
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
