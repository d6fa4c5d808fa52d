import { actorInWords, isMeant } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { powerInWords } from '../../policy/power-level.ts';
import { functionCommand } from '../commands.ts';
import { isPowerful, isStrong, powerEvidence } from '../strength.ts';

export default defineActivityRule({
  id: 'lambda-role-passed',
  title: 'A function was made with a strong role beside the pipeline',
  severity: 'medium',
  weighed: false,
  detections: ['FUN-01', 'IAM-14'],
  attack: ['T1648', 'T1548'],
  rationale:
    'Who may pass a role to a new function may do whatever the role may: the classic way to more privileges. CloudTrail ' +
    'does not record iam:PassRole, so the creation is its only trace.',
  remediation: 'Delete the function where nobody knows it, and narrow who may pass the role, and to which service.',
  references: [
    'https://pathfinding.cloud/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  ],
  subject: 'function',
  calls: { lambda: ['CreateFunction'] },
  needs: ['role'],
  uses: ['power'],

  *evaluate({ change, after, resource, context }) {
    const power = after.power?.power;
    if (isMeant(change.actor, context) || power === undefined || !isStrong(power)) return;
    yield {
      key: 'role',
      message: `${actorInWords(change.actor)} made the function run as ${after.role}: ${powerInWords(power)}`,
      evidence: { role: after.role, power: powerEvidence(power) },
      ...(isPowerful(power) ? { severity: 'high' } : {}),
      remediation: functionCommand('delete-function', resource),
    };
  },
});
