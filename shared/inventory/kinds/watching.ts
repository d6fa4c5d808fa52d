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

/** The few facts that a pattern asks of a call. */
export interface WindowFacts {
  readonly [name: string]: string | number | boolean | null;
}

/** One event as it is remembered for patterns: who called what, and what each pattern wanted to know. */
export interface StoredEvent {
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
  /** pattern id → its facts; a pattern that did not look at the call is not in it. */
  readonly facts: { readonly [pattern: string]: WindowFacts };
  /** Of events with the same one, the first is enough. */
  readonly once?: string;
}

/** The calls on one function or role, or of one actor, as far back as any pattern looks. */
export interface ActivityWindowFacets {
  readonly groupBy: string;
  /** By time, then by id. */
  readonly events: readonly StoredEvent[];
}

/** A CloudFormation stack, as far as calls on it are looked at. */
export interface StackFacets {
  readonly terminationProtected: boolean;
}
