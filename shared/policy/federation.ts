import { exposureOfAccount, type Surroundings } from './callers.ts';
import type { Condition, Principal, Statement } from './document.ts';
import { type Exposure, isWider } from './exposure-order.ts';
import { patternsOverlap, wildcardMatch } from './pattern.ts';

/** Who a federated principal lets in, and why. */
export interface FederatedVerdict {
  readonly exposure: Exposure;
  readonly why: string;
}

interface SharedProvider {
  /** As IAM registers it: the host, and the path where the provider has one for everybody. */
  readonly issuer: string;
  /** The claims by which a role can tell its own identities from everybody else's. */
  readonly claims: readonly string[];
  /** What the fixed beginning of a subject has to hold to name its owner; `<key>:<owner>:` or `<key>/<owner>/` if left out. */
  readonly owner?: RegExp;
}

/**
 * Identity providers that hand tokens to anybody who signs up. A provider below a path of its own
 * (`token.actions.githubusercontent.com/acme`, `oidc.circleci.com/org/1`) serves one customer alone and is not here. Of
 * those that applications sign users in with, the claim that names the application counts: whom it lets sign in is its own
 * affair.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_oidc_secure-by-default.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif
 */
const sharedProviders: readonly SharedProvider[] = [
  {
    issuer: 'token.actions.githubusercontent.com',
    claims: [
      'sub',
      'repository',
      'repository_id',
      'repository_owner',
      'repository_owner_id',
      'job_workflow_ref',
      'enterprise',
      'enterprise_id',
    ],
  },
  { issuer: 'gitlab.com', claims: ['sub', 'namespace_id', 'namespace_path', 'project_id', 'project_path'] },
  { issuer: 'app.terraform.io', claims: ['sub', 'terraform_organization_id', 'terraform_workspace_id'] },
  { issuer: 'agent.buildkite.com', claims: ['sub', 'organization_slug', 'organization_id', 'pipeline_id'] },
  { issuer: 'oidc.codefresh.io', claims: ['sub'] },
  { issuer: 'oidc.vercel.com', claims: ['sub', 'owner_id', 'project_id'] },
  { issuer: 'oidc.fly.io', claims: ['sub'] },
  { issuer: 'app.spacelift.io', claims: ['sub'] },
  { issuer: 'api.pulumi.com/oidc', claims: ['sub', 'aud'], owner: /:org:[^:]+:/ },
  { issuer: 'token.studio.dagster.cloud', claims: ['sub'] },
  { issuer: 'accounts.google.com', claims: ['sub', 'email', 'aud'] },
  { issuer: 'graph.facebook.com', claims: ['id', 'sub', 'app_id'] },
  { issuer: 'www.amazon.com', claims: ['user_id', 'sub', 'app_id'] },
  { issuer: 'appleid.apple.com', claims: ['sub', 'aud'] },
  { issuer: 'login.microsoftonline.com/common/v2.0', claims: ['sub', 'tid', 'oid'] },
  { issuer: 'login.microsoftonline.com/organizations/v2.0', claims: ['sub', 'tid', 'oid'] },
];

const sharedProvider = (issuer: string): SharedProvider | undefined => {
  const written = issuer.toLowerCase().replace(/\/+$/, '');
  return sharedProviders.find((provider) => provider.issuer === written);
};

/** `repo:acme/`, `organization:acme:`, `org/acme/`: the owner is named to the end. */
const ownerNamed = /^[^:/]+[:/][^:/]+[:/]/;
/** Claims that are a path which begins with the owner. */
const pathNamed = /^[^/]+\//;

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

/** Whether a value leaves room for an identity of somebody else. */
const isOpenValue = (value: string, { name, condition: { parsed } }: Claim, provider?: SharedProvider): boolean => {
  if (value.includes('${')) return true;
  const wild = value.search(/[*?]/);
  if (wild < 0 || parsed?.comparison !== 'like') return false;
  const fixed = value.slice(0, wild);
  if (!provider) return fixed === '';
  return !(name === 'sub' ? (provider.owner ?? ownerNamed) : pathNamed).test(fixed);
};

const isFixed = (claim: Claim, provider?: SharedProvider): boolean =>
  claim.condition.values.every((value) => !isOpenValue(value, claim, provider));

/** `StringEquals` takes a wildcard literally, and no token says so. */
const isDead = ({ condition: { parsed, values } }: Claim): boolean =>
  parsed?.family === 'string' && parsed.comparison !== 'like' && values.every((value) => value.includes('*'));

