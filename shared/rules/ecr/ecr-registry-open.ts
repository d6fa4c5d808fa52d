import { defineRule } from '../../engine/rule.ts';
import { foreignStatements, publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'ecr-registry-open',
  title: 'The image registry has a policy that lets strangers in',
  severity: 'high',
  detections: ['ECR-01'],
  attack: ['T1525', 'T1537'],
  rationale:
    'A registry policy lets another account replicate images into this one, or reach images through its cache: under ' +
    'names that functions may come to run.',
  remediation: 'Remove the statement (`aws ecr put-registry-policy`), or trust the account that it names.',
  references: ['https://docs.aws.amazon.com/AmazonECR/latest/userguide/registry-permissions.html'],
  subject: 'registry',
  needs: ['resourcePolicy'],

  *evaluate({ resourcePolicy }, judging) {
    if (!judging.resource.arn.includes(':ecr:')) return;
    yield* publicStatements(resourcePolicy, judging);
    yield* foreignStatements(resourcePolicy, judging);
  },
});
