import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import { awsCommand } from '../commands.ts';
import { listed } from '../strength.ts';

const calls: {
  readonly [call: string]: { readonly words: string; readonly severity: Severity; readonly undo?: string };
} = {
  ScheduleKeyDeletion: { words: 'scheduled its deletion', severity: 'high', undo: 'kms cancel-key-deletion' },
  DisableKey: { words: 'disabled it', severity: 'medium', undo: 'kms enable-key' },
  DeleteImportedKeyMaterial: { words: 'deleted its key material', severity: 'high' },
  DisableKeyRotation: { words: 'switched its rotation off', severity: 'low', undo: 'kms enable-key-rotation' },
};

export default defineActivityRule({
  id: 'kms-key-disabled',
  title: 'A key was disabled, or is going to be deleted',
  severity: 'high',
  detections: ['KMS-02'],
  attack: ['T1485', 'T1486'],
  rationale:
    'Functions, queues, topics, tables and secrets that are encrypted with the key stop working at once. After the ' +
    'deletion, nobody can ever read what was encrypted with it.',
  remediation: 'Enable the key again, and cancel its deletion first where one is scheduled.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html'],
  subject: 'key',
  calls: { kms: ['ScheduleKeyDeletion', 'DisableKey', 'DeleteImportedKeyMaterial', 'DisableKeyRotation'] },
  needs: [],
  uses: ['trails', 'users'],

  *evaluate({ change, after, resource, context }) {
    const call = calls[change.call];
    // The key of a trail is said by `trail-key-touched`.
    if (after.trails?.length && /^(?:DisableKey|ScheduleKeyDeletion)$/.test(change.call)) return;
    if (isMeant(change.actor, context) || call === undefined) return;
    const days = change.details?.['days'];
    const users = after.users ?? [];
    const used = users.length === 0 ? '' : `: ${listed(users)} ${users.length === 1 ? 'is' : 'are'} encrypted with it`;
    yield {
      key: change.call,
      message: `${actorInWords(change.actor)} ${call.words}${typeof days === 'number' ? `, in ${days} days` : ''}${used}`,
      evidence: { call: change.call, days: days ?? null, users: [...users] },
      // That nothing is known to use it proves nothing; what is known to, stops.
      severity: users.length > 0 && call.severity === 'medium' ? 'high' : call.severity,
      ...(call.undo === undefined
        ? {}
        : { remediation: awsCommand(call.undo, { 'key-id': resource.name, region: resource.region }) }),
    };
  },

  closes: (change, key) => {
    if (key === 'ScheduleKeyDeletion') return change.call === 'CancelKeyDeletion';
    if (key === 'DisableKey') return change.call === 'EnableKey';
    return key === 'DisableKeyRotation' && change.call === 'EnableKeyRotation';
  },
});
