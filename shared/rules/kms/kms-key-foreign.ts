import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'kms-key-foreign',
  title: "A key's policy lets another account in",
  severity: 'high',
  detections: ['KMS-01'],
  attack: ['T1222', 'T1552'],
  rationale:
    'Another account can use the key as the statement allows, to read what is encrypted with it or to hand that ' +
    'power on by a grant.',
  remediation:
    'Remove the statement (`aws kms put-key-policy`), or narrow it with `kms:CallerAccount`, `aws:PrincipalOrgID` ' +
    'or `aws:SourceAccount`; an account that is meant belongs in `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html'],
  subject: 'key',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => foreignStatements(resourcePolicy, judging),
});
