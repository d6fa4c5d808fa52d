import { human } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aKey, aTrail, keyId } from '../../support/surface.ts';

const call = (name: string, request: object = {}) => ({
  source: 'kms',
  name,
  identity: human,
  request: { keyId, ...request },
});

export default defineCases({
  fail: [
    {
      name: 'it is disabled',
      given: [aKey(), aTrail()],
      trail: [call('DisableKey')],
      keys: ['DisableKey'],
      severity: 'critical',
      says: 'main',
    },
    {
      name: 'its deletion is scheduled',
      given: [aKey(), aTrail()],
      trail: [call('ScheduleKeyDeletion', { pendingWindowInDays: 7 })],
      keys: ['ScheduleKeyDeletion'],
      severity: 'critical',
    },
    {
      name: 'its policy is replaced',
      given: [aTrail()],
      trail: [call('PutKeyPolicy', { policy: '{"Statement":[]}' })],
      severity: 'high',
    },
  ],
  pass: [
    { name: 'a key of no trail', given: [aKey(), aTrail({ kmsKey: null })], trail: [call('DisableKey')] },
    { name: 'enabled again', given: [aKey(), aTrail()], trail: [call('DisableKey'), call('EnableKey')] },
  ],
});
