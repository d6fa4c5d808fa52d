import type { Arn } from './arn.ts';
import { expiryChange } from './decisions.ts';
import type { ResourceChange } from './inventory/document.ts';
import type { InventoryStore } from './inventory/store/store.ts';

export interface ExpireOptions {
  readonly store: Pick<InventoryStore, 'heldFindings' | 'resource'>;
  /** Judges and stores changes, and hands on what is new. */
  readonly apply: (changes: readonly ResourceChange[]) => Promise<unknown>;
  readonly now: () => Date;
}

/** How many resources are brought up to date with one write. */
const mostAtOnce = 10;

/**
 * Makes active again what suppressions kept quiet that have run out, resource by resource; nothing else would touch a
 * resource that nobody changes. Answers how many findings that were. Running it again changes nothing.
 */
export const expireSuppressions = async ({ store, apply, now }: ExpireOptions): Promise<number> => {
  const time = now();
  const holders = new Map<Arn, number>();
  for await (const { holder, finding } of store.heldFindings('suppressed')) {
    if (finding.suppression !== null && Date.parse(finding.suppression.until) <= time.getTime())
      holders.set(holder, (holders.get(holder) ?? 0) + 1);
  }
  const arns = [...holders.keys()];
  for (let from = 0; from < arns.length; from += mostAtOnce) {
    const documents = await Promise.all(arns.slice(from, from + mostAtOnce).map((arn) => store.resource(arn)));
    await apply(documents.filter((document) => document !== undefined).map((document) => expiryChange(document, time)));
  }
  return [...holders.values()].reduce((sum, count) => sum + count, 0);
};
