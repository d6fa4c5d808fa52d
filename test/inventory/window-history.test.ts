import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Arn } from '../../shared/arn.ts';
import { emptyContext } from '../../shared/engine/context.ts';
import { ruleSet } from '../../shared/engine/judge.ts';
import type { ResourceChange } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { project } from '../../shared/inventory/projections.ts';
import { createMemoryInventory, type MemoryInventory } from '../../shared/inventory/store/memory.ts';
import { aChange, functionArn } from '../support/calls.ts';

import { documentAt } from '../support/spans.ts';

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

/** Likewise, of which one in each four seconds is enough. */
const habitAt = (second: number): ResourceChange => {
  const change = eventAt(second);
  const once = String(Math.floor(second / 4));
  return {
    ...change,
    ops: change.ops.map((op) => (op.op === 'collect' ? { ...op, value: { ...op.value, once } } : op)),
  };
};

const filledBy = (seconds: readonly number[], at: (second: number) => ResourceChange = eventAt): MemoryInventory => {
  const inventory = createMemoryInventory();
  for (const second of seconds) inventory.commit(fold(inventory, [at(second)], ruleSet([]), emptyContext));
  return inventory;
};

describe('the history of a window', () => {
  it.each([
    ['every event', eventAt],
    ['the first of each kind', habitAt],
  ])('goes back to every state of a window of %s, whatever the order of its events', (_, at) => {
    const seconds = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 10 });
    fc.assert(
      fc.property(seconds, (some) => {
        const inventory = filledBy(some, at);
        const ordered = some.toSorted((a, b) => a - b);
        for (const [index, second] of ordered.entries()) {
          const document = inventory.document(arn);
          if (document === undefined) throw new Error('expected a document');
          const then = documentAt(document, inventory.entries(arn), eventAt(second).time);
          expect(then?.facets).toEqual(filledBy(ordered.slice(0, index + 1), at).document(arn)?.facets);
        }
      }),
    );
  });

  it('keeps of events of which one is enough the first, whenever it is delivered', () => {
    expect(filledBy([3, 2, 1, 5], habitAt).document(arn)?.facets['events']).toMatchObject({
      value: [{ id: 'event-1' }, { id: 'event-5' }],
    });
  });

  it('holds of each change only what came and went', () => {
    const entries = filledBy([1, 2, 3, 4, 5]).entries(arn);
    expect(entries.at(-1)?.before).toMatchObject({
      facets: {},
      lists: { events: { added: [{ id: 'event-5' }], gone: [{ id: 'event-1' }] } },
    });
  });
});
