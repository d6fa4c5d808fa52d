import type { Arn } from '../../arn.ts';
import { type Document, firstOf, type HistoryEntry } from '../document.ts';
import type { Edge, Relation } from '../edge.ts';
import { type Announcement, canSpeak, edgeKey, edgesWhilePresent } from '../fold/run.ts';
import { linkOf, linksInto } from '../links.ts';

/**
 * Two writers can miss each other: one begins to listen to a resource that another one changes at the same time, and
 * neither touches what the other writes. So who began to listen looks once more at whom it listens to, and who had
 * something to say looks once more who listens: whichever wrote last sees the other.
 */
export interface Crossing {
  readonly before: Document | undefined;
  readonly after: Document;
  readonly entries: readonly HistoryEntry[];
  /** Every edge that it had before, at some time in between and after. */
  readonly edges: readonly Edge[];
}

/** Somebody who listens, to whom, and since when that may be new. */
export interface Begun extends Announcement {
  readonly listener: Arn;
}

/** What a resource began to listen to with a write, also where it has ceased to with the same. */
export const begunBy = ({ before, after, entries, edges }: Crossing): readonly Begun[] => {
  const since = firstOf(entries);
  if (since === undefined) return [];
  const previous = before === undefined ? new Map() : edgesWhilePresent(before);
  const between = edges.map((edge) => [edgeKey(edge), edge] as const);
  return [...new Map([...between, ...edgesWhilePresent(after)])]
    .filter(([key, { relation, target }]) => !previous.has(key) && linkOf(relation)?.toSource && canSpeak(target))
    .map(([, { relation, target }]) => ({ listener: after.arn, speaker: target, relation, since }));
};

/** Over which relations a resource had something to say with a write: where it was looked who listens. */
export const spokenBy = (
  { after, entries }: Crossing,
  listenersOf: (relation: Relation) => readonly Arn[] | undefined,
): readonly { readonly announcement: Announcement; readonly told: readonly Arn[] }[] => {
  const since = firstOf(entries);
  if (since === undefined) return [];
  return linksInto(after.kind).flatMap(({ relation, toSource }) => {
    const told = toSource === undefined ? undefined : listenersOf(relation);
    return told === undefined ? [] : [{ announcement: { speaker: after.arn, relation, since }, told }];
  });
};
