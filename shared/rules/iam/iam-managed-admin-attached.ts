import { defineRule } from '../../engine/rule.ts';
import type { Severity } from '../../engine/severity.ts';
import { matchesGlob } from '../../glob.ts';
import { awsCommand } from '../commands.ts';
import { type ManagedStrength, managedStrength, policyName } from '../managed-policies.ts';
import { isPowerful } from '../strength.ts';
import { isReservedPath, runsCode, serverlessServices, trustStatements } from '../trusts.ts';

const weights: { readonly [S in ManagedStrength]: { readonly severity?: Severity } } = {
  administrator: {},
  'full-access': { severity: 'medium' },
  telemetry: { severity: 'low' },
};

export default defineRule({
  id: 'iam-managed-admin-attached',
  title: 'A role has a policy of AWS that grants far too much',
  severity: 'high',
  weighed: false,
  detections: ['IAM-03'],
  attack: ['T1098.003'],
  rationale:
    'AdministratorAccess and its like are meant for people who set an account up. On a role, whoever gets to use it owns ' +
    'the account; on an execution role even a FullAccess policy hands one whole service to whatever gets into the code.',
  remediation:
    'Detach the policy and grant the actions that are really called; CloudTrail and Access Analyzer know them.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html'],
  subject: 'role',
  needs: ['attachedPolicies'],
  uses: ['power', 'trustPolicy', 'usedBy', 'path'],

  *evaluate({ attachedPolicies, power, trustPolicy, usedBy, path }, judging) {
    const { resource, context } = judging;
    if (isReservedPath(path)) return;
    const services = trustPolicy === undefined ? [] : serverlessServices(trustStatements(trustPolicy, judging));
    const deploys = context.deployRoles.some((pattern) => matchesGlob(resource.name, pattern));
    const executes = runsCode(trustPolicy, usedBy, judging) === true;
    for (const arn of Object.keys(attachedPolicies)) {
      const strength = managedStrength(arn);
      if (strength === undefined || (strength !== 'administrator' && !executes)) continue;
      // Where it lets the role become an administrator, that is the finding.
      if (strength !== 'administrator' && power !== undefined && isPowerful(power.power)) continue;
      const users = (usedBy ?? []).length > 0 ? ` and is used by ${usedBy?.join(', ')}` : '';
      yield {
        key: arn,
        message: `the role has ${policyName(arn)}${users}${deploys ? '; it is declared as one that deploys' : ''}`,
        evidence: { policy: arn, usedBy: [...(usedBy ?? [])], services: [...services] },
        ...(deploys ? { severity: 'low' } : weights[strength]),
        remediation: awsCommand('iam detach-role-policy', { 'role-name': resource.name, 'policy-arn': arn }),
      };
    }
  },
});
