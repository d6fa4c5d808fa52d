import { defineRule } from '../../engine/rule.ts';
import { publicStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'ssm-parameter-public',
  title: "A parameter's policy lets anybody in",
  severity: 'high',
  detections: ['SSM-01'],
  attack: ['T1555'],
  rationale: 'Anybody can read the parameter, and parameters are where functions find addresses and secrets.',
  remediation: 'Remove the policy (`aws ssm delete-resource-policy`), and stop sharing the parameter.',
  references: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html'],
  subject: 'parameter',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => publicStatements(resourcePolicy, judging),
});
