import { account, deployer, human, region } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';

const oidc = (identity = human) => ({
  source: 'iam',
  name: 'CreateOpenIDConnectProvider',
  identity,
  request: { url: 'https://login.example.net', clientIDList: ['sts.amazonaws.com'] },
  response: { openIDConnectProviderArn: `arn:aws:iam::${account}:oidc-provider/login.example.net` },
});
const remove = {
  source: 'iam',
  name: 'DeleteOpenIDConnectProvider',
  request: { openIDConnectProviderArn: `arn:aws:iam::${account}:oidc-provider/login.example.net` },
};

export default defineCases({
  fail: [
    { name: 'an OpenID Connect provider', trail: [oidc()], keys: ['added'], says: 'login.example.net' },
    {
      name: 'the metadata of a SAML provider is replaced',
      trail: [
        {
          source: 'iam',
          name: 'UpdateSAMLProvider',
          request: { sAMLProviderArn: `arn:aws:iam::${account}:saml-provider/corp` },
        },
      ],
      keys: ['changed'],
    },
    {
      name: 'a trust anchor of Roles Anywhere',
      trail: [
        {
          source: 'rolesanywhere',
          name: 'CreateTrustAnchor',
          request: { name: 'anchor' },
          response: {
            trustAnchor: {
              trustAnchorArn: `arn:aws:rolesanywhere:${region}:${account}:trust-anchor/0b1c`,
              name: 'anchor',
            },
          },
        },
      ],
      says: 'trust anchor',
    },
    {
      name: 'by a declared deployment, as medium',
      trail: [oidc(deployer)],
      context: { deployRoles: ['deploy'] },
      severity: 'medium',
    },
  ],
  pass: [{ name: 'added and deleted again', trail: [oidc(), remove] }],
});
