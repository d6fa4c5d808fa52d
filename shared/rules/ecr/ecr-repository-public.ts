import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'ecr-repository-public',
  title: "An image repository's policy lets anybody in",
  severity: 'high',
  detections: ['ECR-01'],
  attack: ['T1525', 'T1537'],
  rationale:
    'Anybody can do what the statement allows: pull the images, with whatever was built into them, or push one ' +
    'that functions will run.',
  remediation:
    'Remove the statement (`aws ecr set-repository-policy`), or narrow it to accounts; for functions of other ' +
    'accounts with `aws:SourceArn`.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html'],
  subject: 'repository',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => publicStatements(resourcePolicy, judging),
});
