import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'ecr-repository-foreign',
  title: "An image repository's policy lets another account in",
  severity: 'high',
  detections: ['ECR-01'],
  attack: ['T1525', 'T1537'],
  rationale: 'Another account can pull the images, or push one that functions will run.',
  remediation:
    'Remove the statement (`aws ecr set-repository-policy`), or narrow it to accounts; for functions of other ' +
    'accounts with `aws:SourceArn`; an account that is meant belongs in `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-policies.html'],
  subject: 'repository',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => foreignStatements(resourcePolicy, judging),
});
