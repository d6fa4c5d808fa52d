import { actorInWords, isByHand } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { listed } from '../strength.ts';

export default defineActivityRule({
  id: 'kms-grant-revoked',
  title: 'A grant of a key was revoked by hand',
  severity: 'low',
  detections: ['KMS-02'],
  attack: ['T1485', 'T1489'],
  rationale:
    'Services hold grants to use a key for a function, volume or table. Without the grant they can not read what they ' +
    'stored, and fail at a time that nobody connects with it.',
  remediation:
    'Find out whose grant it was; making the resource anew, or restarting it, usually brings the grant back.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html'],
  subject: 'key',
  calls: { kms: ['RevokeGrant'] },
  needs: [],
  uses: ['grants', 'users'],

  *evaluate({ change, before, after, context }) {
    const grant = String(change.details?.['grant'] ?? 'grant');
    // To take the key away from a stranger is a repair.
    if (!isByHand(change.actor, context) || before.grants?.[grant] !== undefined) return;
    const users = after.users ?? [];
    yield {
      key: grant,
      message: `${actorInWords(change.actor)} revoked the grant ${grant}${users.length === 0 ? '' : ` of the key that ${listed(users)} need`}`,
      evidence: { grant, users: [...users] },
      severity: users.length === 0 ? 'low' : 'medium',
    };
  },
});
