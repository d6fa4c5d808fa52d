import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { awsCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-code-signing-weakened',
  title: 'A code signing configuration no longer refuses unsigned code',
  severity: 'high',
  detections: ['COD-05'],
  attack: ['T1553'],
  rationale:
    'From now on every function that names the configuration takes code that nobody signed, and only a log line says so.',
  remediation: 'Set it back to `Enforce`, and compare the code of the functions that use it with the last good build.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html'],
  subject: 'code-signing-config',
  calls: { lambda: ['UpdateCodeSigningConfig'] },
  needs: ['untrustedArtifactOnDeployment'],

  *evaluate({ change, before, after, resource }) {
    if (after.untrustedArtifactOnDeployment !== 'Warn' || before.untrustedArtifactOnDeployment === 'Warn') return;
    yield {
      key: 'policy',
      message: `${actorInWords(change.actor)} had it only warn about unsigned code`,
      evidence: { before: before.untrustedArtifactOnDeployment ?? null },
      remediation: awsCommand('lambda update-code-signing-config', {
        'code-signing-config-arn': resource.arn,
        'code-signing-policies': 'UntrustedArtifactOnDeployment=Enforce',
        region: resource.region,
      }),
    };
  },

  closes: (_change, _key, document) => {
    const policy = document.facets['untrustedArtifactOnDeployment'];
    return policy?.known === true && policy.value === 'Enforce';
  },
});
