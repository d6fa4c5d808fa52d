import { defineRule } from '../../engine/rule.ts';
import { accountOf, isForeignAccount } from '../accounts.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'secretsmanager-rotation-foreign',
  title: 'A secret is rotated by a function of another account',
  severity: 'high',
  detections: ['OTH-02'],
  attack: ['T1555.006', 'T1546'],
  rationale:
    'The function that rotates a secret reads it and sets it: who owns the function has every value there will be.',
  remediation: 'Rotate the secret with a function of an own account, and treat its value as known to others.',
  references: ['https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_lambda.html'],
  subject: 'secret',
  needs: ['rotationFunction'],

  *evaluate({ rotationFunction }, judging) {
    if (rotationFunction === null) return;
    const account = accountOf(rotationFunction);
    if (!isForeignAccount(account, judging)) return;
    yield {
      key: 'rotation',
      message: `${rotationFunction} rotates it, which belongs to account ${account}`,
      evidence: { function: rotationFunction, account },
      remediation: awsCommand('secretsmanager cancel-rotate-secret', {
        'secret-id': judging.resource.arn,
        region: judging.resource.region,
      }),
    };
  },
});
