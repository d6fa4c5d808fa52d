import type { Context } from '../engine/context.ts';
import { evaluatePosture } from '../engine/evaluate.ts';
import { type Finding, findingId } from '../engine/finding.ts';
import type { Rule } from '../engine/rule.ts';
import type { Document } from '../inventory/document.ts';

/**
 * What can not be told in full of a resource, because the deployment decides a part of it: in an account a later read
 * fills such a gap, and nobody is told; before the deployment nothing does.
 */
export function* undecided(document: Document, rules: readonly Rule[], context: Context): Generator<Finding> {
  const open = Object.entries(document.facets).flatMap(([name, facet]) =>
    facet.known && facet.partial === 'unresolved' ? [name] : [],
  );
  if (open.length === 0) return;
  const { kind, arn, name, account, region } = document;
  for (const rule of rules) {
    if (rule.looksAt !== 'posture' || rule.subject !== kind) continue;
    const needed = rule.needs.filter((facet) => open.includes(facet));
    if (needed.length === 0) continue;
    const evaluation = evaluatePosture(rule, document, context);
    if (evaluation.status !== 'unknown' || evaluation.blind) continue;
    yield {
      id: findingId(rule.id, arn, 'unknown'),
      rule: rule.id,
      severity: 'informational',
      status: 'active',
      verdict: 'unknown',
      title: rule.title,
      message: `can not tell in full: a part of ${needed.join(', ')} is only decided at deployment`,
      remediation: rule.remediation,
      resource: { kind, arn, name, account, region },
      key: 'unknown',
      evidence: { missing: needed.map((facet) => ({ facet, reason: 'unresolved' })) },
      blastRadius: null,
      owner: null,
      change: null,
      pattern: null,
      firstSeen: null,
      lastSeen: null,
      count: 1,
      attack: rule.attack,
      suppression: null,
      resolution: null,
    };
  }
}
