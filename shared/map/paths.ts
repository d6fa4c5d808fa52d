import type { Arn } from '../arn.ts';
import type { Document } from '../inventory/document.ts';
import type { Relation } from '../inventory/edge.ts';
import { edgesOf } from '../inventory/edges.ts';
import type { EdgeEnd } from '../inventory/store/index-keys.ts';
import { dataOf } from './data.ts';

/** Relations that information flows along, from the one that points to the one that is pointed at. */
const along = ['triggers', 'sends-to', 'runs-as'] as const satisfies readonly Relation[];
/** Relations that it flows against: a mapping points at the queue that it reads from. */
const against = ['reads-from', 'listens-on', 'authorized-by'] as const satisfies readonly Relation[];

/** What is known of a resource that is met. */
type Met = Pick<EdgeEnd, 'kind' | 'name' | 'presence' | 'edges'>;

/** A resource on the way from or to another. */
export interface Hop {
  readonly arn: Arn;
  /** Steps from the resource that was asked about. */
  readonly steps: number;
  /** The neighbour that led here, and how the two are linked. */
  readonly via: Arn;
  readonly relation: Relation | 'uses';
  /** `undefined`: only known because something points at it. */
  readonly resource: Met | undefined;
}

/** Where paths are read from: the state of a resource, and what points at one with what it is. */
export interface PathReader {
  resource(arn: Arn): Promise<Document | undefined>;
  pointing(arn: Arn, relation: Relation): Promise<readonly EdgeEnd[]>;
}

interface Found {
  readonly arn: Arn;
  readonly relation: Relation | 'uses';
  /** What the edge has told already. */
  readonly met?: Met;
}

interface Frontier {
  readonly arn: Arn;
  readonly met: Met | undefined;
  /** What a role uses is in its document alone. */
  readonly document?: Document | undefined;
}

/** A role hands nothing on to those who use it: others run as it too. */
const endsHere = (met: Met | undefined, direction: 'upstream' | 'downstream'): boolean =>
  direction === 'upstream' && met?.kind === 'role';

const metIn = (document: Document | undefined): Met | undefined =>
  document === undefined
    ? undefined
    : {
        kind: document.kind,
        name: document.name,
        presence: document.presence,
        edges: document.presence === 'deleted' ? [] : edgesOf(document),
      };

const nextOf = async (
  reader: PathReader,
  { arn, met, document }: Frontier,
  direction: 'upstream' | 'downstream',
): Promise<readonly Found[]> => {
  const [own, others] = direction === 'downstream' ? [along, against] : [against, along];
  const used =
    direction === 'downstream' && document?.kind === 'role'
      ? dataOf(document).map(({ resource }): Found => ({ arn: resource as Arn, relation: 'uses' }))
      : [];
  const pointing = await Promise.all(
    others
      .filter((relation) => relation !== 'runs-as')
      .map(async (relation) =>
        (await reader.pointing(arn, relation)).map((end): Found => ({ arn: end.arn, relation, met: end })),
      ),
  );
  return [
    ...(met?.edges ?? [])
      .filter(({ relation }) => (own as readonly Relation[]).includes(relation))
      .map(({ target, relation }) => ({ arn: target, relation })),
    ...used,
    ...pointing.flat(),
  ];
};

/**
 * Everything that information can flow from to a resource, or to from it, as configured, nearest first; what a role
 * uses is what its inline policies name. Each resource that is met is read once: as the edge that leads to it, or as its
 * state; whatever the size of the inventory.
 */
export const follow = async (
  reader: PathReader,
  first: Document,
  direction: 'upstream' | 'downstream',
  farthest = Number.POSITIVE_INFINITY,
): Promise<readonly Hop[]> => {
  const hops = new Map<Arn, Hop>();
  let frontier: readonly Frontier[] = [{ arn: first.arn, met: metIn(first), document: first }];
  for (let steps = 1; frontier.length > 0 && steps <= farthest; steps += 1) {
    const found = new Map<Arn, Found & { readonly via: Arn }>();
    for (const each of frontier) {
      if (steps > 1 && endsHere(each.met, direction)) continue;
      for (const next of await nextOf(reader, each, direction)) {
        if (next.arn === first.arn || hops.has(next.arn)) continue;
        if (!found.has(next.arn)) found.set(next.arn, { ...next, via: each.arn });
      }
    }
    const reached = await Promise.all(
      [...found.values()].map(async (next) => {
        const document = next.met === undefined ? await reader.resource(next.arn) : undefined;
        return { ...next, met: next.met ?? metIn(document), document };
      }),
    );
    for (const { arn, via, relation, met } of reached) hops.set(arn, { arn, steps, via, relation, resource: met });
    frontier = reached;
  }
  return [...hops.values()];
};
