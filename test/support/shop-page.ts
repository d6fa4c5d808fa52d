import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createMemoryInventory } from '../../shared/inventory/store/memory.ts';
import { createObservation } from '../../shared/map/observed.ts';
import { type PageData, pageData } from '../../shared/map/page-data.ts';
import { rules } from '../../shared/rules/index.generated.ts';
import { changeOf } from './calls.ts';
import { shopTrail } from './shop.ts';

/** The page of the made-up shop with so many functions, judged by the rules; the patterns are left out. */
export const shopPage = (functions: number): PageData => {
  const inventory = createMemoryInventory();
  const observation = createObservation();
  const set = ruleSet(rules);
  let asOf: string | null = null;
  for (const record of shopTrail(functions)) {
    const change = changeOf(record);
    observation.add(change);
    inventory.commit(fold(inventory, project(change), set, emptyContext));
    asOf = change.time;
  }
  return pageData({
    source: `the made-up shop with ${functions} functions`,
    asOf,
    documents: [...inventory.documents.values()],
    observed: observation.flows(),
    entries: ({ arn }) => inventory.entries(arn),
  });
};
