import type {
  IAspect,
  IPolicyValidationContext,
  IPolicyValidationPlugin,
  PolicyValidationPluginReport,
} from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

export interface TrailwardenOptions {
  /** Findings from this severity on stop the synthesis; default `high`. */
  readonly failOn?: 'informational' | 'low' | 'medium' | 'high' | 'critical';
  /** What a configuration file says, as far as it concerns templates. */
  readonly context?: {
    readonly accounts?: readonly string[];
    readonly trustedAccounts?: readonly string[];
    readonly organizations?: readonly string[];
    readonly layerAccounts?: readonly string[];
  };
  /** What suppressions run out against; default: the time of the synthesis. */
  readonly now?: Date;
}

/** Reports findings during `cdk synth`: `Validations.of(app).addPlugins(new TrailwardenValidation())`. */
export declare class TrailwardenValidation implements IPolicyValidationPlugin {
  constructor(options?: TrailwardenOptions);
  readonly name: string;
  readonly version: string;
  readonly ruleIds: string[];
  validate(context: IPolicyValidationContext): PolicyValidationPluginReport;
}

/** Annotates the constructs of a stack with the findings on them: `Aspects.of(stack).add(new TrailwardenAspect())`. */
export declare class TrailwardenAspect implements IAspect {
  constructor(options?: TrailwardenOptions);
  visit(node: IConstruct): void;
}
