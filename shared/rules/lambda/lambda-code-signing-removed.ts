import { actorInWords } from '../../engine/actors.ts';
import { defineActivityRule } from '../../engine/rule.ts';
import { functionCommand } from '../commands.ts';

export default defineActivityRule({
  id: 'lambda-code-signing-removed',
  title: 'A function no longer has to run signed code',
  severity: 'high',
  detections: ['COD-05'],
  attack: ['T1553'],
  rationale:
    'Code signing is what refuses code that the pipeline did not build. It is taken off right before code is replaced ' +
    'that would not pass.',
  remediation: 'Attach the code signing configuration again and compare the code with the last good build.',
  references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html'],
  subject: 'function',
  calls: { lambda: ['DeleteFunctionCodeSigningConfig'] },
  needs: [],
  uses: ['codeSigning'],

  *evaluate({ change, before, resource }) {
    if (before.codeSigning === null) return;
    yield {
      key: 'signing',
      message: `${actorInWords(change.actor)} took code signing off${before.codeSigning === undefined ? '' : ` (it was ${before.codeSigning})`}`,
      evidence: { before: before.codeSigning ?? null },
      ...(before.codeSigning === undefined
        ? {}
        : {
            remediation: functionCommand('put-function-code-signing-config', resource, {
              'code-signing-config-arn': before.codeSigning,
            }),
          }),
    };
  },

  closes: (change) => change.call === 'PutFunctionCodeSigningConfig',
});
