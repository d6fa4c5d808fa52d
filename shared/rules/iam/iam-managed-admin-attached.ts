import { defineRule } from '../../engine/rule.ts';
import { matchesGlob } from '../../glob.ts';
import { awsCommand } from '../commands.ts';
import { managedStrength, policyName } from '../managed-policies.ts';
import { isReservedPath, runsCode, serverlessServices, trustStatements } from '../trusts.ts';

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
  uses: ['trustPolicy', 'usedBy', 'path'],

  *evaluate({ attachedPolicies, trustPolicy, usedBy, path }, judging) {
    const { resource, context } = judging;
    if (isReservedPath(path)) return;
    const services = trustPolicy === undefined ? [] : serverlessServices(trustStatements(trustPolicy, judging));
    const deploys = context.deployRoles.some((pattern) => matchesGlob(resource.name, pattern));
    for (const arn of Object.keys(attachedPolicies)) {
      const strength = managedStrength(arn);
      if (strength === undefined || (strength === 'full-access' && runsCode(trustPolicy, usedBy, judging) !== true))
        continue;
      const users = (usedBy ?? []).length > 0 ? ` and is used by ${usedBy?.join(', ')}` : '';
      yield {
        key: arn,
        message: `the role has ${policyName(arn)}${users}${deploys ? '; it is declared as one that deploys' : ''}`,
        evidence: { policy: arn, usedBy: [...(usedBy ?? [])], services: [...services] },
        ...(deploys ? { severity: 'low' } : strength === 'full-access' ? { severity: 'medium' } : {}),
        remediation: awsCommand('iam detach-role-policy', { 'role-name': resource.name, 'policy-arn': arn }),
      };
    }
  },
});
