import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aTrail } from '../../support/surface.ts';

const update = (request: object) => ({
  source: 'cloudtrail',
  name: 'UpdateTrail',
  identity: human,
  request: { name: 'main', ...request },
});

export default defineCases({
  fail: [
    {
      name: 'one Region only',
      given: [aTrail()],
      trail: [update({ isMultiRegionTrail: false })],
      keys: ['regions'],
      severity: 'high',
    },
    {
      name: 'without global services',
      given: [aTrail()],
      trail: [update({ includeGlobalServiceEvents: false })],
      keys: ['global'],
    },
    {
      name: 'another bucket',
      given: [aTrail()],
      trail: [update({ s3BucketName: 'theirs' })],
      keys: ['bucket'],
      says: 'theirs',
    },
    { name: 'no key any more', given: [aTrail()], trail: [update({ kmsKeyId: '' })], keys: ['key'] },
    {
      name: 'of a trail that nothing is known of',
      trail: [update({ isMultiRegionTrail: false, s3BucketName: 'theirs' })],
      keys: ['regions', 'bucket'],
    },
  ],
  pass: [
    {
      name: 'validation of its files is switched on',
      given: [aTrail()],
      trail: [update({ enableLogFileValidation: true })],
    },
    { name: 'it watches more', given: [aTrail({ multiRegion: false })], trail: [update({ isMultiRegionTrail: true })] },
    {
      name: 'put back',
      given: [aTrail()],
      trail: [update({ isMultiRegionTrail: false }), update({ isMultiRegionTrail: true })],
    },
    {
      name: 'an answer that repeats what was not asked for',
      trail: [
        {
          ...update({ enableLogFileValidation: true }),
          response: { name: 'main', isMultiRegionTrail: false, s3BucketName: 'logs' },
        },
      ],
    },
  ],
});
