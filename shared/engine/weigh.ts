import type { Document, ResourceChange } from '../inventory/document.ts';
import { powerBehind } from '../inventory/standing.ts';
import { isDeployment } from './actors.ts';
import type { Context } from './context.ts';
import type { Rule, Violation } from './rule.ts';
import { compareSeverity, type Severity, shiftSeverity } from './severity.ts';

export interface Weighed {
  readonly severity: Severity;
  /** Each step up or down in words; empty where the rule's own severity stands. */
  readonly because: readonly string[];
}

/**
 * The severity of a violation by what stands behind it, by stated steps:
 *
 * - one up where the function's role is an administrator or can become one
 * - one down where the role is known in full and can do nothing but write logs
 * - one down, but never below low, where a declared deployment made the change
 *
 * "Could not tell" is not weighed, and the role behind does not count where the rule is about its power.
 */
export const weigh = (
  rule: Rule,
  claim: Violation & { readonly verdict: 'fail' | 'unknown' | 'error' },
  document: Document,
  change: ResourceChange,
  context: Context,
): Weighed => {
  const base = claim.severity ?? rule.severity;
  if (claim.verdict !== 'fail' || compareSeverity(base, 'low') < 0) return { severity: base, because: [] };
  let severity = base;
  const because: string[] = [];
  const power = rule.weighed === false ? undefined : powerBehind(document);
  if (power === 'admin' || power === 'escalation') {
    severity = shiftSeverity(severity, 1);
    because.push(
      power === 'admin' ? 'raised: its role is an administrator' : 'raised: its role can become an administrator',
    );
  } else if (power === 'logs-only') {
    severity = compareSeverity(severity, 'low') > 0 ? shiftSeverity(severity, -1) : severity;
    because.push('lowered: its role can do nothing but write logs');
  }
  if (isDeployment(change.actor, context) && compareSeverity(severity, 'low') > 0) {
    severity = shiftSeverity(severity, -1);
    because.push('lowered: a declared deployment made the change');
  }
  return severity === base ? { severity, because: [] } : { severity, because: [`${base} by rule`, ...because] };
};
