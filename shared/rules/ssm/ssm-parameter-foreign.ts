import { defineRule } from '../../engine/rule.ts';
import { foreignStatements } from '../resource-policies.ts';

export default defineRule({
  id: 'ssm-parameter-foreign',
  title: "A parameter's policy lets another account in",
  severity: 'high',
  detections: ['SSM-01'],
  attack: ['T1555'],
  rationale: 'Another account can read the parameter, and parameters are where functions find addresses and secrets.',
  remediation:
    'Remove the policy (`aws ssm delete-resource-policy`), and stop sharing the parameter; an account that is ' +
    'meant belongs in `trustedAccounts`.',
  references: ['https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-shared-parameters.html'],
  subject: 'parameter',
  needs: ['resourcePolicy'],

  evaluate: ({ resourcePolicy }, judging) => foreignStatements(resourcePolicy, judging),
});
