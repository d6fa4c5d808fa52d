import { defineRule } from '../../engine/rule.ts';
import { isPublic } from '../exposed.ts';
import { trustEvidence, trustInWords, trustRemedy, trustStatements } from '../trusts.ts';

export default defineRule({
  id: 'iam-trust-oidc-open',
  title: 'A role trusts everybody who signs in at a public identity provider',
  severity: 'critical',
  detections: ['IAM-01'],
  attack: ['T1098.003', 'T1199'],
  rationale:
    'Providers such as GitHub or Cognito give tokens to everybody. Unless the trust policy names the subject, anyone with ' +
    'a repository or an anonymous session of an identity pool assumes the role.',
  remediation: 'Add a condition on the subject (`sub`) of your own repository, project or user pool.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html'],
  subject: 'role',
  needs: ['trustPolicy'],

  *evaluate({ trustPolicy }, judging) {
    for (const statement of trustStatements(trustPolicy, judging)) {
      if (!isPublic(statement) || statement.federated.length === 0) continue;
      yield {
        key: statement.key,
        message: `${trustInWords(statement)} lets everybody from ${statement.federated.join(', ')} assume the role: ${statement.why}`,
        evidence: trustEvidence(statement),
        remediation: trustRemedy(judging.resource.name),
      };
    }
  },
});
