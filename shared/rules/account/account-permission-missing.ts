import { defineRule } from '../../engine/rule.ts';

export default defineRule({
  id: 'account-permission-missing',
  title: 'Trailwarden may not read what it needs',
  severity: 'low',
  detections: ['TMP-06'],
  attack: ['T1562'],
  rationale:
    'What can not be read is reported as unknown and can not be judged. A permission that was there and is gone may have ' +
    'been taken away on purpose: by a service control policy, a permissions boundary, or an edit of the role.',
  remediation:
    'Deploy the stack again; it grants exactly these permissions. If they are denied by an organization policy, ask for ' +
    'an exception for the roles of the stack.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html'],
  subject: 'account',
  needs: ['missingPermissions'],
  *evaluate({ missingPermissions }) {
    const actions = Object.keys(missingPermissions).sort();
    if (actions.length === 0) return;
    yield {
      key: 'permissions',
      message: `refused: ${actions.join(', ')}`,
      evidence: { actions },
    };
  },
});
