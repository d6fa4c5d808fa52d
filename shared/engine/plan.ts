import type { Document, ResourceChange } from '../inventory/document.ts';
import type { Kind } from '../inventory/kinds.ts';
import { derivedInputs } from '../inventory/links.ts';
import { heldFacets } from '../inventory/standing.ts';
import type { ActivityRule, Rule } from './rule.ts';

/** The facets and the relations over which neighbours speak that are others than before. */
export interface Difference {
  readonly facets: readonly string[];
  readonly relations: readonly string[];
}

const namesOf = <T>(
  before: { readonly [name: string]: T },
  after: { readonly [name: string]: T },
): readonly string[] => {
  if (before === after) return [];
  const names: string[] = [];
  for (const name in after) if (before[name] !== after[name]) names.push(name);
  for (const name in before) if (!(name in after)) names.push(name);
  return names;
};

export const differenceOf = (before: Document, after: Document): Difference => ({
  facets: namesOf(before.facets, after.facets),
  relations: namesOf(before.neighbours, after.neighbours),
});

/** Whether a facet, read or worked out from others, may be another one than before. */
export const isTouched = (kind: Kind, { facets, relations }: Difference, name: string): boolean => {
  const inputs = derivedInputs(kind, name);
  if (inputs === undefined) return facets.includes(name);
  return (
    inputs.facets.some((facet) => facets.includes(facet)) ||
    inputs.relations.some((relation) => relations.includes(relation))
  );
};

/** Whether an activity rule looks at calls of this name; where it matters what made a call, at calls of any. */
export const isCalledFor = ({ calls, asActor }: ActivityRule, { source, call }: ResourceChange): boolean =>
  asActor === 'elsewhere' || (calls[source]?.includes(call) ?? false);

/** The facets that a verdict depends on. What stands behind weighs in every severity, so that it is one of every rule. */
const inputsOf = ({ needs, uses = [] }: Rule): readonly string[] => [...needs, ...uses, 'power', ...heldFacets];

interface Plans {
  /** By call and difference: trails hold the same few again and again. */
  readonly byChange: Map<string, readonly Rule[]>;
  /** Rules whose findings end with a later call, whatever that changed. */
  readonly closing: readonly Rule[];
}

const mostPlans = 2_000;
const plans = new WeakMap<readonly Rule[], Plans>();

const plansOf = (rules: readonly Rule[]): Plans => {
  const known = plans.get(rules);
  if (known !== undefined) return known;
  const closing = rules.filter((rule) => rule.looksAt === 'activity' && rule.closes !== undefined);
  const made: Plans = { byChange: new Map(), closing };
  plans.set(rules, made);
  return made;
};

const planned = (rules: readonly Rule[], kind: Kind, change: ResourceChange, difference: Difference): readonly Rule[] =>
  rules.filter((rule) =>
    rule.looksAt === 'posture'
      ? inputsOf(rule).some((name) => isTouched(kind, difference, name))
      : change.via === undefined && isCalledFor(rule, change),
  );

/**
 * Of the rules of a kind those that a change has to do with, in their order: of posture what it changed, of activity its
 * call. `hasFindings` says of which rules the resource holds findings that this call may end.
 */
export const rulesFor = (
  rules: readonly Rule[],
  kind: Kind,
  change: ResourceChange,
  difference: Difference,
  hasFindings: (rule: Rule) => boolean,
): readonly Rule[] => {
  if (rules.length === 0) return rules;
  const { byChange, closing } = plansOf(rules);
  const call = change.via === undefined ? `${change.source}:${change.call}` : '';
  const key = `${call} ${difference.facets.join()} ${difference.relations.join()}`;
  let asked = byChange.get(key);
  if (asked === undefined) {
    if (byChange.size >= mostPlans) byChange.clear();
    asked = planned(rules, kind, change, difference);
    byChange.set(key, asked);
  }
  if (change.via !== undefined || !closing.some(hasFindings)) return asked;
  const all = new Set([...asked, ...closing.filter(hasFindings)]);
  return rules.filter((rule) => all.has(rule));
};
