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

interface Reading {
  readonly view: Record<string, unknown>;
  readonly missing: readonly MissingFacet[];
  /** A needed facet is not known at all, so the rule can not even be asked. */
  readonly blind: boolean;
}

const read = (document: Document, needs: readonly string[], uses: readonly string[]): Reading => {
  const view: Record<string, unknown> = {};
  const missing: MissingFacet[] = [];
  let blind = false;
  for (const name of needs) {
    const facet = readFacet(document, name);
    if (facet.known) {
      view[name] = facet.value;
      if (facet.partial !== undefined) missing.push({ facet: name, reason: facet.partial });
    } else {
      blind = true;
      missing.push({
        facet: name,
        reason: facet.reason,
        ...(facet.detail === undefined ? {} : { detail: facet.detail }),
      });
    }
  }
  for (const name of uses) {
    const facet = readFacet(document, name);
    view[name] = facet.known ? facet.value : undefined;
  }
  return { view, missing, blind };
};

const conclude = (rule: Rule, reading: Reading, ask: (view: never) => Iterable<Violation>): Evaluation => {
  if (reading.blind) return { rule, status: 'unknown', missing: reading.missing, blind: true };
  try {
    // The one erased call: `defineRule` has checked that the view has what this rule declares.
    const violations = [...ask(reading.view as never)];
    if (violations.length > 0) return { rule, status: 'fail', violations, missing: reading.missing };
    if (reading.missing.length > 0) return { rule, status: 'unknown', missing: reading.missing, blind: false };
    return { rule, status: 'pass' };
  } catch (error) {
    return { rule, status: 'error', error };
  }
};

/** Asks a posture rule about a resource as it stands. */
export const evaluatePosture = (rule: PostureRule, document: Document, context: Context): Evaluation =>
  conclude(rule, read(document, rule.needs, rule.uses ?? []), (view) =>
    rule.evaluate(view, { resource: document, context, at: document.head?.time ?? null }),
  );

/** Asks an activity rule about one call and the resource before and after it. */
export const evaluateActivity = (
  rule: ActivityRule,
  before: Document,
  after: Document,
  change: ResourceChange,
  context: Context,
  open: ActivityCall<Kind, never, never>['open'] = new Map(),
): Evaluation => {
  const names = [...rule.needs, ...(rule.uses ?? [])];
  const previously: Record<string, unknown> = {};
  for (const name of names) {
    const facet = readFacet(before, name);
    previously[name] = facet.known ? facet.value : undefined;
  }
  return conclude(rule, read(after, rule.needs, rule.uses ?? []), (view) =>
    rule.evaluate({
      change,
      resource: after,
      context,
      at: change.time,
      before: previously as never,
      after: view,
      wasPresent: before.presence === 'present',
      open,
    }),
  );
};

/** Whether an activity rule looks at this call. */
export const concerns = (rule: ActivityRule, change: ResourceChange, kind: Kind): boolean => {
  if (rule.subject !== kind || change.via !== undefined) return false;
  if (!isCalledFor(rule, change)) return false;
  if (rule.asActor === 'elsewhere') return change.details?.['elsewhere'] === true;
  const acted = change.details?.['acted'] === true;
  return rule.asActor ? acted : !acted || change.ops.length > 0;
};
