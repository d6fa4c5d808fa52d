import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { powerInWords, powerLevel } from '../../policy/power-level.ts';
import { askedFor } from '../asked.ts';
import { functionCommand } from '../commands.ts';
import { compareLevels, gained, isPowerful, listed, powerEvidence } from '../strength.ts';

export default defineActivityRule({
  id: 'lambda-role-changed',
  title: 'A function was given another execution role',
  severity: 'medium',
  weighed: false,
  detections: ['CFG-01', 'IAM-14'],
  attack: ['T1098', 'T1548'],
  rationale:
    'Handing a role to a function needs iam:PassRole, which CloudTrail never records: this call is its only trace. Whoever ' +
    'controls the code acts with the new role from then on.',
  remediation: 'Set the role of the last deployment again.',
  references: [
    'https://pathfinding.cloud/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  ],
  subject: 'function',
  calls: { lambda: ['UpdateFunctionConfiguration'] },
  needs: ['role'],
  uses: ['power'],

  *evaluate({ change, before, after, resource }) {
    if (before.role === after.role) return;
    if (before.role === undefined && !askedFor(change, 'role')) return;
    const [was, is] = [before.power?.power, after.power?.power];
    const more = was === undefined || is === undefined ? [] : gained(was, is);
    const weaker = was !== undefined && after.power?.partial === null && is !== undefined && more.length === 0;
    const stronger = was !== undefined && is !== undefined && compareLevels(powerLevel(is), powerLevel(was)) > 0;
    const severe = is !== undefined && isPowerful(is) && (was === undefined || stronger);
    yield {
      key: 'role',
      message: `${actorInWords(change.actor)} had the function run as ${after.role}${before.role === undefined ? '' : ` instead of ${before.role}`}. The new role: ${is === undefined ? 'what it can do is not known' : powerInWords(is)}${more.length > 0 ? `. It gained ${listed(more)}` : ''}`,
      evidence: {
        from: before.role ?? null,
        to: after.role,
        gained: [...more],
        power: is === undefined ? null : powerEvidence(is),
      },
      severity: severe ? 'high' : weaker ? 'low' : 'medium',
      ...(before.role === undefined
        ? {}
        : { remediation: functionCommand('update-function-configuration', resource, { role: before.role }) }),
    };
  },
});
