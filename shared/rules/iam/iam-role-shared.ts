import { defineRule } from '../../engine/rule.ts';
import { powerInWords, powerLevel } from '../../policy/power-level.ts';

export default defineRule({
  id: 'iam-role-shared',
  title: 'Several functions share a role that can do more than write logs',
  severity: 'low',
  weighed: false,
  detections: ['FUN-01'],
  attack: ['T1098'],
  rationale:
    'A shared role has to grant what all of its functions need together: the one that renders thumbnails may read what ' +
    'the one that pays may read.',
  remediation: 'Give each function a role of its own.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html'],
  subject: 'role',
  needs: ['usedBy'],
  uses: ['power'],

  *evaluate({ usedBy, power }) {
    if (usedBy.length < 2 || power === undefined) return;
    const level = powerLevel(power.power);
    if (level === 'logs-only') return;
    yield {
      key: 'shared',
      message: `${usedBy.join(', ')} run as this role: ${powerInWords(power.power)}`,
      evidence: { usedBy: [...usedBy], level },
      ...(level === 'ordinary' ? { severity: 'informational' } : {}),
    };
  },
});
