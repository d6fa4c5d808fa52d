import { defineRule } from '../../engine/rule.ts';

export default defineRule({
  id: 'lambda-environment-secret',
  title: 'An environment variable of a function holds what looks like a secret',
  severity: 'medium',
  detections: ['CFG-02'],
  attack: ['T1552'],
  rationale:
    'Environment variables are shown to everybody who may read the configuration of the function, and land in templates, ' +
    'deployment logs and every copy of its environment. They can not be rotated without a deployment.',
  remediation: 'Move the value to Secrets Manager or a SecureString parameter, read it at run time, and rotate it.',
  references: [
    'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-encryption',
  ],
  subject: 'function',
  needs: ['environment'],

  *evaluate({ environment }) {
    for (const name of environment.secretLike) {
      yield { key: name, message: `the value of ${name} looks like a secret`, evidence: { name } };
    }
  },
});
