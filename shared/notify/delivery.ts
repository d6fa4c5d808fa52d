import type { Transition } from '../engine/finding.ts';
import { compareSeverity, type Severity } from '../engine/severity.ts';

/** What is told at once and what waits for the digest. */
export interface DeliveryPolicy {
  /** `never`: everything waits. */
  readonly immediateFrom: Severity | 'never';
  /** How many notifications of a severity go out in an hour; what is beyond waits. One severity never starves another. */
  readonly perHour: { readonly [S in Severity]: number };
}

export const defaultDelivery: DeliveryPolicy = {
  immediateFrom: 'medium',
  perHour: { critical: 300, high: 120, medium: 60, low: 60, informational: 60 },
};

/** The service name that stands in a change which a person decided on with Trailwarden itself. */
export const decisionSource = 'trailwarden';

/** A finding that was never active for anybody: its suppression was there first. */
const wasBornQuiet = ({ kind, cause }: Transition): boolean =>
  kind === 'suppressed' && cause?.eventSource !== decisionSource;

/**
 * Whether a step deserves to interrupt somebody. What could not be decided, what is not grave, and what a suppression
 * kept quiet from the start does not; it is told in the digest.
 */
export const isImmediate = (transition: Transition, { immediateFrom }: DeliveryPolicy): boolean =>
  immediateFrom !== 'never' &&
  transition.finding.verdict !== 'unknown' &&
  compareSeverity(transition.finding.severity, immediateFrom) >= 0 &&
  !wasBornQuiet(transition);
