import { claim, type ExposureCase, github, organization, other, own, trust, trustContext } from './case.ts';

export const cases: readonly ExposureCase[] = [
  { name: 'a role for everyone', statement: trust('*'), context: trustContext, exposure: 'any-aws-account' },
  {
    name: 'a role for a service',
    statement: trust({ Service: 'lambda.amazonaws.com' }),
    context: trustContext,
    exposure: 'account',
    confusedDeputy: false,
  },
  {
    name: 'a role for a foreign account',
    statement: trust({ AWS: other }),
    context: trustContext,
    exposure: 'other-account',
  },
  {
    name: 'a role for a foreign account with an external id',
    statement: trust({ AWS: other }, { StringEquals: { 'sts:ExternalId': 'x' } }),
    context: trustContext,
    exposure: 'other-account',
  },
  {
    name: 'a statement that lets nobody assume the role',
    statement: { ...trust('*'), Action: 's3:GetObject' },
    context: trustContext,
    exposure: 'none',
  },
  {
    name: 'a repository of an organization',
    statement: github({
      StringEquals: { [claim('aud')]: 'sts.amazonaws.com' },
      StringLike: { [claim('sub')]: 'repo:acme/*' },
    }),
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'every repository',
    statement: github({ StringLike: { [claim('sub')]: 'repo:*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'every repository whose owner begins alike',
    statement: github({ StringLike: { [claim('sub')]: 'repo:acme*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'an audience alone',
    statement: github({ StringEquals: { [claim('aud')]: 'sts.amazonaws.com' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a subject, if there is one',
    statement: github({ StringLikeIfExists: { [claim('sub')]: 'repo:acme/*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a repository by its number',
    statement: github({ StringEquals: { [claim('repository_id')]: '123' } }),
    context: trustContext,
    exposure: 'account',
  },
  {
    name: "a cluster's own provider",
    statement: {
      ...github({}),
      Principal: { Federated: `arn:aws:iam::${own}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC` },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'a SAML provider',
    statement: {
      ...github({}),
      Principal: { Federated: `arn:aws:iam::${own}:saml-provider/corp` },
      Action: 'sts:AssumeRoleWithSAML',
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'guests of an identity pool',
    statement: {
      ...github({
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'unauthenticated' },
      }),
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
    },
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'signed-in users of an identity pool',
    statement: {
      ...github({
        StringEquals: { 'cognito-identity.amazonaws.com:aud': 'eu-west-1:1' },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' },
      }),
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'users of any identity pool',
    statement: {
      ...github({ 'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': 'authenticated' } }),
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
    },
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a repository literally called by a wildcard',
    statement: github({ StringEquals: { [claim('sub')]: 'repo:acme/*' } }),
    context: trustContext,
    exposure: 'none',
  },
  {
    name: 'a repository by name with any owner',
    statement: github({ StringLike: { [claim('sub')]: 'repo:*/app:*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'an environment of any repository',
    statement: github({ StringLike: { [claim('sub')]: '*:environment:production' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'one repository and every other',
    statement: github({ StringLike: { [claim('sub')]: ['repo:acme/app:*', 'repo:*'] } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a subject for all values',
    statement: github({ 'ForAllValues:StringLike': { [claim('sub')]: 'repo:acme/*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a subject that begins with the number of its owner',
    statement: github({ StringLike: { [claim('sub')]: 'repository_owner_id:123:*' } }),
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'a subject that begins with part of the number of its owner',
    statement: github({ StringLike: { [claim('sub')]: 'repository_owner_id:12*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'owners whose name begins alike',
    statement: github({ StringLike: { [claim('repository_owner')]: 'acme*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a workflow of any owner',
    statement: github({ StringLike: { [claim('job_workflow_ref')]: '*/deploy.yml@*' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a workflow of an owner',
    statement: github({ StringLike: { [claim('job_workflow_ref')]: 'acme/infra/.github/workflows/deploy.yml@*' } }),
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'whoever started the workflow, which everybody can',
    statement: github({ StringEquals: { [claim('actor')]: 'somebody' } }),
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'every subject but those of an owner, denied',
    statement: [
      github({ StringEquals: { [claim('aud')]: 'sts.amazonaws.com' } }),
      { ...github({ StringNotLike: { [claim('sub')]: 'repo:acme/*' } }), Effect: 'Deny' },
    ],
    context: trustContext,
    exposure: 'account',
  },
  {
    name: "an enterprise's own issuer",
    statement: {
      ...github({ StringLike: { 'token.actions.githubusercontent.com/acme:sub': 'repo:*' } }),
      Principal: { Federated: `arn:aws:iam::${own}:oidc-provider/token.actions.githubusercontent.com/acme` },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'a workspace of Terraform Cloud',
    statement: {
      ...github({ StringLike: { 'app.terraform.io:sub': 'organization:acme:project:*:workspace:*:run_phase:*' } }),
      Principal: { Federated: `arn:aws:iam::${own}:oidc-provider/app.terraform.io` },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'workspaces of Terraform Cloud of any organization',
    statement: {
      ...github({ StringLike: { 'app.terraform.io:sub': 'organization:*:project:p:workspace:w:run_phase:*' } }),
      Principal: { Federated: `arn:aws:iam::${own}:oidc-provider/app.terraform.io` },
    },
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a project of GitLab',
    statement: {
      ...github({ StringLike: { 'gitlab.com:sub': 'project_path:acme/*:ref_type:branch:ref:main' } }),
      Principal: { Federated: `arn:aws:iam::${own}:oidc-provider/gitlab.com` },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'a GitLab of its own',
    statement: {
      ...github({ StringLike: { 'gitlab.example.com:sub': 'project_path:*' } }),
      Principal: { Federated: `arn:aws:iam::${own}:oidc-provider/gitlab.example.com` },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'a stack of Pulumi of any organization',
    statement: {
      ...github({ StringLike: { 'api.pulumi.com/oidc:sub': 'pulumi:deploy:org:*' } }),
      Principal: { Federated: `arn:aws:iam::${own}:oidc-provider/api.pulumi.com/oidc` },
    },
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'users of an application that signs in with Google',
    statement: {
      ...github({ StringEquals: { 'accounts.google.com:aud': '1.apps.googleusercontent.com' } }),
      Principal: { Federated: 'accounts.google.com' },
    },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'everybody with an account at Google',
    statement: { ...github({}), Principal: { Federated: 'accounts.google.com' } },
    context: trustContext,
    exposure: 'internet',
  },
  {
    name: 'a SAML provider of a foreign account',
    statement: {
      ...github({}),
      Principal: { Federated: `arn:aws:iam::${other}:saml-provider/corp` },
      Action: 'sts:AssumeRoleWithSAML',
    },
    context: trustContext,
    exposure: 'other-account',
  },
  {
    name: 'pods of a cluster',
    statement: { ...trust({ Service: 'pods.eks.amazonaws.com' }), Action: ['sts:AssumeRole', 'sts:TagSession'] },
    context: trustContext,
    exposure: 'account',
  },
  {
    name: 'everyone outside the organization, denied',
    statement: [
      trust({ AWS: '*' }),
      {
        ...trust('*', { StringNotEquals: { 'aws:PrincipalOrgID': organization } }),
        Effect: 'Deny',
      },
    ],
    context: trustContext,
    exposure: 'organization',
  },
  {
    name: 'everyone with an external id',
    statement: trust({ AWS: '*' }, { StringEquals: { 'sts:ExternalId': 'x' } }),
    context: trustContext,
    exposure: 'any-aws-account',
  },
];
