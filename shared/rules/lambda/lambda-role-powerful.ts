import { defineRule } from '../../engine/rule.ts';
import { powerLevel } from '../../policy/power-level.ts';
import { isPowerful, listed, powerEvidence } from '../strength.ts';

export default defineRule({
  id: 'lambda-role-powerful',
  title: 'A function can become an administrator',
  severity: 'high',
  weighed: false,
  detections: ['FUN-01'],
  attack: ['T1098', 'T1548'],
  rationale:
    'Whoever gets code or input into the function acts with its execution role. Where that role is an administrator, or ' +
    'can make itself one, a hole in one function is a hole in the account.',
  remediation: 'Give the function a role of its own with the actions it calls.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html',
    'https://pathfinding.cloud/',
  ],
  subject: 'function',
  needs: ['power'],
  uses: ['role'],

  *evaluate({ power: { power }, role }) {
    if (!isPowerful(power)) return;
    const level = powerLevel(power);
    const paths = power.privilegeEscalation.map(({ path, through }) => `${path} through ${through.join(', ')}`);
    yield {
      key: level,
      message:
        level === 'admin'
          ? `the function runs as ${role}, which is an administrator`
          : `the function runs as ${role}, which can make itself an administrator: ${power.nearAdmin ?? listed(paths)}`,
      evidence: { role: role ?? null, power: powerEvidence(power) },
    };
  },
});
