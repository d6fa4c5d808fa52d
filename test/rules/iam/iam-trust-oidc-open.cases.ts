import type { JsonObject } from '../../../shared/json.ts';
import { account } from '../../support/calls.ts';
import { defineCases } from '../../support/cases.ts';
import { aRole, trustFor, trusting } from '../../support/resources.ts';

const host = 'token.actions.githubusercontent.com';
const github = (conditions: JsonObject) =>
  aRole({
    trust: trustFor(
      { Federated: `arn:aws:iam::${account}:oidc-provider/${host}` },
      conditions,
      'sts:AssumeRoleWithWebIdentity',
    ),
  });
const audience = { [`${host}:aud`]: 'sts.amazonaws.com' };

export default defineCases({
  fail: [
    {
      name: 'GitHub, only the audience is asked for',
      given: [github({ StringEquals: audience })],
      keys: ['it'],
      says: 'sub',
    },
    {
      name: 'GitHub, any repository',
      given: [github({ StringEquals: audience, StringLike: { [`${host}:sub`]: 'repo:*' } })],
      keys: ['it'],
    },
    {
      name: 'guests of an identity pool',
      given: [
        aRole({
          trust: trustFor({ Federated: 'cognito-identity.amazonaws.com' }, undefined, 'sts:AssumeRoleWithWebIdentity'),
        }),
      ],
      keys: ['it'],
    },
  ],
  pass: [
    {
      name: 'GitHub, one repository',
      given: [github({ StringEquals: audience, StringLike: { [`${host}:sub`]: 'repo:acme/shop:*' } })],
    },
    { name: 'a service', given: [aRole({ trust: trusting('lambda.amazonaws.com') })] },
  ],
});
