import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { deniesOf } from '../denies.ts';
import { policyName } from '../managed-policies.ts';
import { listed } from '../strength.ts';

export default defineActivityRule({
  id: 'iam-deny-removed',
  title: 'A role lost a policy that denied it something',
  severity: 'medium',
  detections: ['IAM-05', 'IAM-09'],
  attack: ['T1562', 'T1098.003'],
  rationale:
    'A deny is written to hold whatever else is granted. Taking it away grants nothing by itself, so it passes unnoticed, ' +
    'and opens what other policies of the role already allow.',
  remediation: 'Put the deny back; better, move it into a permissions boundary or an organization policy.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html'],
  subject: 'role',
  calls: { iam: ['DetachRolePolicy', 'DeleteRolePolicy', 'PutRolePolicy'] },
  needs: [],
  uses: ['grants'],

  *evaluate({ change, before, after, context }) {
    if (isMeant(change.actor, context) || before.grants === undefined) return;
    for (const [name, document] of Object.entries(before.grants)) {
      const kept = deniesOf(after.grants?.[name]);
      const lost = deniesOf(document).filter((deny) => !kept.includes(deny));
      if (lost.length === 0) continue;
      yield {
        key: name,
        message: `${actorInWords(change.actor)} ${after.grants?.[name] === undefined ? 'took' : 'rewrote'} ${policyName(name)}, which denied ${listed(lost)}`,
        evidence: { policy: name, denied: [...lost] },
      };
    }
  },
});
