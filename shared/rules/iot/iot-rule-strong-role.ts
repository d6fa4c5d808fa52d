import { defineRule } from '../../engine/rule.ts';
import { strongRole } from '../strong-roles.ts';

export default defineRule({
  id: 'iot-rule-strong-role',
  title: 'An IoT rule acts with the role of an administrator',
  severity: 'high',
  detections: ['IOT-01', 'IAM-14'],
  attack: ['T1548'],
  rationale:
    'What devices send decides, through the rule, what is done with that role. Whoever has a device, or may change the ' +
    'rule, has its power; passing the role to the rule is not recorded anywhere else.',
  remediation: 'Give each action a role of its own that allows the one call it makes.',
  references: ['https://docs.aws.amazon.com/iot/latest/developerguide/iot-create-role.html'],
  subject: 'iot-rule',
  needs: ['actions', 'rolePowers'],

  *evaluate({ actions, rolePowers }) {
    for (const { type, target, role } of actions) {
      const strong = strongRole(role, rolePowers);
      if (strong === undefined) continue;
      yield {
        key: `${type} ${target}`,
        message: `the action ${type} acts with ${strong.role}: ${strong.words}`,
        evidence: { type, target, role: strong.role, level: strong.level },
      };
    }
  },
});
