import { account, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const codeSigningConfigArn = `arn:aws:lambda:${region}:${account}:code-signing-config:csc-0f6c334abcdea4d8b`;
const set = (name: string, untrustedArtifactOnDeployment: string) => ({
  name,
  request: { codeSigningConfigArn, codeSigningPolicies: { untrustedArtifactOnDeployment } },
  response: { codeSigningConfig: { codeSigningConfigArn, codeSigningPolicies: { untrustedArtifactOnDeployment } } },
});
const created = set('CreateCodeSigningConfig20200422', 'Enforce');

export default defineCases({
  fail: [
    {
      name: 'Enforce becomes Warn',
      trail: [created, set('UpdateCodeSigningConfig20200422', 'Warn')],
      keys: ['policy'],
    },
    { name: 'Warn, of which nothing was known before', trail: [set('UpdateCodeSigningConfig20200422', 'Warn')] },
  ],
  pass: [
    { name: 'Enforce is set again', trail: [created, set('UpdateCodeSigningConfig20200422', 'Enforce')] },
    {
      name: 'set back',
      trail: [
        created,
        set('UpdateCodeSigningConfig20200422', 'Warn'),
        set('UpdateCodeSigningConfig20200422', 'Enforce'),
      ],
    },
  ],
});
