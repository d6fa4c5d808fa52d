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
