import type { Change } from '../trail/change.ts';
import type { ResourceChange } from './document.ts';
import { accountRef, type Projections, toResourceChange } from './projection.ts';
import { iam, rolesAnywhere } from './projections/iam.ts';
import { lambda } from './projections/lambda.ts';

/** Every service whose calls change the inventory. */
export const projections: readonly Projections[] = [lambda, iam, rolesAnywhere];

const bySource = new Map(projections.map((service) => [service.source, service.calls]));

/** Whether anything reads a call: `lambda`, `AddPermission`. */
export const isProjected = (source: string, call: string): boolean => bySource.get(source)?.[call] !== undefined;

/**
 * What a call did to the inventory. A failed call did nothing. A call whose resource the record does not name (its
 * parameters were too large, say) is kept on the account, so that it is seen and counted.
 */
export const project = (change: Change): readonly ResourceChange[] => {
  if (change.outcome.status === 'failed') return [];
  const effects = bySource.get(change.source)?.[change.name]?.(change) ?? [];
  const placed = effects.map((effect) => toResourceChange(change, effect));
  if (change.request.state !== 'omitted') return placed;
  const omitted = { ref: accountRef(change), ops: [], details: { omitted: change.request.reason ?? 'omitted' } };
  return [...placed, toResourceChange(change, omitted)];
};
