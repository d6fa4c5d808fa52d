import type { Condition, Principal, Statement } from './document.ts';
import type { Exposure } from './exposure-order.ts';

/** Who a federated principal lets in, and why. */
export interface FederatedVerdict {
  readonly exposure: Exposure;
  readonly why: string;
}

/**
 * Identity providers that hand tokens to anybody who signs up, and the claims by which a role can tell its own
 * identities from everybody else's.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 */
const sharedProviders: readonly (readonly [host: string, claims: readonly string[]])[] = [
  [
    'token.actions.githubusercontent.com',
    [
      'sub',
      'repository',
      'repository_id',
      'repository_owner',
      'repository_owner_id',
      'job_workflow_ref',
      'enterprise_id',
    ],
  ],
  ['gitlab.com', ['sub', 'namespace_id', 'namespace_path', 'project_id', 'project_path']],
  ['app.terraform.io', ['sub', 'terraform_organization_id', 'terraform_workspace_id']],
  ['agent.buildkite.com', ['sub', 'organization_slug', 'organization_id']],
  ['oidc.circleci.com', ['sub', 'aud']],
  ['oidc.codefresh.io', ['sub']],
  ['oidc.vercel.com', ['sub', 'owner_id']],
  ['oidc.fly.io', ['sub']],
  ['oidc.scalr.io', ['sub']],
  ['app.spacelift.io', ['sub']],
  ['api.pulumi.com', ['sub', 'aud']],
  ['token.studio.dagster.cloud', ['sub']],
  ['accounts.google.com', ['sub', 'email']],
  ['graph.facebook.com', ['id', 'sub']],
  ['www.amazon.com', ['user_id', 'sub']],
  ['appleid.apple.com', ['sub']],
  ['login.microsoftonline.com/common', ['sub', 'tid', 'oid']],
  ['login.microsoftonline.com/organizations', ['sub', 'tid', 'oid']],
];

/**
 * The fixed beginning of a subject has to name the owner: `repo:acme/` does, `repo:*` and `repo:a*` do not. A subject
 * without structure has to be more than a wildcard.
 */
const isFixedSubject = (value: string): boolean => {
  const wild = value.search(/[*?]/);
  const fixed = wild < 0 ? value : value.slice(0, wild);
  if (fixed === '' || value.includes('${')) return false;
  if (wild < 0) return true;
  const key = /^(?:repo|project_path|organization|org|owner|account|team|workspace):(.*)$/.exec(fixed);
  if (key) return /[/:]/.test(key[1] ?? '');
  return fixed.length > 3;
};

interface Claim {
  readonly name: string;
  readonly condition: Condition;
}

const claimsOf = (issuer: string, conditions: readonly Condition[]): readonly Claim[] =>
  conditions.flatMap((condition) => {
    const prefix = `${issuer.toLowerCase()}:`;
    return condition.name.startsWith(prefix) ? [{ name: condition.name.slice(prefix.length), condition }] : [];
  });

/** A claim that every token has to carry with one of the values. */
const demands = ({ condition: { parsed } }: Claim): boolean =>
  parsed !== undefined &&
  !parsed.negated &&
  !parsed.ifExists &&
  parsed.set !== 'all' &&
  (parsed.family === 'string' || parsed.family === 'arn');

const isLike = ({ condition: { parsed } }: Claim): boolean => parsed?.comparison === 'like';

const isFixed = (claim: Claim): boolean =>
  claim.condition.values.every((value) =>
    isLike(claim) ? (claim.name === 'sub' ? isFixedSubject(value) : !/^[*?]*$/.test(value)) : !value.includes('${'),
  );

const cognito = (claims: readonly Claim[]): FederatedVerdict => {
  const pool = claims.find((claim) => claim.name === 'aud' && demands(claim) && isFixed(claim));
  if (!pool) return { exposure: 'internet', why: 'no identity pool is named: any pool, of any account, will do' };
  const amr = claims.find(({ name, condition }) => name === 'amr' && condition.parsed && !condition.parsed.negated);
  if (!amr)
    return { exposure: 'internet', why: 'guests of the identity pool get in as well: the amr claim is not asked for' };
  if (amr.condition.values.some((value) => value === 'unauthenticated' || value.startsWith('*')))
    return { exposure: 'internet', why: 'guests of the identity pool get in: nobody has to sign in' };
  return {
    exposure: 'account',
    why: 'the signed-in users of the identity pool (whether anybody may sign up is for the pool to say)',
  };
};

/** Whether one claim tells a provider's own identities from everybody else's. */
export const claimVerdict = (condition: Condition): { readonly counts: boolean; readonly why: string } => {
  const place = condition.name.lastIndexOf(':');
  const claim = { name: condition.name.slice(place + 1), condition };
  const issuer = condition.name.slice(0, place);
  const telling = sharedProviders.find(([host]) => issuer === host || issuer.startsWith(`${host}/`))?.[1];
  if (!demands(claim)) return { counts: false, why: 'tokens without the claim, or with another, satisfy it' };
  if (telling && !telling.includes(claim.name))
    return { counts: false, why: `everybody's tokens can carry it; ${telling[0]} is what tells them apart` };
  if (!isFixed(claim)) return { counts: false, why: "the value is open: other people's tokens satisfy it" };
  return { counts: true, why: 'only identities with this claim' };
};

/** Judges one federated principal of a trust policy by the claims that the statement asks for. */
export const federatedExposure = (principal: Principal, { conditions }: Statement): FederatedVerdict => {
  const name = principal.name ?? principal.value;
  if (name === '*') return { exposure: 'internet', why: 'every identity provider is trusted' };
  if (name === 'cognito-identity.amazonaws.com' || name.startsWith('cognito-identity.'))
    return cognito(claimsOf(name, conditions));
  if (name.startsWith('saml-provider/'))
    return {
      exposure: 'account',
      why: conditions.some((condition) => condition.name === 'saml:aud')
        ? "users of the account's own SAML provider"
        : "users of the account's own SAML provider (saml:aud is not asked for)",
    };
  const issuer = name.startsWith('oidc-provider/') ? name.slice('oidc-provider/'.length) : name;
  const shared = sharedProviders.find(([host]) => issuer === host || issuer.startsWith(`${host}/`));
  const claims = claimsOf(issuer, conditions);
  if (!shared) {
    if (principal.account === undefined && !issuer.includes('.'))
      return { exposure: 'unknown', why: 'the identity provider is none that IAM knows' };
    return { exposure: 'account', why: `identities of the provider ${issuer}, which the account has registered` };
  }
  const pinning = claims.find((claim) => shared[1].includes(claim.name) && demands(claim) && isFixed(claim));
  if (pinning)
    return {
      exposure: 'account',
      why: `only tokens of ${issuer} whose ${pinning.name} is ${pinning.condition.values.join(' or ')}`,
    };
  const open = claims.find((claim) => shared[1].includes(claim.name));
  return {
    exposure: 'internet',
    why: open
      ? `${issuer} gives tokens to everybody, and the condition on ${open.name} lets all of them in`
      : `${issuer} gives tokens to everybody, and no condition on ${shared[1][0]} tells its own from others`,
  };
};
