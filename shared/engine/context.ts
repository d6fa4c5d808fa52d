import type { AccountId } from '../arn.ts';

/**
 * What the operator said about the world, the same for every rule. Everything has a safe empty value: without trusted
 * accounts every foreign account is a stranger.
 */
export interface Context {
  /** Own accounts. Where it is empty, the account a resource lives in is the only own one. */
  readonly accounts: readonly AccountId[];
  /** Known third parties: reaching them is not a finding. */
  readonly trustedAccounts: readonly AccountId[];
  /** Own organizations, `o-…`. */
  readonly organizations: readonly string[];
  /** Names or ARNs of the roles (and users, where a pipeline has no role) that deploy (`*` allowed): their changes are meant. */
  readonly deployRoles: readonly string[];
  /** Buckets that deployment packages come from (`*` allowed); empty: any bucket of an own account. */
  readonly deployBuckets: readonly string[];
  /** Accounts whose layers are accepted beside the ones AWS publishes from. */
  readonly layerAccounts: readonly AccountId[];
  /** The resource tag that names an owner. */
  readonly ownerTag: string;
  /** Trailwarden's own resources, as ARN patterns with `*`: a change of them is tampering. */
  readonly ownResources: readonly string[];
  readonly suppressions: readonly Suppression[];
}

/** A human's dated, reasoned acceptance. Every selector that is given has to match; patterns allow `*`. */
export interface Suppression {
  readonly reason: string;
  /** ISO 8601; from this time on the finding is active again. */
  readonly until: string;
  readonly finding?: string;
  readonly rule?: string;
  readonly resource?: string;
  readonly account?: string;
  readonly tag?: { readonly key: string; readonly value: string };
}

export const emptyContext: Context = {
  accounts: [],
  trustedAccounts: [],
  organizations: [],
  deployRoles: [],
  deployBuckets: [],
  layerAccounts: [],
  ownerTag: 'owner',
  ownResources: [],
  suppressions: [],
};
