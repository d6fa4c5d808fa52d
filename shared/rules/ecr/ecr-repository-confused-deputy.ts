import { defineRule } from '../../engine/rule.ts';
import { confusedDeputies } from '../resource-policies.ts';

export default defineRule({
  id: 'ecr-repository-confused-deputy',
  title: "An image repository's policy lets a service in for anybody",
  severity: 'medium',
  detections: ['ECR-01'],
  attack: ['T1525', 'T1537'],
  rationale: 'A service pulls images for whoever asks it to: a function of any account can run them.',
  remediation:
    'Remove the statement (`aws ecr set-repository-policy`), or narrow it to accounts; for functions of other ' +
    'accounts with `aws:SourceArn`.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html'],
  subject: 'repository',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => confusedDeputies(resourcePolicy, judging),
});
