import type { StatementJson } from './statement.ts';

/** Environment variable *names*; which of them hold what looks like a secret was judged where the value was read. */
export interface Environment {
  readonly names: readonly string[];
  readonly secretLike: readonly string[];
}

/** A function URL of one qualifier. */
export interface FunctionUrl {
  readonly authType: string;
  readonly cors?: {
    readonly allowOrigins?: readonly string[];
    readonly allowCredentials?: boolean;
  };
  readonly invokeMode?: string;
  /** When it was made, ISO 8601; what Lambda asks callers for depends on it. */
  readonly created?: string;
}

/** Where the code of a function came from; whatever is absent was not said. */
export interface Code {
  readonly sha256?: string;
  readonly s3Bucket?: string;
  readonly s3Key?: string;
  readonly imageUri?: string;
}

export interface InvokeDestinations {
  readonly onSuccess?: string;
  readonly onFailure?: string;
}

export interface Alias {
  readonly version?: string;
  /** version → share of the traffic, 0…1 */
  readonly weights?: { readonly [version: string]: number };
}

/**
 * The facets of a function. Keyed collections use the *qualifier* (`''` for the unqualified function) and the
 * statement's Sid.
 */
export interface FunctionFacets {
  readonly role: string;
  readonly runtime: string | null;
  readonly handler: string | null;
  readonly packageType: string;
  readonly layers: readonly string[];
  readonly environment: Environment;
  readonly code: Code;
  readonly resourcePolicy: { readonly [qualifier: string]: { readonly [sid: string]: StatementJson } };
  readonly urls: { readonly [qualifier: string]: FunctionUrl };
  readonly aliases: { readonly [name: string]: Alias };
  readonly destinations: { readonly [qualifier: string]: InvokeDestinations };
  readonly reservedConcurrency: number | null;
  readonly recursiveLoop: string;
  readonly codeSigning: string | null;
  readonly vpc: { readonly subnets: readonly string[]; readonly securityGroups: readonly string[] } | null;
  readonly kmsKey: string | null;
  readonly deadLetterTarget: string | null;
  readonly tracing: string;
  readonly logging: { readonly logGroup?: string; readonly applicationLogLevel?: string };
  readonly fileSystems: readonly string[];
  readonly runtimeUpdates: string;
  readonly edgeReplicated: boolean;
  /** Whether Lambda refuses public resource policies on it. */
  readonly publicAccessBlocked: boolean;
  /** The stack that manages it, as its tags or its maker say; `null` where none does. */
  readonly stack: string | null;
  readonly tags: { readonly [key: string]: string };
}

export interface LayerVersionFacets {
  readonly resourcePolicy: { readonly [sid: string]: StatementJson };
  readonly publisher: string;
}

export interface EventSourceMappingFacets {
  readonly eventSource: string | null;
  readonly function: string;
  readonly enabled: boolean;
  readonly onFailure: string | null;
  readonly filtered: boolean;
  /** Endpoints of a self-managed Kafka cluster; empty for sources with an ARN. */
  readonly endpoints: readonly string[];
  /** Whether a self-managed cluster is reached through subnets of a VPC. */
  readonly inVpc: boolean;
}

export interface CodeSigningConfigFacets {
  /** `Warn` lets unsigned code through, `Enforce` does not. */
  readonly untrustedArtifactOnDeployment: string;
}
