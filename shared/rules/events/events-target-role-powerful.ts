import { defineRule } from '../../engine/rule.ts';
import { canonicalRoleArn } from '../../trail/arns.ts';
import { strongRole } from '../strong-roles.ts';

export default defineRule({
  id: 'events-target-role-powerful',
  title: 'A rule runs its target with a role that is, or can become, an administrator',
  severity: 'medium',
  detections: ['EVB-01', 'IAM-14'],
  attack: ['T1548', 'T1546'],
  rationale:
    'EventBridge uses the role whenever an event matches. Whoever may change the rule or its targets decides what is ' +
    'done with it, and was never asked for iam:PassRole again.',
  remediation: 'Give the rule a role of its own that may do nothing but start its target.',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-identity-based.html'],
  subject: 'event-rule',
  needs: ['targets', 'rolePowers'],

  *evaluate({ targets, rolePowers }) {
    for (const [id, { arn, role }] of Object.entries(targets)) {
      const strong = strongRole(canonicalRoleArn(role ?? ''), rolePowers);
      if (strong === undefined) continue;
      yield {
        key: id,
        message: `${arn} is started as ${strong.role}: ${strong.words}`,
        evidence: { target: id, arn, role: strong.role, level: strong.level },
        severity: strong.level === 'admin' ? 'high' : 'medium',
      };
    }
  },
});
