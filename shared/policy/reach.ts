import { actionArns } from './action-arns.generated.ts';
import { type ActionFacts, factsOf } from './action-facts.ts';
import type { Statement } from './document.ts';
import { deniesAlways, holdAll } from './holder-conditions.ts';
import { arnCovers, arnsOverlap, hasWildcard, patternCovers, patternsOverlap } from './pattern.ts';

/** A statement of one of the holder's policies, with the name it goes by in a report. */
export interface HeldStatement {
  readonly statement: Statement;
  readonly label: string;
  /** What each pattern of its `Action` (or else `NotAction`) comes to. */
  readonly facts: readonly ActionFacts[];
  /** Whether it speaks of an action, one of those that tell of power, in lower case. */
  readonly matches: (action: string) => boolean;
}

/** Everything that decides what the holder may do. */
export interface Holdings {
  readonly allows: readonly HeldStatement[];
  readonly denies: readonly HeldStatement[];
  readonly boundary?: Holdings;
  readonly account?: string;
  /** ARN of the holder, where known: reaching it is reaching oneself. */
  readonly self?: string;
}

export const hold = (statement: Statement, label: string): HeldStatement => {
  const { actions, notActions } = statement;
  const facts = (actions ?? notActions ?? []).map(factsOf);
  // Most statements are never asked about an action, so that the set is made when one is.
  let named: Set<string> | undefined;
  const matches = (action: string): boolean => {
    if (!actions && !notActions) return false;
    if (!named) {
      named = new Set();
      for (const { telling } of facts) for (const each of telling) named.add(each);
    }
    return named.has(action) === (actions !== undefined);
  };
  return { statement, label, facts, matches };
};

/** What is asked: one action, on something existing or new, perhaps handing a role to a service. */
export interface Ask {
  /** In lower case. */
  readonly action: string;
  readonly makesTarget: boolean;
  readonly passedTo?: string;
  readonly selfIsEnough?: boolean;
  /** Whether what lies in other accounts counts. */
  readonly abroad?: boolean;
}

/**
 * How far the holder gets: `open`, any target of the kind; `limited`, the ones named only; `none`. `when` are condition
 * keys that an open answer hangs on.
 */
export interface Reach {
  readonly level: 'open' | 'limited' | 'none';
  readonly when: readonly string[];
  readonly targets: readonly string[];
  readonly through: readonly string[];
}

const nothing: Reach = { level: 'none', when: [], targets: [], through: [] };

/** What an action acts on, as ARNs of the partition that a pattern speaks of: a holder lives in one of them alone. */
const templatesOf = (action: string, pattern: string): readonly string[] => {
  const known = actionArns.get(action);
  const templates = known && known.length > 0 ? known : [`arn:*:${action.slice(0, action.indexOf(':'))}:*:*:*`];
  const partition = /^arn:([^:*?]+)/.exec(pattern)?.[1];
  return partition === undefined
    ? templates
    : templates.map((template) => template.replace('arn:*:', `arn:${partition}:`));
};

const part = (arn: string, place: number): string => {
  const parts = arn.split(':');
  return place === 5 ? parts.slice(5).join(':') : (parts[place] ?? '');
};

/** Own resources are what escalates; only roles can be assumed across accounts. */
const isForeign = (pattern: string, action: string, account: string | undefined): boolean => {
  const fixed = part(pattern, 4);
  return account !== undefined && /^\d{12}$/.test(fixed) && fixed !== account && action !== 'sts:assumerole';
};

/** How a resource pattern relates to what an action acts on: not at all, to some of it, to all of it in some Region. */
type Fit = 'none' | 'some' | 'all';

const fitOf = (pattern: string, action: string): Fit => {
  if (pattern === '*') return 'all';
  const templates = templatesOf(action, pattern);
  if (!templates.some((template) => arnsOverlap(pattern, template))) return 'none';
  const covers =
    pattern.split(':').length < 6
      ? (template: string) => patternCovers(pattern, template)
      : (template: string) =>
          patternsOverlap(part(pattern, 2), part(template, 2)) && patternCovers(part(pattern, 5), part(template, 5));
  return templates.some(covers) ? 'all' : 'some';
};

const fits = new Map<string, Map<string, Fit>>();
const mostFits = 5000;

const keptFit = (pattern: string, action: string): Fit => {
  let byPattern = fits.get(action);
  if (!byPattern) {
    byPattern = new Map();
    fits.set(action, byPattern);
  }
  const kept = byPattern.get(pattern);
  if (kept) return kept;
  const fresh = fitOf(pattern, action);
  if (byPattern.size < mostFits) byPattern.set(pattern, fresh);
  return fresh;
};

const applicable = (pattern: string, { action, abroad }: Ask, { account }: Holdings): boolean =>
  pattern === '*' || ((abroad === true || !isForeign(pattern, action, account)) && keptFit(pattern, action) !== 'none');

/** Any target of the kind in some account and Region is open; a name or a beginning of one is not. */
const isOpen = (pattern: string, action: string): boolean => keptFit(pattern, action) === 'all';

