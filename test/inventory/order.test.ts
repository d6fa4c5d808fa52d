import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyContext } from '../../shared/engine/context.ts';
import type { Transition } from '../../shared/engine/finding.ts';
import type { Document, ResourceChange } from '../../shared/inventory/document.ts';
import { fold } from '../../shared/inventory/fold/fold.ts';
import { createMemoryInventory, type MemoryInventory } from '../../shared/inventory/store/memory.ts';
import { madeUpCalls, noticing, toChanges } from '../support/made-up-trail.ts';
import { spansOf } from '../support/spans.ts';

const apply = (inventory: MemoryInventory, batch: readonly ResourceChange[]): readonly Transition[] => {
  const result = fold(inventory, batch, noticing, emptyContext);
  inventory.commit(result);
  return result.transitions;
};

/** Which findings are open for somebody who follows the steps, and hears of each of them once. */
class Follower {
  readonly open = new Set<string>();
  readonly #heard = new Set<string>();

  hear(steps: readonly Transition[]): void {
    for (const { id, kind, finding } of steps) {
      if (this.#heard.has(id)) continue;
      this.#heard.add(id);
      if (kind === 'resolved' || kind === 'suppressed') this.open.delete(finding.id);
      else this.open.add(finding.id);
    }
  }
}

const openIn = (inventory: MemoryInventory): readonly string[] =>
  [...inventory.documents.values()]
    .flatMap(({ findings }) => Object.values(findings))
    .filter(({ status }) => status === 'active')
    .map(({ id }) => id)
    .sort();

/** A document of which nothing is left once a late record took back what pointed at it says nothing at all. */
const saysSomething = ({ head }: Document): boolean => head !== null;

const snapshot = (inventory: MemoryInventory) => {
  const documents = [...inventory.documents.values()].filter(saysSomething).sort((a, b) => (a.arn < b.arn ? -1 : 1));
  return {
    documents,
    spans: documents.map((document) => spansOf(document, inventory.entries(document.arn))),
    histories: documents.map(({ arn }) =>
      inventory
        .entries(arn)
        .map(({ change, transitions }) => ({ at: `${change.time} ${change.id} ${change.via ?? ''}`, transitions }))
        .sort((a, b) => (a.at < b.at ? -1 : 1)),
    ),
  };
};

const ordersOf = <T>(items: readonly T[]): T[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((item, index) =>
        ordersOf(items.filter((_, other) => other !== index)).map((rest) => [item, ...rest]),
      );

const twoTriggers = (['subscribe', 'poll', 'create', 'delete-topic', 'make-topic'] as const).map((call) => ({
  call,
  fn: 0,
  role: 0,
}));

describe('the order in which a trail is delivered', () => {
  it('does not matter, nor does how often: every delivery ends in the same inventory and the same findings', () => {
    fc.assert(
      fc.property(
        fc.array(madeUpCalls, { minLength: 1, maxLength: 14 }),
        fc.array(fc.nat(1_000), { minLength: 40, maxLength: 40 }),
        fc.integer({ min: 1, max: 4 }),
        (steps, dice, batchSize) => {
          const changes = toChanges(steps);
          const inOrder = createMemoryInventory();
          apply(inOrder, changes);

          const repeated = [...changes, ...changes.filter((_, index) => (dice[index] ?? 0) % 3 === 0)];
          const shuffled = repeated
            .map((change, index) => ({ change, rank: dice[(index * 7) % dice.length] ?? 0, index }))
            .sort((a, b) => a.rank - b.rank || a.index - b.index)
            .map(({ change }) => change);
          const delivered = createMemoryInventory();
          const follower = new Follower();
          for (let from = 0; from < shuffled.length; from += batchSize) {
            follower.hear(apply(delivered, shuffled.slice(from, from + batchSize)));
            expect([...follower.open].sort(), 'who follows the steps knows what is open').toEqual(openIn(delivered));
          }

          expect(snapshot(delivered)).toEqual(snapshot(inOrder));
          expect(apply(delivered, shuffled), 'a repetition announces nothing').toEqual([]);
          expect(snapshot(delivered)).toEqual(snapshot(inOrder));
        },
      ),
      {
        numRuns: 150,
        // Two triggers of a function that a late record lets it hear of the other way round.
        examples: [[twoTriggers, Array.from({ length: 40 }, (_, index) => (index === 14 ? 5 : 0)), 1]],
      },
    );
  });

  it('tells the end of what late records take back, and its return, in every order that few records can come in', () => {
    const changes = toChanges([
      { call: 'delete', fn: 0, role: 0 },
      { call: 'delete-topic', fn: 1, role: 0 },
      { call: 'subscribe', fn: 1, role: 0 },
      { call: 'unshare-topic', fn: 1, role: 0 },
      { call: 'create', fn: 0, role: 0 },
    ]);
    for (const order of ordersOf(changes)) {
      const inventory = createMemoryInventory();
      const follower = new Follower();
      for (const change of order) follower.hear(apply(inventory, [change]));
      expect([...follower.open].sort(), order.map(({ eventName }) => eventName).join(', ')).toEqual(openIn(inventory));
    }
  });

  it('does not matter when one record at a time arrives in reverse', () => {
    const changes = toChanges([
      { call: 'create', fn: 0, role: 0 },
      { call: 'attach', fn: 0, role: 0 },
      { call: 'publish', fn: 0, role: 0 },
      { call: 'allow', fn: 0, role: 1 },
      { call: 'swap', fn: 0, role: 1 },
      { call: 'forbid', fn: 0, role: 1 },
    ]);
    const inOrder = createMemoryInventory();
    apply(inOrder, changes);
    const reversed = createMemoryInventory();
    for (const change of changes.toReversed()) apply(reversed, [change]);
    expect(snapshot(reversed)).toEqual(snapshot(inOrder));
  });
});
