import { human, roleArnOf, throughCloudFormation } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aFunction } from '../../support/resources.ts';
import { aKey, aQueue, aTrail, keyId } from '../../support/surface.ts';

const call = (name: string, more: object = {}) => ({
  source: 'kms',
  name,
  identity: human,
  request: { keyId, ...(name === 'ScheduleKeyDeletion' ? { pendingWindowInDays: 7 } : {}) },
  ...more,
});

export default defineCases({
  fail: [
    {
      name: 'it is disabled, and nothing is known to use it',
      given: [aKey()],
      trail: [call('DisableKey')],
      keys: ['DisableKey'],
      severity: 'medium',
    },
    {
      name: 'it is disabled, and a function and a queue are encrypted with it',
      given: [aKey(), aFunction({ kmsKey: aKey().arn, role: roleArnOf('orders') }), aQueue({ kmsKey: aKey().arn })],
      trail: [call('DisableKey')],
      severity: 'high',
      says: 'function orders, queue',
    },
    {
      name: 'its deletion is scheduled',
      given: [aKey()],
      trail: [call('ScheduleKeyDeletion')],
      keys: ['ScheduleKeyDeletion'],
      says: '7 days',
    },
    {
      name: 'its rotation is switched off',
      given: [aKey()],
      trail: [call('DisableKeyRotation')],
      keys: ['DisableKeyRotation'],
      severity: 'low',
    },
  ],
  pass: [
    {
      name: 'CloudFormation schedules its deletion',
      given: [aKey()],
      trail: [call('ScheduleKeyDeletion', { more: throughCloudFormation })],
    },
    {
      name: 'the key of a trail, which is a matter of its own',
      given: [aKey(), aTrail()],
      trail: [call('DisableKey')],
    },
    { name: 'disabled and enabled again', given: [aKey()], trail: [call('DisableKey'), call('EnableKey')] },
    {
      name: 'its deletion is cancelled',
      given: [aKey()],
      trail: [call('ScheduleKeyDeletion'), call('CancelKeyDeletion')],
    },
  ],
});
