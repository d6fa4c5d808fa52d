import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'kms-key-public',
  title: "A key's policy lets anybody in",
  severity: 'high',
  detections: ['KMS-01'],
  attack: ['T1222', 'T1552'],
  rationale:
    'Anybody can use the key as the statement allows: whatever ciphertext leaks can be read, and what is ' +
    'encrypted with it can be forged.',
  remediation:
    'Remove the statement (`aws kms put-key-policy`), or narrow it with `kms:CallerAccount`, `aws:PrincipalOrgID` ' +
    'or `aws:SourceAccount`.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html'],
  subject: 'key',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => publicStatements(resourcePolicy, judging),
});
