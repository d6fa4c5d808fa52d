import { defineRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineRule({
  id: 'lambda-code-signing-warns',
  title: 'Code signing lets unsigned code through',
  severity: 'medium',
  detections: ['COD-05'],
  attack: ['T1553'],
  rationale:
    'A configuration whose policy is Warn checks signatures and then deploys whatever comes. It looks like protection ' +
    'and is a log line.',
  remediation: 'Set the policy for untrusted artifacts to Enforce.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html'],
  subject: 'function',
  needs: ['signingPolicy'],
  uses: ['codeSigning'],

  *evaluate({ signingPolicy, codeSigning }, { resource }) {
    if (signingPolicy !== 'Warn') return;
    yield {
      key: 'signing',
      message: `its code signing configuration ${codeSigning} only warns about unsigned code`,
      evidence: { codeSigning: codeSigning ?? null, untrustedArtifactOnDeployment: signingPolicy },
      remediation: awsCommand('lambda update-code-signing-config', {
        'code-signing-config-arn': codeSigning ?? undefined,
        'code-signing-policies': 'UntrustedArtifactOnDeployment=Enforce',
        region: resource.region,
      }),
    };
  },
});
