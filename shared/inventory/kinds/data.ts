import type { Json } from '../../json.ts';

/** The four switches of S3 Block Public Access, as AWS names them. */
export interface PublicAccessBlock {
  readonly blockPublicAcls: boolean;
  readonly ignorePublicAcls: boolean;
  readonly blockPublicPolicy: boolean;
  readonly restrictPublicBuckets: boolean;
}

export interface BucketNotification {
  /** `function`, `topic`, `queue`, `event-bus` */
  readonly type: string;
  readonly target: string;
  readonly events: readonly string[];
}

export interface BucketFacets {
  readonly resourcePolicy: Json | null;
  /** Grants of the ACL to others: `AllUsers`, `AuthenticatedUsers`, a canonical user id … with the permission. */
  readonly grants: readonly { readonly grantee: string; readonly permission: string }[];
  /** `null`: none is set on the bucket (the account may still have one). */
  readonly publicAccessBlock: PublicAccessBlock | null;
  readonly notifications: { readonly [id: string]: BucketNotification };
  readonly versioning: string;
  /** Buckets that objects are copied to. */
  readonly replicatesTo: readonly string[];
  /** The shortest expiry of a life cycle rule, in days. */
  readonly shortestExpiryDays: number | null;
  readonly accessLogs: boolean;
  readonly tags: { readonly [key: string]: string };
}

export interface TableFacets {
  readonly resourcePolicy: Json | null;
  /** `null`: no stream. */
  readonly stream: { readonly viewType: string; readonly arn?: string } | null;
  readonly streamPolicy: Json | null;
  readonly kinesisDestinations: { readonly [arn: string]: true };
  readonly deletionProtected: boolean;
  readonly tags: { readonly [key: string]: string };
}

export interface StreamFacets {
  readonly resourcePolicy: Json | null;
  readonly consumers: { readonly [name: string]: string };
  /** consumer ARN → its own resource policy */
  readonly consumerPolicies: { readonly [arn: string]: Json };
  readonly encrypted: boolean;
}

export interface KeyFacets {
  readonly resourcePolicy: Json | null;
  /** grant id → who may do what, of the grants to others than principals of the own account and AWS services */
  readonly grants: { readonly [id: string]: { readonly grantee: string; readonly operations: readonly string[] } };
  readonly enabled: boolean;
  readonly pendingDeletion: boolean;
  readonly rotation: boolean;
}

export interface SecretFacets {
  readonly resourcePolicy: Json | null;
  readonly rotationFunction: string | null;
  readonly tags: { readonly [key: string]: string };
}

export interface ParameterFacets {
  readonly type: string;
  readonly resourcePolicy: Json | null;
}

/** A Systems Manager document, with the accounts that it is shared with (`all` is everybody). */
export interface DocumentFacets {
  readonly sharedWith: { readonly [account: string]: true };
}

export interface RepositoryFacets {
  readonly resourcePolicy: Json | null;
  readonly mutableTags: boolean;
}
