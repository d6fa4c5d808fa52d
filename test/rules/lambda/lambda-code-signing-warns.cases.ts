import { defineCases } from '../../support/cases.ts';
import { aFunction, aSigningConfig, signingConfigArn } from '../../support/resources.ts';

const signed = aFunction({ codeSigning: signingConfigArn });
const set = (untrustedArtifactOnDeployment: string) => ({
  name: 'UpdateCodeSigningConfig',
  request: { codeSigningConfigArn: signingConfigArn, codeSigningPolicies: { untrustedArtifactOnDeployment } },
});

export default defineCases({
  fail: [
    {
      name: 'the configuration of a function is weakened to Warn',
      given: [aSigningConfig('Enforce'), signed],
      trail: [set('Warn')],
      keys: ['signing'],
    },
    {
      name: 'a function gets a configuration that only warns',
      given: [aSigningConfig('Warn'), aFunction()],
      trail: [
        {
          name: 'PutFunctionCodeSigningConfig',
          request: { functionName: 'orders', codeSigningConfigArn: signingConfigArn },
        },
      ],
      keys: ['signing'],
    },
  ],
  pass: [
    { name: 'a configuration that enforces', given: [aSigningConfig('Enforce'), signed] },
    { name: 'a function without code signing', given: [aFunction()] },
    {
      name: 'weakened and enforced again',
      given: [aSigningConfig('Enforce'), signed],
      trail: [set('Warn'), set('Enforce')],
    },
  ],
  unknown: [{ name: 'a configuration that nothing is known of', given: [signed] }],
});
