import type { Json } from '../../json.ts';

/** Where a rule, schedule or pipe sends to, and as whom. */
export interface Target {
  readonly arn: string;
  readonly role?: string;
  readonly deadLetter?: string;
  /** Whether the event is rewritten on its way. */
  readonly transformed?: boolean;
}

export interface EventBusFacets {
  readonly resourcePolicy: Json | null;
}

export interface EventRuleFacets {
  readonly bus: string;
  /** The event pattern as JSON text; `null` for a rule that only has a schedule. */
  readonly pattern: string | null;
  readonly schedule: string | null;
  readonly enabled: boolean;
  readonly targets: { readonly [id: string]: Target };
  readonly tags: { readonly [key: string]: string };
}

export interface ApiDestinationFacets {
  readonly endpoint: string;
  readonly connection: string | null;
}

/** The credentials of an API destination. */
export interface ConnectionFacets {
  /** `BASIC`, `OAUTH_CLIENT_CREDENTIALS`, `API_KEY` */
  readonly authorization: string;
  /** Where the client's credentials are sent to, for OAuth. */
  readonly authorizationEndpoint: string | null;
}

export interface ArchiveFacets {
  readonly bus: string;
  readonly retentionDays: number | null;
}

/** A registry of event schemas, or the registry of container images of an account and Region. */
export interface RegistryFacets {
  readonly resourcePolicy: Json | null;
}

export interface ScheduleFacets {
  readonly expression: string;
  readonly enabled: boolean;
  readonly target: Target;
}

export interface PipeFacets {
  readonly source: string;
  readonly target: string;
  readonly enrichment: string | null;
  readonly role: string;
  readonly enabled: boolean;
}

export interface TopicFacets {
  readonly resourcePolicy: Json | null;
  readonly kmsKey: string | null;
  /** subscription ARN (or `<protocol> <endpoint>` before it is confirmed) → subscription */
  readonly subscriptions: { readonly [arn: string]: Subscription };
  readonly tags: { readonly [key: string]: string };
}

/** Who a topic sends to. Addresses of people are kept as their domain only. */
export interface Subscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly filtered?: boolean;
}

export interface QueueFacets {
  readonly resourcePolicy: Json | null;
  readonly deadLetterTarget: string | null;
  readonly kmsKey: string | null;
  readonly managedEncryption: boolean;
  readonly visibilityTimeoutSeconds: number;
  readonly tags: { readonly [key: string]: string };
}

export interface StateMachineFacets {
  readonly role: string;
  /** Functions that the definition calls. */
  readonly functions: readonly string[];
  /** AWS SDK integrations of the definition: `dynamodb:putItem`. */
  readonly integrations: readonly string[];
  /** `OFF`, `ERROR`, `FATAL`, `ALL` */
  readonly logging: string;
  readonly tags: { readonly [key: string]: string };
}

export interface IotRuleFacets {
  readonly sql: string;
  readonly enabled: boolean;
  readonly actions: readonly { readonly type: string; readonly target: string; readonly role?: string }[];
}

export interface LogGroupFacets {
  readonly subscriptions: { readonly [name: string]: { readonly destination: string; readonly role?: string } };
  readonly retentionDays: number | null;
  readonly resourcePolicy: Json | null;
}

/** Anything else that invokes functions: load-balancer target groups, distributions, receipt rules, Config rules … */
export interface InvokerFacets {
  /** `elastic-load-balancing`, `cloudfront`, `ses`, `config`, `secretsmanager`, `codepipeline`, `s3-object-lambda`, … */
  readonly service: string;
  readonly functions: readonly string[];
}