const ownVariable = /\$\{aws:(?:username|userid|PrincipalTag\/[^}]*)\}/i;

interface Grant {
  readonly pattern: string;
  readonly open: boolean;
  readonly when: readonly string[];
  readonly label: string;
}

const resourcesOf = ({ resources, notResources }: Statement): readonly string[] =>
  resources ?? (notResources ? ['*'] : ['*']);

/** A `NotResource` that takes the whole kind out leaves nothing of it. */
const excludes = ({ notResources }: Statement, action: string): boolean =>
  notResources?.some((pattern) => templatesOf(action, pattern).every((template) => arnCovers(pattern, template))) ??
  false;

/** What the denies leave of a pattern: `undefined` nothing, otherwise patterns. */
const afterDenies = (
  pattern: string,
  { action, passedTo, makesTarget }: Ask,
  { denies, account }: Holdings,
): readonly string[] => {
  let left: readonly string[] = [pattern];
  for (const { statement, matches } of denies) {
    if (!matches(action)) continue;
    const attempt = { ...(passedTo && { passedTo }), makesTarget, ...(account && { account }) };
    if (!deniesAlways(statement.conditions, attempt)) continue;
    const { resources, notResources } = statement;
    if (!resources && !notResources) return [];
    if (resources) {
      const whole = resources.some(
        (outer) => outer === '*' || templatesOf(action, outer).every((template) => arnCovers(outer, template)),
      );
      if (whole) return [];
      left = left.filter((inner) => !resources.some((outer) => arnCovers(outer, inner)));
    } else if (notResources) {
      // Everything but these is denied: what is left is where the two overlap.
      left = left.flatMap((inner) =>
        notResources.filter((kept) => arnsOverlap(kept, inner)).map((kept) => (arnCovers(inner, kept) ? kept : inner)),
      );
    }
  }
  return left;
};

const grantsOf = (ask: Ask, holdings: Holdings): readonly Grant[] => {
  const { action, passedTo, makesTarget, selfIsEnough } = ask;
  const attempt = {
    ...(passedTo && { passedTo }),
    makesTarget,
    ...(holdings.account && { account: holdings.account }),
  };
  const grants: Grant[] = [];
  for (const { statement, label, matches } of holdings.allows) {
    if (!matches(action)) continue;
    if (excludes(statement, action)) continue;
    const { hold: held, keys } = holdAll(statement.conditions, attempt);
    if (held === 'never') continue;
    for (const pattern of resourcesOf(statement)) {
      if (!applicable(pattern, ask, holdings)) continue;
      const isSelf = ownVariable.test(pattern) || (holdings.self !== undefined && pattern === holdings.self);
      if (isSelf && !selfIsEnough) continue;
      for (const left of afterDenies(pattern, ask, holdings)) {
        if (!applicable(left, ask, holdings)) continue;
        const open = held !== 'limits' && (makesTarget || isSelf || isOpen(left, action));
        grants.push({ pattern: left, open, when: held === 'unknown' ? keys : [], label });
      }
    }
  }
  return grants;
};

/** A boundary takes off what it does not allow, and adds nothing. */
const withinBoundary = (grants: readonly Grant[], ask: Ask, boundary: Holdings): readonly Grant[] => {
  const limits = grantsOf(ask, boundary);
  return grants.flatMap((grant) => {
    const matching = limits.filter(({ pattern }) => arnsOverlap(pattern, grant.pattern));
    const best = matching.find(({ open }) => open) ?? matching[0];
    if (!best) return [];
    return [
      {
        ...grant,
        open: grant.open && best.open,
        pattern: arnCovers(grant.pattern, best.pattern) ? best.pattern : grant.pattern,
        when: [...grant.when, ...best.when],
      },
    ];
  });
};

/** Works out how far the holder gets with one action, over all policies together. */
export const reachOf = (ask: Ask, holdings: Holdings): Reach => {
  const { boundary } = holdings;
  const own = grantsOf(ask, holdings);
  const grants = boundary
    ? withinBoundary(own, ask, { ...boundary, ...(holdings.account && { account: holdings.account }) })
    : own;
  if (grants.length === 0) return nothing;
  const open = grants.filter((grant) => grant.open);
  if (open.length === 0)
    return {
      level: 'limited',
      when: [],
      targets: [...new Set(grants.map(({ pattern }) => pattern))],
      through: [...new Set(grants.map(({ label }) => label))],
    };
  const free = open.filter(({ when }) => when.length === 0);
  const chosen = free.length > 0 ? free : open;
  return {
    level: 'open',
    when: free.length > 0 ? [] : [...new Set(open.flatMap(({ when }) => when))],
    targets: [...new Set(chosen.map(({ pattern }) => pattern))],
    through: [...new Set(chosen.map(({ label }) => label))],
  };
};

/** True where two steps can act on one new resource: some name is in both. */
export const shareTarget = (a: Reach, b: Reach): boolean =>
  a.targets.some((left) =>
    b.targets.some((right) => (!hasWildcard(left) && !hasWildcard(right) ? left === right : arnsOverlap(left, right))),
  );
