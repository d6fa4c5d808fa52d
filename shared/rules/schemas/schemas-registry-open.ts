import { defineRule } from '../../engine/rule.ts';
import { foreignStatements, publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'schemas-registry-open',
  title: 'A registry of event schemas has a policy that lets strangers in',
  severity: 'medium',
  detections: ['EVB-09'],
  attack: ['T1530'],
  rationale:
    'Schemas tell how the events of an application are built, which is what somebody needs to forge them; who may write ' +
    'schemas decides what generated code accepts.',
  remediation:
    'Remove the statement, or the whole policy (`aws schemas delete-resource-policy --registry-name <name>`).',
  references: ['https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-schema-registry.html'],
  subject: 'registry',
  needs: ['resourcePolicy'],

  *evaluate({ resourcePolicy }, judging) {
    if (!judging.resource.arn.includes(':schemas:')) return;
    yield* publicStatements(resourcePolicy, judging);
    yield* foreignStatements(resourcePolicy, judging);
  },
});
