import { defineCases } from '../../support/cases.ts';
import { aFunction, signingConfigArn } from '../../support/resources.ts';

const remove = { name: 'DeleteFunctionCodeSigningConfig', request: { functionName: 'orders' } };

export default defineCases({
  fail: [
    {
      name: 'the configuration is taken off',
      given: [aFunction({ codeSigning: signingConfigArn })],
      trail: [remove],
      keys: ['signing'],
      says: signingConfigArn,
    },
    { name: 'of a function that nothing is known of', trail: [remove], keys: ['signing'] },
  ],
  pass: [
    { name: 'a function that had none', given: [aFunction({ codeSigning: null })], trail: [remove] },
    {
      name: 'taken off and put on again',
      given: [aFunction({ codeSigning: signingConfigArn })],
      trail: [
        remove,
        {
          name: 'PutFunctionCodeSigningConfig',
          request: { functionName: 'orders', codeSigningConfigArn: signingConfigArn },
        },
      ],
    },
  ],
});
