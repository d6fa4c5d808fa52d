import { matchesGlob } from '../glob.ts';
import { type Document, facetOf } from '../inventory/document.ts';
import type { Context, Suppression } from './context.ts';
import type { Finding } from './finding.ts';

const tagMatches = (document: Document, tag: Suppression['tag']): boolean => {
  if (tag === undefined) return true;
  const tags = facetOf(document, 'tags');
  if (!tags.known || typeof tags.value !== 'object' || tags.value === null) return false;
  const value = (tags.value as { readonly [key: string]: unknown })[tag.key];
  return typeof value === 'string' && matchesGlob(value, tag.value);
};

const applies = (suppression: Suppression, finding: Finding, document: Document): boolean =>
  (suppression.finding === undefined || suppression.finding === finding.id) &&
  (suppression.rule === undefined || matchesGlob(finding.rule, suppression.rule)) &&
  (suppression.resource === undefined || matchesGlob(finding.resource.arn, suppression.resource)) &&
  (suppression.account === undefined || suppression.account === finding.resource.account) &&
  tagMatches(document, suppression.tag);

/** The decision that keeps a finding quiet at a time: one made on the finding itself, or one of the suppression file. */
export const suppressionFor = (
  finding: Finding,
  document: Document,
  context: Context,
  time: string,
): Finding['suppression'] => {
  if (finding.suppression !== null && finding.suppression.until > time) return finding.suppression;
  const rule = context.suppressions.find(
    (suppression) => suppression.until > time && applies(suppression, finding, document),
  );
  return rule === undefined ? null : { until: rule.until, reason: rule.reason };
};
