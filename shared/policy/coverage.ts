import type { Statement } from './document.ts';
import { arnCovers, arnsOverlap, patternCovers, patternsOverlap } from './pattern.ts';

const lower = (pattern: string): string => pattern.toLowerCase();

const coversAction = ({ actions, notActions }: Statement, action: string): boolean => {
  if (actions) return actions.some((outer) => patternCovers(outer === '*:*' ? '*' : lower(outer), action));
  return notActions !== undefined && !notActions.some((excluded) => patternsOverlap(lower(excluded), action));
};

const coversResource = ({ resources, notResources }: Statement, resource: string | undefined): boolean => {
  if (resources)
    return resources.some((outer) => outer === '*' || (resource !== undefined && arnCovers(outer, resource)));
  if (notResources) return resource !== undefined && !notResources.some((excluded) => arnsOverlap(excluded, resource));
  return true;
};

/** What a statement grants, as pairs that a deny may take away one by one. */
const grantsOf = ({ actions, notActions, resources }: Statement, attachedTo: string | undefined) => ({
  actions: (actions ?? (notActions ? ['*'] : [])).map(lower),
  resources: resources ?? [attachedTo],
});

/**
 * True where the denies together leave nothing of what `allow` grants. Sound rather than complete: a grant that is
 * only partly denied, or whose denial can not be seen, is left.
 */
export const deniesLeaveNothing = (
  allow: Statement,
  denies: readonly Statement[],
  attachedTo: string | undefined,
): boolean => {
  if (denies.length === 0) return false;
  const grants = grantsOf(allow, attachedTo);
  if (allow.notActions) {
    // All but a few actions are granted; a deny of all but some of those few takes the rest.
    const excluded = allow.notActions.map(lower);
    const covering = denies.filter(
      ({ actions, notActions }) =>
        actions?.some((outer) => outer === '*' || outer === '*:*') ||
        notActions?.every((inner) => excluded.some((outer) => patternCovers(outer, lower(inner)))),
    );
    return grants.resources.every((resource) => covering.some((deny) => coversResource(deny, resource)));
  }
  return grants.actions.every((action) => {
    const covering = denies.filter((deny) => coversAction(deny, action));
    return grants.resources.every((resource) => covering.some((deny) => coversResource(deny, resource)));
  });
};
