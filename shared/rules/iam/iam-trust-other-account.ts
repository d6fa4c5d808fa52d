import { defineRule } from '../../engine/rule.ts';
import { directCallers, trustEvidence, trustInWords, trustRemedy, trustStatements } from '../trusts.ts';

export default defineRule({
  id: 'iam-trust-other-account',
  title: 'An unknown account can assume a role',
  severity: 'high',
  detections: ['IAM-01'],
  attack: ['T1098.003', 'T1199'],
  rationale:
    'Whoever administers the other account gets the permissions of the role, whenever they like. It is the quietest way ' +
    'to keep a door open: no key, no user, one statement.',
  remediation: 'Remove the statement, or add the account to `trustedAccounts` where it is a known one.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-user_externalid.html',
    'https://stratus-red-team.cloud/attack-techniques/AWS/aws.persistence.iam-backdoor-role/',
  ],
  subject: 'role',
  needs: ['trustPolicy'],

  *evaluate({ trustPolicy }, judging) {
    for (const statement of trustStatements(trustPolicy, judging)) {
      const callers = directCallers(statement);
      if (statement.inEffect !== 'other-account' || callers.length === 0) continue;
      const externalId = statement.narrowedBy.some(({ key }) => /^sts:externalid$/i.test(key));
      yield {
        key: statement.key,
        message: `${trustInWords(statement)} lets ${callers.join(', ')} assume the role: neither an own account nor a trusted one${externalId ? '. It asks for an external id, as third parties do' : ', and no external id is asked for'}`,
        evidence: trustEvidence(statement),
        // Vendors are given access in this way; that it is one of them has to be said once.
        ...(externalId ? { severity: 'medium' } : {}),
        remediation: trustRemedy(judging.resource.name),
      };
    }
  },
});
