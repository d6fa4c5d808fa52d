import type { JsonObject } from '../../../shared/json.ts';
import { account } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aRole, trustFor, trusting } from '../../support/resources.ts';

const saml = (conditions?: JsonObject, path = '/') =>
  aRole({
    path,
    trust: trustFor({ Federated: `arn:aws:iam::${account}:saml-provider/corp` }, conditions, 'sts:AssumeRoleWithSAML'),
  });

export default defineCases({
  fail: [
    { name: 'no audience', given: [saml()], keys: ['it'], severity: 'low' },
    { name: 'any audience', given: [saml({ StringLike: { 'saml:aud': '*' } })], keys: ['it'] },
  ],
  pass: [
    {
      name: 'the audience of AWS',
      given: [saml({ StringEquals: { 'saml:aud': 'https://signin.aws.amazon.com/saml' } })],
    },
    { name: 'a role that Identity Center made', given: [saml(undefined, '/aws-reserved/sso.amazonaws.com/')] },
    { name: 'a service', given: [aRole({ trust: trusting('lambda.amazonaws.com') })] },
  ],
});
