import { defineRule } from '../../engine/rule.ts';
import { canonicalRoleArn } from '../../trail/arns.ts';
import { strongRole } from '../strong-roles.ts';

export default defineRule({
  id: 'scheduler-role-powerful',
  title: 'A schedule works with a role that is, or can become, an administrator',
  severity: 'medium',
  detections: ['EVB-07', 'IAM-14'],
  attack: ['T1548', 'T1053.007'],
  rationale:
    'A universal target can call nearly every API with the role. Whoever may change the schedule decides which, and the ' +
    'call is made by a service, long after.',
  remediation: 'Give the schedule a role of its own that may do nothing but call its target.',
  references: ['https://docs.aws.amazon.com/scheduler/latest/UserGuide/setting-up.html'],
  subject: 'schedule',
  needs: ['target', 'rolePowers'],

  *evaluate({ target, rolePowers }) {
    const strong = strongRole(canonicalRoleArn(target.role ?? ''), rolePowers);
    if (strong === undefined) return;
    yield {
      key: 'role',
      message: `${target.arn} is called as ${strong.role}: ${strong.words}`,
      evidence: { target: target.arn, role: strong.role, level: strong.level },
      severity: strong.level === 'admin' ? 'high' : 'medium',
    };
  },
});
