import type { Document, ResourceChange, ResourceRef } from '../inventory/document.ts';
import type { FacetsByKind, Kind } from '../inventory/kinds.ts';
import type { DerivedFacetsByKind } from '../inventory/links.ts';
import type { JsonObject } from '../json.ts';
import type { Context } from './context.ts';
import type { Severity } from './severity.ts';

/** One reason for a *fail*. */
export interface Violation {
  /** Which statement, trigger, layer … inside the resource: dedup, suppression and "resolved" hang on it. */
  readonly key: string;
  readonly message: string;
  /** What the verdict was made from; never a secret value. */
  readonly evidence: JsonObject;
  /** Where this violation weighs differently from the rule as a whole. */
  readonly severity?: Severity;
  /** Where the remedy can be more exact than the rule's: a command that can be pasted. */
  readonly remediation?: string;
  /** The resource that the finding is about, where it is not the one that was judged. */
  readonly about?: ResourceRef;
  /** The events of the incident, for a violation that is a pattern over several. */
  readonly pattern?: { readonly events: readonly string[]; readonly window: string };
}

type Readable<K extends Kind> = FacetsByKind[K] & DerivedFacetsByKind[K];
export type ReadableFacet<K extends Kind> = Extract<keyof Readable<K>, string>;

/** What every rule tells about itself: what, why, what to do. */
export interface RuleText {
  /** kebab-case, the service first; never reused. */
  readonly id: string;
  readonly title: string;
  readonly severity: Severity;
  /**
   * `false` where what stands behind does not count: the severity itself says how strong the role is, or a monitor is
   * touched, which is as bad whatever its role can do.
   */
  readonly weighed?: false;
  /** The rows of the detection catalogue that the rule covers. */
  readonly detections: readonly string[];
  /** MITRE ATT&CK technique ids. */
  readonly attack: readonly string[];
  readonly rationale: string;
  readonly remediation: string;
  readonly references: readonly string[];
}

interface Inputs<K extends Kind, N extends ReadableFacet<K>, O extends ReadableFacet<K>> {
  /** Facets without which there is no verdict: the engine answers *unknown* where one of them is. */
  readonly needs: readonly N[];
  /** Facets that sharpen the verdict where they are known and are `undefined` where not. */
  readonly uses?: readonly O[];
}

/** Exactly the declared facets, unwrapped. */
export type View<K extends Kind, N extends ReadableFacet<K>, O extends ReadableFacet<K>> = {
  readonly [P in N]: Readable<K>[P];
} & { readonly [P in O]: Readable<K>[P] | undefined };

export interface Judging {
  readonly resource: ResourceRef;
  readonly context: Context;
  /** The time that is judged: of the last change of the resource; ISO 8601, `null` where there was none. */
  readonly at: string | null;
}

/** A posture rule looks at how a resource stands. */
export interface PostureRule<
  K extends Kind = Kind,
  N extends ReadableFacet<K> = ReadableFacet<K>,
  O extends ReadableFacet<K> = ReadableFacet<K>,
> extends RuleText,
    Inputs<K, N, O> {
  readonly looksAt: 'posture';
  readonly subject: K;
  /** What was found stays found: an incident is not undone by what it was made of being forgotten. */
  readonly lasting?: true;
  /** Of a lasting rule: whether it is known without asking it that it would find nothing. */
  readonly isIdle?: (resource: Document) => boolean;
  evaluate(facets: View<K, N, O>, judging: Judging): Iterable<Violation>;
}

/** One API call as an activity rule sees it: the call, and the resource just before and just after it. */
export interface Call<K extends Kind, N extends ReadableFacet<K>, O extends ReadableFacet<K>> extends Judging {
  readonly change: ResourceChange;
  /** The declared facets before the call; `undefined` where they were not known. */
  readonly before: { readonly [P in N | O]: Readable<K>[P] | undefined };
  readonly after: View<K, N, O>;
  readonly wasPresent: boolean;
  /** The evidence of this rule's open findings on the resource, by their keys: what this call may take back. */
  readonly open: ReadonlyMap<string, JsonObject>;
}

/** An activity rule looks at API calls; its findings hang on the resource that was called upon. */
export interface ActivityRule<
  K extends Kind = Kind,
  N extends ReadableFacet<K> = ReadableFacet<K>,
  O extends ReadableFacet<K> = ReadableFacet<K>,
> extends RuleText,
    Inputs<K, N, O> {
  readonly looksAt: 'activity';
  readonly subject: K;
  /** Service → calls without version. */
  readonly calls: { readonly [source: string]: readonly string[] };
  /**
   * Whether it judges a role by the calls that it makes, not by those made upon it; `elsewhere`: by any call, whatever
   * `calls` says, that was made with what may be the credentials of a function by something that is none.
   */
  readonly asActor?: true | 'elsewhere';
  evaluate(call: Call<K, N, O>): Iterable<Violation>;
  /** Whether a later call on the same resource takes the cause of the finding with this key and evidence away. */
  closes?(change: ResourceChange, key: string, document: Document, context: Context, evidence: JsonObject): boolean;
}

export type Rule = PostureRule | ActivityRule;

/**
 * Defines a posture rule. `evaluate` sees exactly the facets it declares; reading another one does not compile.
 */
export const defineRule = <K extends Kind, const N extends ReadableFacet<K>, const O extends ReadableFacet<K> = never>(
  rule: Omit<PostureRule<K, N, O>, 'looksAt'>,
): PostureRule => ({ ...rule, looksAt: 'posture' }) as unknown as PostureRule;

/** Defines an activity rule, in the same way. */
export const defineActivityRule = <
  K extends Kind,
  const N extends ReadableFacet<K>,
  const O extends ReadableFacet<K> = never,
>(
  rule: Omit<ActivityRule<K, N, O>, 'looksAt'>,
): ActivityRule => ({ ...rule, looksAt: 'activity' }) as unknown as ActivityRule;
