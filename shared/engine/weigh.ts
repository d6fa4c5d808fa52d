import type { Document, ResourceChange } from '../inventory/document.ts';
import { type Behind, holdsNothing, powerBehind, rolePowerBehind } from '../inventory/standing.ts';
import { namedInWords } from '../policy/named.ts';
import { powerLevel } from '../policy/power-level.ts';
import { takesCredentials } from '../policy/sensitive-actions.ts';
import { isDeployment } from './actors.ts';
import type { Context } from './context.ts';
import type { Rule, Violation } from './rule.ts';
import { compareSeverity, type Severity, shiftSeverity } from './severity.ts';

export interface Weighed {
  readonly severity: Severity;
  /** Each step up or down in words; empty where the rule's own severity stands. */
  readonly because: readonly string[];
}

interface Step {
  readonly severity: Severity;
  readonly because: string;
}

/** One up for what the role behind can do: the worst that applies. */
const raised = (base: Severity, { value: { power, reached } }: Behind): Step | undefined => {
  const up = (why: string): Step => ({ severity: shiftSeverity(base, 1), because: `raised: ${why}` });
  const level = powerLevel(power);
  if (level === 'admin') return up('its role is an administrator');
  if (level === 'escalation') return up('its role can become an administrator');
  const taken = power.credentialExposure.filter(takesCredentials);
  if (taken.length > 0) return up(`its role can take the credentials of others (${taken.slice(0, 3).join(', ')})`);
  // A secret of its own is what nearly every function has: what is of no account does not become more for it.
  if (reached === undefined || reached.secrets.named.length === 0 || compareSeverity(base, 'medium') < 0) return;
  return up(`its role reads ${namedInWords(reached.secrets)}`);
};

/**
 * Down where nothing is behind: to low where that is all known, by one where the role is and nothing else is known to be
 * there.
 */
const lowered = (base: Severity, document: Document): Step | undefined => {
  if (compareSeverity(base, 'low') <= 0 || powerBehind(document) !== 'logs-only') return undefined;
  const nothing = document.kind === 'function' ? holdsNothing(document) : undefined;
  if (nothing === false) return undefined;
  const why = 'its role can do nothing but write logs';
  return nothing === true
    ? { severity: 'low', because: `lowered: nothing stands behind it: ${why}, and it holds no secret, disk or network` }
    : { severity: shiftSeverity(base, -1), because: `lowered: ${why}` };
};

/**
 * The severity of a violation by what stands behind it, by stated steps:
 *
 * - one up where the role behind is an administrator, can become one, or can take credentials of others
 * - one up, from medium on, where it reads secrets or parameters, by name or all
 * - down to low where nothing stands behind a function: its role is known in full and can do nothing but write logs,
 *   and it is known to have no VPC, no file system and no environment value that looks like a secret
 * - one down where the role alone is known to be so, and nothing else is known to be there
 * - one down, but never below low, where a declared deployment made the change
 *
 * What is not known lowers nothing, "could not tell" is not weighed, and the role behind does not count where the rule
 * is about its power.
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
  const behind = rule.weighed === false ? undefined : rolePowerBehind(document);
  const step = behind && (raised(base, behind) ?? lowered(base, document));
  if (step !== undefined) {
    severity = step.severity;
    because.push(step.because);
  }
  if (isDeployment(change.actor, context) && compareSeverity(severity, 'low') > 0) {
    severity = shiftSeverity(severity, -1);
    because.push('lowered: a declared deployment made the change');
  }
  return severity === base ? { severity, because: [] } : { severity, because: [`${base} by rule`, ...because] };
};
