import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import type { Document } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { aChange, type aRecord } from './calls.ts';

/** The resources after these calls, one second apart, in the order in which they were first touched. */
export const resourcesAfter = (...calls: readonly Parameters<typeof aRecord>[0][]): readonly Document[] => {
  const inventory = createMemoryInventory();
  calls.forEach((call, index) => {
    const time = `2026-03-02T09:${String(Math.floor(index / 60)).padStart(2, '0')}:${String(index % 60).padStart(2, '0')}Z`;
    const changes = project(aChange({ time, id: `event-${index}`, ...call }));
    inventory.commit(fold(inventory, changes, ruleSet([]), emptyContext));
  });
  return [...inventory.documents.values()];
};

/** The known facets of the first resource of a kind after these calls; an unknown one shows its reason as `?reason`. */
export const facetsAfter = (kind: string, ...calls: readonly Parameters<typeof aRecord>[0][]) => {
  const found = resourcesAfter(...calls).find((document) => document.kind === kind);
  if (found === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(found.facets).map(([name, facet]) => [name, facet.known ? facet.value : `?${facet.reason}`]),
  );
};
