import { defineRule } from '../../engine/rule.ts';
import { powerLevel } from '../../policy/power-level.ts';
import { beyondServiceRoles, listed, powerEvidence } from '../strength.ts';
import { runsCode } from '../trusts.ts';

export default defineRule({
  id: 'iam-role-reads-everything',
  title: 'An execution role reaches data or credentials that are not its own',
  severity: 'medium',
  weighed: false,
  detections: ['IAM-04', 'IAM-05'],
  attack: ['T1530', 'T1555'],
  rationale:
    'Where the resource is left open, the role reads every secret, every bucket or every table of the account, not only ' +
    'those of its function: one hole, and all of it is out.',
  remediation: 'Name the resources in the statements: the ARNs of the secrets, buckets and tables that the code uses.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html'],
  subject: 'role',
  needs: ['power'],
  uses: ['grants', 'trustPolicy', 'usedBy'],

  *evaluate({ power: { power }, grants, trustPolicy, usedBy }, judging) {
    // Whoever can become an administrator reaches all of it anyway.
    if (powerLevel(power) !== 'sensitive') return;
    const runs = runsCode(trustPolicy, usedBy, judging);
    if (runs === false) return;
    const who =
      (usedBy ?? []).length > 0
        ? `${usedBy?.join(', ')} can`
        : runs === undefined
          ? 'if a function runs as the role, which is not known, it can'
          : 'whoever gets code into a service that uses the role can';
    const own = beyondServiceRoles(power, grants, judging.resource.account);
    const kinds = [
      ['credentials', own.credentialExposure, 'obtain credentials with'],
      [
        'data',
        own.dataExfiltration.filter((action) => !action.startsWith('logs:')),
        'read everything that is stored with',
      ],
    ] as const;
    for (const [key, actions, does] of kinds) {
      if (actions.length === 0) continue;
      yield {
        key,
        message: `${who} ${does} ${listed(actions)}: the statements leave the resource open`,
        evidence: { actions: [...actions].slice(0, 20), usedBy: [...(usedBy ?? [])], power: powerEvidence(power) },
        ...(runs === undefined ? { severity: 'low' } : {}),
      };
    }
  },
});
