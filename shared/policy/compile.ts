import type { Ternary } from './conditions.ts';
import type { Condition, Policy, Statement } from './document.ts';
import { arnMatch, hasWildcard, wildcardMatch } from './pattern.ts';
import { hasVariable, type Lookup, substitute, withLiterals } from './variables.ts';

/** A statement made ready for many requests. */
export interface CompiledStatement {
  readonly source: Statement;
  /** `action` in lower case. */
  readonly matchesAction: (action: string) => boolean;
  readonly matchesResource: (resource: string, lookup: Lookup) => Ternary;
  readonly conditions: readonly Condition[];
}

export interface CompiledPolicy {
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
}

/** Builds the test for a list of action patterns; names are compared in lower case. */
export const actionMatcher = (patterns: readonly string[]): ((action: string) => boolean) => {
  const exact = new Set<string>();
  const wild: string[] = [];
  for (const raw of patterns) {
    const pattern = raw.toLowerCase();
    if (pattern === '*' || pattern === '*:*') return () => true;
    if (hasWildcard(pattern)) wild.push(pattern);
    else exact.add(pattern);
  }
  if (wild.length === 0) return (action) => exact.has(action);
  return (action) => exact.has(action) || wild.some((pattern) => wildcardMatch(pattern, action));
};

const resourceMatcher = (
  patterns: readonly string[],
  withVariables: boolean,
): ((resource: string, lookup: Lookup) => Ternary) => {
  if (patterns.includes('*')) return () => true;
  // A value that was never text (`${{…}}`, see parse-statement) is unknown whatever the version.
  const isVariable = (pattern: string) => (withVariables ? hasVariable(pattern) : pattern.includes('${{'));
  const plain = patterns.filter((pattern) => !isVariable(pattern));
  const variable = patterns.filter(isVariable);
  return (resource, lookup) => {
    if (plain.some((pattern) => arnMatch(pattern, resource))) return true;
    let unknown = false;
    for (const pattern of variable) {
      const resolved = substitute(pattern, lookup);
      if (resolved === 'absent') continue;
      // Where not even the widest value would match, knowing the value would change nothing.
      if (resolved === 'unknown') unknown ||= arnMatch(pattern.replace(/\$\{[^}]*\}+/g, '*'), resource);
      else if (arnMatch(resolved, withLiterals(resource))) return true;
    }
    return unknown ? undefined : false;
  };
};

/**
 * `NotResource`: everything but these. A variable without a value makes the whole statement invalid, so that it applies
 * to nothing rather than to everything.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
const excludingMatcher = (
  patterns: readonly string[],
  withVariables: boolean,
): ((resource: string, lookup: Lookup) => Ternary) => {
  const excluded = resourceMatcher(patterns, withVariables);
  const variable = withVariables ? patterns.filter(hasVariable) : [];
  return (resource, lookup) => {
    const resolved = variable.map((pattern) => substitute(pattern, lookup));
    if (resolved.includes('absent')) return false;
    const matched = excluded(resource, lookup);
    if (matched === true) return false;
    // A variable that nobody knows may turn out to have no value.
    return matched === undefined || resolved.includes('unknown') ? undefined : true;
  };
};

const compileStatement = (statement: Statement, withVariables: boolean): CompiledStatement => {
  const { actions, notActions, resources, notResources, conditions } = statement;
  const named = actions ? actionMatcher(actions) : notActions ? actionMatcher(notActions) : undefined;
  return {
    source: statement,
    matchesAction: !named ? () => false : actions ? named : (action) => !named(action),
    // A policy of a resource may leave Resource out: it speaks of the resource it is attached to.
    matchesResource: resources
      ? resourceMatcher(resources, withVariables)
      : notResources
        ? excludingMatcher(notResources, withVariables)
        : () => true,
    conditions,
  };
};

const compiled = new WeakMap<Policy, CompiledPolicy>();

/** Compiles a policy once; the work is kept for as long as the policy is. */
export const compilePolicy = (policy: Policy): CompiledPolicy => {
  const kept = compiled.get(policy);
  if (kept) return kept;
  // Version 2008-10-17, the default, takes `${…}` literally.
  const withVariables = policy.version === '2012-10-17';
  const all = policy.statements.map((statement) => compileStatement(statement, withVariables));
  const fresh = {
    allows: all.filter(({ source }) => source.effect === 'Allow'),
    denies: all.filter(({ source }) => source.effect === 'Deny'),
  };
  compiled.set(policy, fresh);
  return fresh;
};
