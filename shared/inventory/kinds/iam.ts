import type { Json } from '../../json.ts';
import type { PublicAccessBlock } from './data.ts';

export interface RoleFacets {
  readonly path: string;
  readonly trustPolicy: Json;
  readonly inlinePolicies: { readonly [name: string]: Json };
  readonly attachedPolicies: { readonly [arn: string]: true };
  readonly boundary: string | null;
  readonly tags: { readonly [key: string]: string };
}

export interface UserFacets {
  readonly inlinePolicies: { readonly [name: string]: Json };
  readonly attachedPolicies: { readonly [arn: string]: true };
  /** What groups grant is not followed: somebody in one may have more than is known. */
  readonly groups: { readonly [name: string]: true };
  readonly accessKeys: { readonly [id: string]: string };
  readonly consolePassword: boolean;
}

export interface ManagedPolicyFacets {
  /** version id → document */
  readonly versions: { readonly [id: string]: Json };
  readonly defaultVersion: string;
}

export interface IdentityProviderFacets {
  readonly type: string;
  readonly url: string | null;
}

/** The account: what belongs to nothing smaller hangs on it. */
export interface AccountFacets {
  readonly identityProviders: { readonly [arn: string]: true };
  /** S3 Block Public Access of the whole account; `null`: none is set. */
  readonly publicAccessBlock: PublicAccessBlock | null;
  /** When each of the last sweeps of the account began. */
  readonly sweeps: { readonly [startedAt: string]: true };
  /** What sweeps found that no record had announced: kind → resource → facet → when the sweep began. Not all of very many. */
  readonly missedByEvents: {
    readonly [kind: string]: { readonly [arn: string]: { readonly [facet: string]: string } };
  };
  /** IAM actions that a read was refused, and when the last sweep began that was. */
  readonly missingPermissions: { readonly [action: string]: string };
}
