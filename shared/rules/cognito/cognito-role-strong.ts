import { defineRule } from '../../engine/rule.ts';
import { powerInWords, powerLevel } from '../../policy/power-level.ts';

const tooMuchForGuests = ['admin', 'escalation', 'sensitive', 'wide'];
const tooMuch = ['admin', 'escalation'];

export default defineRule({
  id: 'cognito-role-strong',
  title: 'Users of an app get credentials of a powerful role',
  severity: 'high',
  detections: ['COG-03', 'IAM-14'],
  attack: ['T1098', 'T1078.004'],
  rationale:
    'The credentials of an identity pool are in the hands of the users of an app: of anybody, where guests are allowed or ' +
    'everybody can sign up. They can do with them whatever the role allows, not only what the app does.',
  remediation:
    'Give each kind of user a role that reaches their own data only (policy variable `cognito-identity.amazonaws.com:sub`).',
  references: ['https://docs.aws.amazon.com/cognito/latest/developerguide/role-based-access-control.html'],
  subject: 'identity-pool',
  needs: ['roles', 'rolePowers'],
  uses: ['allowsUnauthenticated'],

  *evaluate({ roles, rolePowers, allowsUnauthenticated }) {
    for (const [name, role] of Object.entries(roles)) {
      const power = rolePowers[role]?.power;
      if (power === undefined) continue;
      const forGuests = name === 'unauthenticated';
      const level = powerLevel(power);
      if (!(forGuests ? tooMuchForGuests : tooMuch).includes(level)) continue;
      const open = forGuests && allowsUnauthenticated === true;
      yield {
        key: name,
        message: `${forGuests ? `guests${allowsUnauthenticated === false ? ', once they are allowed,' : ''}` : `${name} users`} act as ${role}: ${powerInWords(power)}`,
        evidence: { identities: name, role, level },
        ...(open && tooMuch.includes(level) ? { severity: 'critical' as const } : {}),
      };
    }
  },
});
