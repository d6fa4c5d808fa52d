import type { Transition } from '../engine/finding.ts';
import { compareSeverity } from '../engine/severity.ts';

/** Whether a step says that something has become worse, which is what somebody is interrupted for. */
export const rings = ({ kind }: Transition): boolean =>
  kind === 'opened' || kind === 'reopened' || kind === 'escalated';

/** Whether a call has done something graver to the same resource: that rings, and this is told beside it. */
const isLesser = ({ cause, finding }: Transition, other: Transition): boolean =>
  cause !== null &&
  other.cause?.eventId === cause.eventId &&
  other.finding.resource.arn === finding.resource.arn &&
  other.finding.verdict === 'fail' &&
  compareSeverity(finding.severity, other.finding.severity) < 0;

/**
 * The steps that another one told at the same time already tells: findings opened by one of the calls of an incident, and
 * no more severe than itself, and what is less grave of one call on one resource. They do not ring a second time; the
 * digest lists them.
 */
export const piecesOf = (transitions: readonly Transition[]): ReadonlySet<string> => {
  const incidents = transitions.filter((transition) => rings(transition) && transition.finding.pattern !== null);
  const pieces = transitions.filter(
    (transition) =>
      transition.finding.pattern === null &&
      rings(transition) &&
      (incidents.some(
        ({ finding }) =>
          finding.pattern?.events.includes(transition.cause?.eventId ?? '') === true &&
          compareSeverity(transition.finding.severity, finding.severity) <= 0,
      ) ||
        transitions.some((other) => rings(other) && isLesser(transition, other))),
  );
  return new Set(pieces.map(({ id }) => id));
};
