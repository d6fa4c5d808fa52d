import { type Arn, isArn } from '../arn.ts';
import { knownValue } from '../engine/facet.ts';
import type { RuleSet } from '../engine/judge.ts';
import type { Rule } from '../engine/rule.ts';
import { type Document, emptyDocument, facetOf, type ResourceChange, type ResourceRef } from '../inventory/document.ts';
import type { FoldResult } from '../inventory/fold/fold.ts';
import type { Kind } from '../inventory/kinds.ts';
import { derivedFacet, derivedInputs, refOfArn } from '../inventory/links.ts';
import { type Observed, observe, type Read, readsFor } from './reading.ts';

/** Reads of one kind with the client that they go through. */
export interface Hydrating {
  /** The calls for what a document lacks of these facets; none where it lacks nothing. */
  readonly lacks: (document: Document, facets: readonly string[]) => boolean;
  readonly read: (document: Document, facets: readonly string[], readAt: Date) => Promise<Observed>;
}

export const hydrating = <C>(reads: readonly Read<C>[], client: C): Hydrating => ({
  lacks: (document, facets) => readsFor(reads, document, facets).length > 0,
  read: (document, facets, readAt) => observe(client, document, readsFor(reads, document, facets), readAt),
});

export interface HydrationOptions {
  readonly kinds: { readonly [K in Kind]?: Hydrating };
  readonly rules: RuleSet;
  readonly now: () => Date;
  readonly apply: (changes: readonly ResourceChange[]) => Promise<FoldResult>;
  readonly resource: (arn: Arn) => Promise<Document | undefined>;
}

/** A function, its role, and the policies of the role: nothing that a rule needs is further away. */
const mostRounds = 3;

/** What roles and policies tell the functions behind them is wanted whether or not a rule looks at them themselves. */
const handedOn: { readonly [K in Kind]?: string } = { role: 'power', 'managed-policy': 'document' };

/** The facets of a kind that some rule needs or uses, derived ones traced back to what they are worked out from. */
const wantedFacets = (kind: Kind, rules: readonly Rule[]): readonly string[] => {
  const told = handedOn[kind];
  const facets = new Set(told === undefined ? [] : derivedInputs(kind, told)?.facets);
  for (const { needs, uses } of rules) {
    for (const name of [...(needs as readonly string[]), ...((uses ?? []) as readonly string[])]) {
      for (const facet of derivedInputs(kind, name)?.facets ?? [name]) facets.add(facet);
    }
  }
  return [...facets];
};

/** What a document knows in full of the role behind it needs no further look. */
const isPowerKnown = (document: Document): boolean => {
  const power = derivedFacet(document, 'power');
  return power?.known === true && power.partial === undefined;
};

/** The role of a function and the customer managed policies of a role: linked resources that a verdict hangs on. */
const dependencies = (document: Document): readonly ResourceRef[] => {
  if (isPowerKnown(document)) return [];
  const named = (arn: unknown, kind: Kind): readonly ResourceRef[] => {
    if (typeof arn !== 'string' || !isArn(arn) || arn.includes('::aws:')) return [];
    const ref = refOfArn(arn, kind);
    return ref === undefined ? [] : [ref];
  };
  if (document.kind === 'function') return named(knownValue(facetOf(document, 'role')), 'role');
  if (document.kind !== 'role') return [];
  const attached = Object.keys((knownValue(facetOf(document, 'attachedPolicies')) ?? {}) as object);
  return [...attached, knownValue(facetOf(document, 'boundary'))].flatMap((arn) => named(arn, 'managed-policy'));
};

const isNews = (result: FoldResult): ReadonlySet<Arn> =>
  new Set(result.entries.filter(({ change }) => change.via === undefined).map(({ change }) => change.arn));

/**
 * Event, then truth: after a batch, reads by the narrowest API what the records did not carry and rules need, and
 * applies it as one more change of the same inventory. A read that is refused or does not answer leaves the facet
 * unknown with that reason; it never fails the batch.
 */
export const createHydration = ({ kinds, rules, now, apply, resource }: HydrationOptions) => {
  const wanted = new Map<Kind, readonly string[]>();
  const wantedOf = async (kind: Kind): Promise<readonly string[]> => {
    const known = wanted.get(kind);
    if (known !== undefined) return known;
    rules.get(kind);
    await rules.load();
    const facets = wantedFacets(kind, rules.get(kind));
    wanted.set(kind, facets);
    return facets;
  };
  return async (result: FoldResult): Promise<void> => {
    const tried = new Set<Arn>();
    let round = result;
    for (let count = 0; count < mostRounds; count += 1) {
      const touched = isNews(round);
      const candidates = new Map<Arn, Document>();
      for (const [arn, document] of round.documents) {
        if (!touched.has(arn) || document.presence !== 'present') continue;
        candidates.set(arn, document);
        for (const ref of dependencies(document)) {
          if (candidates.has(ref.arn)) continue;
          const held = round.documents.get(ref.arn) ?? (await resource(ref.arn));
          candidates.set(ref.arn, held ?? emptyDocument(ref));
        }
      }
      const lacking: (() => Promise<Observed>)[] = [];
      for (const document of candidates.values()) {
        const reader = kinds[document.kind];
        if (reader === undefined || tried.has(document.arn)) continue;
        const facets = await wantedOf(document.kind);
        if (!reader.lacks(document, facets)) continue;
        tried.add(document.arn);
        lacking.push(() => reader.read(document, facets, now()));
      }
      if (lacking.length === 0) return;
      const observed = await Promise.all(lacking.map((read) => read()));
      const changes = observed.flatMap(({ change }) => (change === undefined ? [] : [change]));
      if (changes.length === 0) return;
      round = await apply(changes);
    }
  };
};
