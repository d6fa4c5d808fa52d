import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'secretsmanager-secret-public',
  title: "A secret's policy lets anybody in",
  severity: 'high',
  detections: ['SEC-01'],
  attack: ['T1555'],
  rationale: 'Anybody can do what the statement allows with the secret; reading it once is enough.',
  remediation:
    'Remove the policy (`aws secretsmanager delete-resource-policy --secret-id <id>`), name the principals, and ' +
    'put the secret on anew.',
  references: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html'],
  subject: 'secret',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => publicStatements(resourcePolicy, judging),
});
