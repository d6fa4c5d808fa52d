import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arn } from '../../shared/arn.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold.ts';
import { createMemoryInventory, type MemoryInventory } from '../../shared/inventory/memory.ts';
import { documentAt } from '../../shared/inventory/past.ts';
import { project } from '../../shared/inventory/projections.ts';
import { aChange, functionArn } from '../support/calls.ts';

const arn = functionArn('orders') as Arn;
const most = 4;

/** The event of a second, remembered for five. */
const eventAt = (second: number): ResourceChange => {
  const timeOf = (at: number): string => new Date(Date.UTC(2026, 2, 2) + at * 1_000).toISOString().slice(0, 19);
  const at = { id: `event-${second}`, time: `${timeOf(second)}Z` };
  const [made] = project(aChange({ ...at, name: 'DeleteFunction20150331', request: { functionName: 'orders' } }));
  if (made === undefined) throw new Error('expected a change');
  return { ...made, ops: [{ op: 'collect', facet: 'events', value: at, since: timeOf(second - 5), most }] };
};

const filledBy = (seconds: readonly number[]): MemoryInventory => {
  const inventory = createMemoryInventory();
  for (const second of seconds) inventory.commit(fold(inventory, [eventAt(second)], ruleSet([]), emptyContext));
  return inventory;
};

describe('the history of a window', () => {
  it('goes back to every state that the window had, whatever the order of its events', () => {
    const seconds = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(seconds, (some) => {
        const inventory = filledBy(some);
        const ordered = some.toSorted((a, b) => a - b);
        for (const [index, second] of ordered.entries()) {
          const document = inventory.document(arn);
          if (document === undefined) throw new Error('expected a document');
          const then = documentAt(document, inventory.entries(arn), eventAt(second).time);
          expect(then?.facets).toEqual(filledBy(ordered.slice(0, index + 1)).document(arn)?.facets);
        }
      }),
    );
  });

  it('holds of each change only what came and went', () => {
    const entries = filledBy([1, 2, 3, 4, 5]).entries(arn);
    expect(entries.at(-1)?.before).toMatchObject({
      facets: {},
      lists: { events: { added: [{ id: 'event-5' }], gone: [{ id: 'event-1' }] } },
    });
  });
});
