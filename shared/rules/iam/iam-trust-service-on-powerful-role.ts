import { defineRule } from '../../engine/rule.ts';
import { powerInWords } from '../../policy/power-level.ts';
import { isPowerful, powerEvidence } from '../strength.ts';
import { serverlessServices, trustRemedy, trustStatements } from '../trusts.ts';

export default defineRule({
  id: 'iam-trust-service-on-powerful-role',
  title: 'A serverless service may use a role that can become an administrator',
  severity: 'high',
  weighed: false,
  detections: ['IAM-02'],
  attack: ['T1098.003', 'T1548'],
  rationale:
    'Whoever may create a function, a workflow or a schedule and pass this role to it becomes an administrator with the ' +
    'next invocation. Code is run with it that no person looks at.',
  remediation:
    'Take the powers off the role, or the service out of its trust policy. Functions need a role of their own with the ' +
    'actions they call.',
  references: [
    'https://pathfinding.cloud/',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
  ],
  subject: 'role',
  needs: ['trustPolicy', 'power'],
  uses: ['usedBy'],

  *evaluate({ trustPolicy, power: { power }, usedBy }, judging) {
    // What functions that run as it can become is said of them.
    if (!isPowerful(power) || (usedBy ?? []).length > 0) return;
    for (const service of serverlessServices(trustStatements(trustPolicy, judging))) {
      yield {
        key: service,
        message: `${service} may use the role: ${powerInWords(power)}`,
        evidence: { service, power: powerEvidence(power) },
        remediation: trustRemedy(judging.resource.name),
      };
    }
  },
});
