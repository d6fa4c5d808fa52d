/** A CloudTrail trail, or an event data store. */
export interface TrailFacets {
  readonly logging: boolean;
  readonly multiRegion: boolean;
  readonly globalServices: boolean;
  readonly bucket: string | null;
  readonly kmsKey: string | null;
  /** What its event selectors say about management events. */
  readonly managementEvents: {
    readonly included: boolean;
    /** `All`, `ReadOnly`, `WriteOnly` */
    readonly readWrite: string;
    readonly excludedSources: readonly string[];
  };
}

/** Config recorders, GuardDuty detectors, Security Hub and analyzers: a service that watches, on or off. */
export interface WatcherFacets {
  readonly service: string;
  readonly enabled: boolean;
}

/** One event as a pattern remembers it: who called what, and the few facts that the pattern asked for. */
export interface WindowEvent {
  readonly time: string;
  readonly id: string;
  readonly source: string;
  readonly call: string;
  readonly actor: string;
  readonly account: string;
  readonly region: string;
  /** `null` for a call that succeeded. */
  readonly error: string | null;
  /** The resource that the call was about. */
  readonly resource: string | null;
  readonly facts: { readonly [name: string]: string | number | boolean | null };
}

/** What one pattern has seen of one group (an actor, a resource), as far back as it looks. */
export interface ActivityWindowFacets {
  readonly pattern: string;
  /** event id → event */
  readonly events: { readonly [id: string]: WindowEvent };
}

/** A CloudFormation stack, as far as calls on it are looked at. */
export interface StackFacets {
  readonly terminationProtected: boolean;
}
