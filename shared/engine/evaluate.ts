import { type Document, facetOf, type ResourceChange } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { derivedFacet } from '../inventory/links.ts';
import type { Context } from './context.ts';
import type { Facet, UnknownReason } from './facet.ts';
import { isCalledFor } from './plan.ts';
import type { Call as ActivityCall, ActivityRule, PostureRule, Rule, Violation } from './rule.ts';

export interface MissingFacet {
  readonly facet: string;
  readonly reason: UnknownReason;
  readonly detail?: string;
}

/**
 * One rule on one resource. A rule that found violations has *failed* even where it could not see everything; without
 * violations it has only *passed* when everything it needs is known in full.
 */
export type Evaluation = { readonly rule: Rule } & (
  | { readonly status: 'pass' }
  | { readonly status: 'fail'; readonly violations: readonly Violation[]; readonly missing: readonly MissingFacet[] }
  | { readonly status: 'unknown'; readonly missing: readonly MissingFacet[]; readonly blind: boolean }
  | { readonly status: 'error'; readonly error: unknown }
);

/** A facet by name, whether it was read or is worked out from others. */
export const readFacet = (document: Document, name: string): Facet<unknown> =>
  derivedFacet(document, name) ?? facetOf(document, name);

type View = { readonly [name: string]: unknown };

const knownIn = (document: Document, name: string): unknown => {
  const facet = readFacet(document, name);
  return facet.known ? facet.value : undefined;
};

const judged = Symbol('the document that is judged');
const prototypes = new WeakMap<Rule, object>();

const prototypeOf = (rule: Rule): object => {
  const known = prototypes.get(rule);
  if (known !== undefined) return known;
  const prototype = {};
  for (const name of [...rule.needs, ...(rule.uses ?? [])]) {
    Object.defineProperty(prototype, name, {
      enumerable: true,
      get(this: { readonly [judged]: Document }) {
        return knownIn(this[judged], name);
      },
    });
  }
  prototypes.set(rule, prototype);
  return prototype;
};

/** What a rule is given: exactly the facets that it declares, each read when it is looked at, because few are. */
const viewOf = (rule: Rule, document: Document): View => {
  const view = Object.create(prototypeOf(rule));
  view[judged] = document;
  return view;
};

interface Reading {
  readonly missing: readonly MissingFacet[];
  /** A needed facet is not known at all, so the rule can not even be asked. */
  readonly blind: boolean;
}

const whole: Reading = { missing: [], blind: false };

const read = (document: Document, needs: readonly string[]): Reading => {
  let missing: MissingFacet[] | undefined;
  let blind = false;
  for (const name of needs) {
    const facet = readFacet(document, name);
    if (facet.known && facet.partial === undefined) continue;
    missing ??= [];
    if (facet.known) missing.push({ facet: name, reason: facet.partial as UnknownReason });
    else {
      blind = true;
      missing.push({
        facet: name,
        reason: facet.reason,
        ...(facet.detail === undefined ? {} : { detail: facet.detail }),
      });
    }
  }
  return missing === undefined ? whole : { missing, blind };
};

const conclude = (rule: Rule, { missing, blind }: Reading, ask: () => Iterable<Violation>): Evaluation => {
  if (blind) return { rule, status: 'unknown', missing, blind: true };
  try {
    const violations = [...ask()];
    if (violations.length > 0) return { rule, status: 'fail', violations, missing };
    if (missing.length > 0) return { rule, status: 'unknown', missing, blind: false };
    return { rule, status: 'pass' };
  } catch (error) {
    return { rule, status: 'error', error };
  }
};

/** Asks a posture rule about a resource as it stands. */
export const evaluatePosture = (rule: PostureRule, document: Document, context: Context): Evaluation =>
  conclude(rule, read(document, rule.needs), () =>
    // The one erased view: `defineRule` has checked that it has what this rule declares.
    rule.evaluate(viewOf(rule, document) as never, { resource: document, context, at: document.head?.time ?? null }),
  );

/** Asks an activity rule about one call and the resource before and after it. */
export const evaluateActivity = (
  rule: ActivityRule,
  before: Document,
  after: Document,
  change: ResourceChange,
  context: Context,
  open: ActivityCall<Kind, never, never>['open'] = new Map(),
): Evaluation =>
  conclude(rule, read(after, rule.needs), () =>
    rule.evaluate({
      change,
      resource: after,
      context,
      at: change.time,
      before: viewOf(rule, before) as never,
      after: viewOf(rule, after) as never,
      wasPresent: before.presence === 'present',
      open,
    }),
  );

/** Whether an activity rule looks at this call. */
export const concerns = (rule: ActivityRule, change: ResourceChange, kind: Kind): boolean => {
  if (rule.subject !== kind || change.via !== undefined) return false;
  if (!isCalledFor(rule, change)) return false;
  if (rule.asActor === 'elsewhere') return change.details?.['elsewhere'] === true;
  const acted = change.details?.['acted'] === true;
  return rule.asActor ? acted : !acted || change.ops.length > 0;
};