const cognito = (claims: readonly Claim[]): FederatedVerdict => {
  const pool = claims.find((claim) => claim.name === 'aud' && demands(claim) && isFixed(claim));
  if (!pool) return { exposure: 'internet', why: 'no identity pool is named: any pool, of any account, will do' };
  const amr = claims.find(({ name, condition }) => name === 'amr' && condition.parsed && !condition.parsed.negated);
  if (!amr)
    return { exposure: 'internet', why: 'guests of the identity pool get in as well: the amr claim is not asked for' };
  if (amr.condition.values.some((value) => wildcardMatch(value, 'unauthenticated')))
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
  const provider = sharedProvider(issuer);
  if (!demands(claim)) return { counts: false, why: 'tokens without the claim, or with another, satisfy it' };
  if (isDead(claim)) return { counts: true, why: `${condition.operator} takes * literally, so that nothing matches` };
  if (provider && !provider.claims.includes(claim.name))
    return { counts: false, why: `everybody's tokens can carry it; ${provider.claims[0]} is what tells them apart` };
  if (!isFixed(claim, provider)) return { counts: false, why: "the value is open: other people's tokens satisfy it" };
  return { counts: true, why: 'only identities with this claim' };
};

/** A deny of every token but some says as much as an allow of those. */
const turned = (deny: Statement, principal: Principal): readonly Condition[] => {
  const [only, ...more] = deny.conditions;
  if (!only?.parsed?.negated || more.length > 0) return [];
  if (deny.principals?.some(({ kind, value }) => kind === 'anyone' || value === principal.value) !== true) return [];
  if (deny.actions?.some((action) => patternsOverlap(action.toLowerCase(), 'sts:assumerolewithwebidentity')) !== true)
    return [];
  return [{ ...only, parsed: { ...only.parsed, negated: false, ifExists: false } }];
};

const ofOwner = (principal: Principal, around: Surroundings, why: string): FederatedVerdict => {
  const exposure = principal.account === undefined ? 'account' : exposureOfAccount(principal.account, around);
  return isWider(exposure, 'account') && around.own
    ? { exposure, why: `${why}, in the account ${principal.account}` }
    : { exposure: 'account', why };
};

/** Judges one federated principal of a trust policy by the claims that the statement, and the denies beside it, ask for. */
export const federatedExposure = (
  principal: Principal,
  statement: Statement,
  denies: readonly Statement[],
  around: Surroundings,
): FederatedVerdict => {
  const conditions = [...statement.conditions, ...denies.flatMap((deny) => turned(deny, principal))];
  const name = principal.name ?? principal.value;
  if (name === '*') return { exposure: 'internet', why: 'every identity provider is trusted' };
  if (name.startsWith('cognito-identity.')) return cognito(claimsOf(name, conditions));
  if (name.startsWith('saml-provider/'))
    return ofOwner(
      principal,
      around,
      conditions.some((condition) => condition.name === 'saml:aud')
        ? "users of the account's own SAML provider"
        : "users of the account's own SAML provider (saml:aud is not asked for)",
    );
  const issuer = name.startsWith('oidc-provider/') ? name.slice('oidc-provider/'.length) : name;
  const provider = sharedProvider(issuer);
  const claims = claimsOf(issuer, conditions);
  const dead = claims.find((claim) => demands(claim) && isDead(claim));
  if (dead)
    return {
      exposure: 'none',
      why: `${dead.condition.operator} takes * literally, and no token has ${dead.condition.values.join(' or ')} for its ${dead.name}`,
    };
  if (!provider) {
    if (principal.account === undefined && !issuer.includes('.'))
      return { exposure: 'unknown', why: 'the identity provider is none that IAM knows' };
    return ofOwner(principal, around, `identities of the provider ${issuer}, which the account has registered`);
  }
  const pinning = claims.find(
    (claim) => provider.claims.includes(claim.name) && demands(claim) && isFixed(claim, provider),
  );
  if (pinning)
    return ofOwner(
      principal,
      around,
      `only tokens of ${issuer} whose ${pinning.name} is ${pinning.condition.values.join(' or ')}`,
    );
  const open = claims.find((claim) => provider.claims.includes(claim.name));
  return {
    exposure: 'internet',
    why: open
      ? `${issuer} gives tokens to everybody, and the condition on ${open.name} lets all of them in`
      : `${issuer} gives tokens to everybody, and no condition on ${provider.claims[0]} tells its own from others`,
  };
};
