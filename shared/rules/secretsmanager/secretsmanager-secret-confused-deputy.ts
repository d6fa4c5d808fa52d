import { defineRule } from '../../engine/rule.ts';
import { confusedDeputies } from '../resource-policies.ts';

export default defineRule({
  id: 'secretsmanager-secret-confused-deputy',
  title: "A secret's policy lets a service in for anybody",
  severity: 'medium',
  detections: ['SEC-01'],
  attack: ['T1555'],
  rationale: 'A service reads the secret for whoever asks it to.',
  remediation:
    'Remove the policy (`aws secretsmanager delete-resource-policy --secret-id <id>`), name the principals, and ' +
    'put the secret on anew.',
  references: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_resource-policies.html'],
  subject: 'secret',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => confusedDeputies(resourcePolicy, judging),
});
