import { defineCases } from '../../support/cases.ts';

export default defineCases({
  fail: [
    {
      name: 'the parameters of a policy that were too large',
      trail: [
        { source: 'iam', name: 'PutRolePolicy', request: { omitted: true, reason: 'requestParameters too large' } },
      ],
      keys: ['iam:PutRolePolicy'],
      says: 'requestParameters too large',
    },
  ],
  pass: [
    {
      name: 'another change that is kept on the account',
      trail: [{ source: 'apigateway', name: 'CreateApiKey', request: { createApiKeyInput: { name: 'corp' } } }],
    },
  ],
});
