import { defineRule } from '../../engine/rule.ts';
import { isPublic, whyOpen } from '../exposed.ts';
import { directCallers, trustEvidence, trustInWords, trustRemedy, trustStatements } from '../trusts.ts';

export default defineRule({
  id: 'iam-trust-public',
  title: 'Anybody with an AWS account can assume a role',
  severity: 'critical',
  detections: ['IAM-01'],
  attack: ['T1098.003', 'T1199'],
  rationale:
    'The trust policy is the door of a role. Open to every principal, whoever knows its ARN gets its credentials, and no ' +
    'policy of yours is asked.',
  remediation: 'Name the accounts or roles that may assume it, or remove the statement.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_update-role-trust-policy.html'],
  subject: 'role',
  needs: ['trustPolicy'],

  *evaluate({ trustPolicy }, judging) {
    for (const statement of trustStatements(trustPolicy, judging)) {
      const callers = directCallers(statement);
      if (!isPublic(statement) || callers.length === 0) continue;
      yield {
        key: statement.key,
        message: `${trustInWords(statement)} lets ${callers.join(', ')} assume the role, which is anybody with an AWS account: ${whyOpen(statement)}`,
        evidence: trustEvidence(statement),
        remediation: trustRemedy(judging.resource.name),
      };
    }
  },
});
