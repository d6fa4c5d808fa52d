import { defineRule } from '../../engine/rule.ts';
import { powerLevel } from '../../policy/power-level.ts';
import { listed } from '../strength.ts';
import { runsCode } from '../trusts.ts';

const telemetry = /^(?:logs|xray|cloudwatch):/i;

export default defineRule({
  id: 'iam-role-wildcards',
  title: 'An execution role may do everything in a service',
  severity: 'low',
  weighed: false,
  detections: ['IAM-04', 'IAM-05'],
  attack: ['T1098.003'],
  rationale:
    'A function calls a handful of actions. A whole service on every resource lets whatever gets into the code delete, ' +
    'reconfigure and share what others built.',
  remediation: 'Grant the actions that are called on the resources they are called on.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege'],
  subject: 'role',
  needs: ['power'],
  uses: ['trustPolicy', 'usedBy'],

  *evaluate({ power: { power }, trustPolicy, usedBy }, judging) {
    if (['admin', 'escalation'].includes(powerLevel(power))) return;
    const runs = runsCode(trustPolicy, usedBy, judging);
    if (runs === false) return;
    const whole = power.wildcards.filter(
      ({ action, resource }) => resource === '*' && /^[\w-]+:\*$/.test(action) && !telemetry.test(action),
    );
    for (const action of new Set(whole.map((wildcard) => wildcard.action.toLowerCase()))) {
      const sids = whole.filter((wildcard) => wildcard.action.toLowerCase() === action).map(({ sid }) => sid);
      yield {
        key: action,
        message: `statement ${listed(sids)} allows ${action} on every resource${(usedBy ?? []).length > 0 ? ` to ${usedBy?.join(', ')}` : ''}`,
        evidence: { action, statements: sids, usedBy: [...(usedBy ?? [])] },
        ...(runs === undefined ? { severity: 'informational' } : {}),
      };
    }
  },
});
