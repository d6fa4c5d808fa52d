import { aRestApi } from '../../support/apis.ts';
import { account, stranger } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { policyOf } from '../../support/resources.ts';

const letting = (owner: string) =>
  aRestApi({
    resourcePolicy: policyOf({
      Sid: 'partner',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${owner}:root` },
      Action: 'execute-api:Invoke',
      Resource: 'execute-api:/*',
    }),
  });

export default defineCases({
  fail: [{ name: 'an unknown account is let in', given: [letting(stranger)], keys: ['partner'], says: stranger }],
  pass: [
    { name: 'the own account is let in', given: [letting(account)] },
    {
      name: 'a trusted account is let in',
      given: [letting(stranger)],
      context: { trustedAccounts: [stranger as never] },
    },
    { name: 'an API without a policy', given: [aRestApi()] },
  ],
});
