import { defineRule } from '../../engine/rule.ts';
import { confusedDeputies } from '../resource-policies.ts';

export default defineRule({
  id: 'kms-key-confused-deputy',
  title: "A key's policy lets a service in for anybody",
  severity: 'medium',
  detections: ['KMS-01'],
  attack: ['T1222', 'T1552'],
  rationale: 'A service uses the key for whoever asks it to.',
  remediation:
    'Remove the statement (`aws kms put-key-policy`), or narrow it with `kms:CallerAccount`, `aws:PrincipalOrgID` ' +
    'or `aws:SourceAccount`.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html'],
  subject: 'key',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => confusedDeputies(resourcePolicy, judging),
});
