import type { Arn } from '../../arn.ts';
import type { Json } from '../../json.ts';
import { type Document, withNeighbours } from '../document.ts';
import type { Link } from '../links.ts';

/**
 * How many of those that point at a resource it remembers, of each tier. Thousands of functions can share a role, and
 * thousands of log groups feed one function: an item has to stay small, and one more must not be news to all.
 */
export const mostOfTier = 50;

const tierOf = (link: Link, summary: Json): string => link.tier?.(summary) ?? '';

const placeOf = ({ relation }: Link, tier: string): string => (tier === '' ? relation : `${relation} ${tier}`);

const neighboursOver = ({ neighbours }: Document, { relation }: Link): { readonly [arn: string]: Json } =>
  neighbours[relation] ?? {};

const keptOf = (document: Document, link: Link): ReadonlyMap<string, readonly string[]> => {
  const tiers = new Map<string, string[]>();
  for (const [arn, summary] of Object.entries(neighboursOver(document, link))) {
    const tier = tierOf(link, summary);
    const kept = tiers.get(tier);
    if (kept === undefined) tiers.set(tier, [arn]);
    else kept.push(arn);
  }
  for (const kept of tiers.values()) kept.sort();
  return tiers;
};

/** Whether more neighbours speak over a relation than are kept, in any tier. */
export const isCrowded = ({ crowded }: Document, relation: string): boolean =>
  crowded !== undefined && Object.keys(crowded).some((place) => place.split(' ', 1)[0] === relation);

/** Whether what a neighbour says would not be kept, so that it need not be said. */
export const isCrowdedOut = (document: Document, link: Link, arn: Arn, summary: Json): boolean => {
  if (document.crowded === undefined || summary === null || arn in neighboursOver(document, link)) return false;
  const tier = tierOf(link, summary);
  if (document.crowded[placeOf(link, tier)] === undefined) return false;
  const kept = keptOf(document, link).get(tier) ?? [];
  return kept.length >= mostOfTier && arn > (kept.at(-1) ?? '');
};

const marked = (document: Document, place: string): Document =>
  document.crowded?.[place] ? document : { ...document, crowded: { ...document.crowded, [place]: true } };

const trimmed = (document: Document, link: Link): Document => {
  let result = document;
  for (const [tier, kept] of keptOf(document, link)) {
    if (kept.length <= mostOfTier) continue;
    const gone = new Set(kept.slice(mostOfTier));
    const rest = Object.entries(neighboursOver(result, link)).filter(([arn]) => !gone.has(arn));
    result = marked(withNeighbours(result, link.relation, Object.fromEntries(rest)), placeOf(link, tier));
  }
  return result;
};

const refilled = (document: Document, link: Link, others: () => Iterable<readonly [Arn, Json]>): Document => {
  const kept = keptOf(document, link);
  const lacking = new Map(
    Object.keys(document.crowded ?? {})
      .filter((place) => place.split(' ', 1)[0] === link.relation)
      .map((place) => place.slice(link.relation.length + 1))
      .map((tier) => [tier, mostOfTier - (kept.get(tier)?.length ?? 0)] as const)
      .filter(([, count]) => count > 0),
  );
  if (lacking.size === 0) return document;
  const all: Record<string, Json> = { ...neighboursOver(document, link) };
  for (const [arn, summary] of others()) {
    const tier = tierOf(link, summary);
    const count = lacking.get(tier);
    if (count === undefined || arn in all) continue;
    all[arn] = summary;
    if (count > 1) lacking.set(tier, count - 1);
    else lacking.delete(tier);
    if (lacking.size === 0) break;
  }
  return withNeighbours(document, link.relation, all);
};

/**
 * The document with no more neighbours over a relation than are kept: in each tier those with the first ARNs, so that
 * every order of delivery keeps the same ones. Where one has gone from a tier that had more, the next takes its place.
 *
 * @param others whoever points at the resource now, by ARN, with what it says
 */
export const fitted = (document: Document, link: Link, others: () => Iterable<readonly [Arn, Json]>): Document => {
  const count = Object.keys(neighboursOver(document, link)).length;
  const fits = count > mostOfTier ? trimmed(document, link) : document;
  return fits.crowded === undefined ? fits : refilled(fits, link, others);
};
