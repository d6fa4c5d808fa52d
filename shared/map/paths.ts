import type { Arn } from '../arn.ts';
import type { Document } from '../inventory/document.ts';
import type { Relation } from '../inventory/edge.ts';
import { edgesOf } from '../inventory/edges.ts';
import type { InventoryStore } from '../inventory/store.ts';
import { dataOf } from './data.ts';

/** Relations that information flows along, from the one that points to the one that is pointed at. */
const along = ['triggers', 'sends-to', 'runs-as'] as const satisfies readonly Relation[];
/** Relations that it flows against: a mapping points at the queue that it reads from. */
const against = ['reads-from', 'listens-on', 'authorized-by'] as const satisfies readonly Relation[];

/** A resource on the way from or to another. */
export interface Hop {
  readonly arn: Arn;
  /** Steps from the resource that was asked about. */
  readonly steps: number;
  /** The neighbour that led here, and how the two are linked. */
  readonly via: Arn;
  readonly relation: Relation | 'uses';
  /** `undefined`: only known because something points at it. */
  readonly document: Document | undefined;
}

type Reader = Pick<InventoryStore, 'resource' | 'sources'>;

/** A role hands nothing on to those who use it: others run as it too. */
const endsHere = (document: Document | undefined, direction: 'upstream' | 'downstream'): boolean =>
  direction === 'upstream' && document?.kind === 'role';

type Next = Pick<Hop, 'arn' | 'relation'>;

const nextOf = async (
  store: Reader,
  arn: Arn,
  document: Document | undefined,
  direction: 'upstream' | 'downstream',
): Promise<readonly Next[]> => {
  const [own, others] = direction === 'downstream' ? [along, against] : [against, along];
  const mine = document === undefined || document.presence === 'deleted' ? [] : edgesOf(document);
  const used =
    direction === 'downstream' && document?.kind === 'role'
      ? dataOf(document).map(({ resource }): Next => ({ arn: resource as Arn, relation: 'uses' }))
      : [];
  const pointing = await Promise.all(
    others
      .filter((relation) => relation !== 'runs-as')
      .map(async (relation) => (await store.sources(arn, relation)).map((source) => ({ arn: source, relation }))),
  );
  return [
    ...mine
      .filter(({ relation }) => (own as readonly Relation[]).includes(relation))
      .map(({ target, relation }) => ({ arn: target, relation })),
    ...used,
    ...pointing.flat(),
  ];
};

/**
 * Everything that information can flow from to a resource, or to from it, as configured, nearest first; what a role
 * uses is what its inline policies name. Each resource
 * that is met costs one read of its state and at most three queries of who points at it, whatever the size of the
 * inventory.
 */
export const follow = async (
  store: Reader,
  start: Arn,
  direction: 'upstream' | 'downstream',
  farthest = Number.POSITIVE_INFINITY,
): Promise<readonly Hop[]> => {
  const hops = new Map<Arn, Hop>();
  let frontier: readonly { readonly arn: Arn; readonly document: Document | undefined }[] = [
    { arn: start, document: await store.resource(start) },
  ];
  for (let steps = 1; frontier.length > 0 && steps <= farthest; steps += 1) {
    const found: Omit<Hop, 'document'>[] = [];
    for (const { arn, document } of frontier) {
      if (steps > 1 && endsHere(document, direction)) continue;
      for (const next of await nextOf(store, arn, document, direction)) {
        if (next.arn === start || hops.has(next.arn) || found.some((other) => other.arn === next.arn)) continue;
        found.push({ ...next, steps, via: arn });
      }
    }
    const reached = await Promise.all(found.map(async (hop) => ({ ...hop, document: await store.resource(hop.arn) })));
    for (const hop of reached) hops.set(hop.arn, hop);
    frontier = reached;
  }
  return [...hops.values()];
};
