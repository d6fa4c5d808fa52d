import type { Transition } from '../engine/finding.ts';
import { compareSeverity } from '../engine/severity.ts';

const rings = ({ kind }: Transition): boolean => kind === 'opened' || kind === 'reopened' || kind === 'escalated';

/**
 * The steps that an incident told at the same time already tells: findings opened by one of its calls, and no more
 * severe than itself. They do not ring a second time; the digest lists them.
 */
export const piecesOf = (transitions: readonly Transition[]): ReadonlySet<string> => {
  const incidents = transitions.filter((transition) => rings(transition) && transition.finding.pattern !== null);
  const pieces = transitions.filter(
    (transition) =>
      transition.finding.pattern === null &&
      rings(transition) &&
      incidents.some(
        ({ finding }) =>
          finding.pattern?.events.includes(transition.cause?.eventId ?? '') === true &&
          compareSeverity(transition.finding.severity, finding.severity) <= 0,
      ),
  );
  return new Set(pieces.map(({ id }) => id));
};
