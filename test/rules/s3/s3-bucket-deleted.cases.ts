import { functionArn } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aBucket } from '../../support/surface.ts';

const remove = { source: 's3', name: 'DeleteBucket', request: { bucketName: 'uploads' } };

export default defineCases({
  fail: [
    {
      name: 'it triggers a function',
      given: [aBucket({ notifications: { x: { type: 'function', target: functionArn('scan'), events: ['*'] } } })],
      trail: [remove],
      keys: ['deleted'],
      says: functionArn('scan'),
      severity: 'medium',
    },
    {
      name: 'deployment packages come from it',
      trail: [remove],
      context: { deployBuckets: ['upl*'] },
      severity: 'high',
    },
  ],
  pass: [
    { name: 'nothing depends on it', given: [aBucket()], trail: [remove] },
    {
      name: 'made anew',
      trail: [remove, { source: 's3', name: 'CreateBucket', request: { bucketName: 'uploads' } }],
      context: { deployBuckets: ['uploads'] },
    },
  ],
});
