import { defineRule } from '../../engine/rule.ts';
import { canonicalRoleArn } from '../../trail/arns.ts';
import { strongRole } from '../strong-roles.ts';

export default defineRule({
  id: 'pipes-role-powerful',
  title: 'A pipe works with a role that is, or can become, an administrator',
  severity: 'medium',
  detections: ['EVB-08', 'IAM-14'],
  attack: ['T1548', 'T1546'],
  rationale:
    'The pipe uses the role for its source, its enrichment and its target. Whoever may change the pipe decides what is ' +
    'done with it.',
  remediation: 'Give the pipe a role of its own that may read its source and start its target, and nothing else.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-permissions.html'],
  subject: 'pipe',
  needs: ['role', 'rolePowers'],

  *evaluate({ role, rolePowers }) {
    const strong = strongRole(canonicalRoleArn(role), rolePowers);
    if (strong === undefined) return;
    yield {
      key: 'role',
      message: `it works as ${strong.role}: ${strong.words}`,
      evidence: { role: strong.role, level: strong.level },
      severity: strong.level === 'admin' ? 'high' : 'medium',
    };
  },
});
