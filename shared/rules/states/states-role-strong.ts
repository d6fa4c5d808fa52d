import { defineRule } from '../../engine/rule.ts';
import { strongRole } from '../strong-roles.ts';

export default defineRule({
  id: 'states-role-strong',
  title: 'A state machine runs with the role of an administrator',
  severity: 'high',
  detections: ['SFN-01', 'IAM-14'],
  attack: ['T1548', 'T1578'],
  rationale:
    'A state machine can call nearly every API of AWS by itself. Whoever may change its definition, or start it with input ' +
    'of their choice, acts with the role; passing the role to it is not recorded anywhere else.',
  remediation: 'Give the state machine a role of its own that allows the calls of its definition.',
  references: ['https://docs.aws.amazon.com/step-functions/latest/dg/procedure-create-iam-role.html'],
  subject: 'state-machine',
  needs: ['role', 'rolePowers'],

  *evaluate({ role, rolePowers }) {
    const strong = strongRole(role, rolePowers);
    if (strong === undefined) return;
    yield {
      key: 'role',
      message: `the state machine runs as ${strong.role}: ${strong.words}`,
      evidence: { role: strong.role, level: strong.level },
    };
  },
});
