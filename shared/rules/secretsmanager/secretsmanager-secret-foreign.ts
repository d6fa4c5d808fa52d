import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'secretsmanager-secret-foreign',
  title: "A secret's policy lets another account in",
  severity: 'high',
  detections: ['SEC-01'],
  attack: ['T1555'],
  rationale: 'Another account can do what the statement allows with the secret; reading it once is enough.',
  remediation:
    'Remove the policy (`aws secretsmanager delete-resource-policy --secret-id <id>`), name the principals, and ' +
    'put the secret on anew; an account that is meant belongs in `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html'],
  subject: 'secret',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => foreignStatements(resourcePolicy, judging),
});
