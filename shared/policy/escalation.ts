import { tellingActions } from './action-facts.ts';
import { type EscalationPath, escalationPaths, type Step } from './escalation-paths.ts';
import { type Ask, type Holdings, type Reach, reachOf, shareTarget } from './reach.ts';

/** One way to more permissions that the holder has. */
export interface Escalation {
  readonly path: string;
  readonly name: string;
  readonly actions: readonly string[];
  /** The statements that it takes. */
  readonly through: readonly string[];
  /** Condition keys that it hangs on; absent where it hangs on none. */
  readonly when?: readonly string[];
}

/** A way that reaches the named targets alone: as bad as they are powerful. */
export interface LimitedEscalation extends Escalation {
  readonly targets: readonly string[];
}

export interface Escalations {
  readonly open: readonly Escalation[];
  readonly limited: readonly LimitedEscalation[];
}

const askOf = ({ action, target, passedTo, self }: Step): Ask => ({
  action: action.toLowerCase(),
  makesTarget: target === 'new',
  ...(passedTo && { passedTo }),
  ...(self && { selfIsEnough: true }),
});

const prepared = escalationPaths.map((path) => ({
  path,
  steps: path.steps.map((step) => ({ step, ask: askOf(step) })),
}));

/** The actions that the holder's policies allow on something, of those that tell of power. */
export const tellingIn = ({ allows }: Holdings): ReadonlySet<string> => {
  const found = new Set<string>();
  for (const { statement, facts, matches } of allows) {
    if (statement.actions) for (const { telling } of facts) for (const action of telling) found.add(action);
    else for (const action of tellingActions) if (matches(action)) found.add(action);
  }
  return found;
};

const keyOf = ({ action, makesTarget, passedTo = '', selfIsEnough = false }: Ask): string =>
  `${action} ${makesTarget} ${passedTo} ${selfIsEnough}`;

const judge = (
  {
    steps: list,
  }: { readonly path: EscalationPath; readonly steps: readonly { readonly step: Step; readonly ask: Ask }[] },
  reach: (ask: Ask) => Reach,
): readonly Reach[] | undefined => {
  const reaches: Reach[] = [];
  const byLabel = new Map<string, Reach>();
  for (const { step, ask } of list) {
    const found = reach(ask);
    if (found.level === 'none') return undefined;
    if (step.label) {
      const other = byLabel.get(step.label);
      // Actions of one label may act on different types (a definition and its execution), which share no ARN.
      if (other && sameKind(other, found) && !shareTarget(other, found)) return undefined;
      byLabel.set(step.label, found);
    }
    reaches.push(found);
  }
  return reaches;
};

const kindOf = (pattern: string): string =>
  pattern.split(':').slice(2, 3).concat(pattern.split(/[:/]/).slice(5, 6)).join(':');

const sameKind = (a: Reach, b: Reach): boolean =>
  a.targets.some((left) => b.targets.some((right) => kindOf(left) === kindOf(right) || left === '*' || right === '*'));

/** Finds every path that the holder can take; `allowed` are the telling actions of his policies. */
export const escalationsOf = (holdings: Holdings, allowed: ReadonlySet<string>): Escalations => {
  const open: Escalation[] = [];
  const limited: LimitedEscalation[] = [];
  if (allowed.size === 0) return { open, limited };
  const kept = new Map<string, Reach>();
  const reach = (ask: Ask): Reach => {
    const key = keyOf(ask);
    const known = kept.get(key) ?? reachOf(ask, holdings);
    kept.set(key, known);
    return known;
  };
  for (const entry of prepared) {
    if (!entry.steps.every(({ ask }) => allowed.has(ask.action))) continue;
    const reaches = judge(entry, reach);
    if (!reaches) continue;
    const when = [...new Set(reaches.flatMap((found) => found.when))];
    const escalation = {
      path: entry.path.id,
      name: entry.path.name,
      actions: entry.path.steps.map(({ action }) => action),
      through: [...new Set(reaches.flatMap(({ through }) => through))],
      ...(when.length > 0 && { when }),
    };
    const narrow = reaches.filter(({ level }) => level === 'limited');
    if (narrow.length === 0) open.push(escalation);
    else limited.push({ ...escalation, targets: [...new Set(narrow.flatMap(({ targets }) => targets))] });
  }
  return { open, limited };
};
