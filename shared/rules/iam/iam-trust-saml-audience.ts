import { defineRule } from '../../engine/rule.ts';
import { isReservedPath, trustEvidence, trustInWords, trustRemedy, trustStatements } from '../trusts.ts';

export default defineRule({
  id: 'iam-trust-saml-audience',
  title: 'A role accepts SAML assertions that were made for somebody else',
  severity: 'low',
  detections: ['IAM-01'],
  attack: ['T1098.003'],
  rationale:
    'Without a condition on the audience, an assertion that a user got for another service provider of the same identity ' +
    'provider assumes the role too.',
  remediation: 'Add a condition `saml:aud` with the sign-in address of AWS.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_saml.html'],
  subject: 'role',
  needs: ['trustPolicy'],
  uses: ['path'],

  *evaluate({ trustPolicy, path }, judging) {
    if (isReservedPath(path)) return;
    for (const statement of trustStatements(trustPolicy, judging)) {
      const providers = statement.federated.filter((provider) => provider.includes(':saml-provider/'));
      if (statement.effect === 'Deny' || providers.length === 0) continue;
      if (statement.narrowedBy.some(({ key, values }) => /^saml:(?:aud|sub|doc)$/i.test(key) && !values.includes('*')))
        continue;
      yield {
        key: statement.key,
        message: `${trustInWords(statement)} accepts any assertion of ${providers.join(', ')}: saml:aud is not asked for`,
        evidence: trustEvidence(statement),
        remediation: trustRemedy(judging.resource.name),
      };
    }
  },
});
