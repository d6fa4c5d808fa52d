import type { Arn } from '../arn.ts';
import type { Finding, FindingStatus } from '../engine/finding.ts';
import { TrailwardenError } from '../errors.ts';
import type { Document } from '../inventory/document.ts';
import type { InventoryStore } from '../inventory/store/store.ts';

/** Findings that may have a status now: an acceptance that has run out is still stored as one. */
export const findingsOf = async function* (
  store: InventoryStore,
  status: FindingStatus | 'all',
): AsyncGenerator<Finding> {
  const stored: readonly FindingStatus[] =
    status === 'all' ? ['active', 'suppressed', 'resolved'] : status === 'active' ? ['active', 'suppressed'] : [status];
  for (const one of stored) yield* store.findings(one);
};

const shortest = 4;

/**
 * The one finding whose id begins with a text.
 * @throws TrailwardenError `usage` where none or several do
 */
export const findById = async (store: InventoryStore, beginning: string): Promise<Finding> => {
  if (beginning.length < shortest) {
    throw new TrailwardenError('usage', `finding id: expected at least ${shortest} characters, got "${beginning}"`);
  }
  const found = new Map<string, Finding>();
  for await (const finding of findingsOf(store, 'all')) {
    if (finding.id === beginning) return finding;
    if (finding.id.startsWith(beginning)) found.set(finding.id, finding);
  }
  const [one, ...others] = found.values();
  if (one === undefined)
    throw new TrailwardenError('not-found', `finding id: expected a known one, got "${beginning}"`);
  if (others.length > 0) {
    const ids = [...found.keys()].slice(0, 5).join(', ');
    throw new TrailwardenError('usage', `finding id: expected one, got the beginning of ${found.size}: ${ids}`);
  }
  return one;
};

/**
 * The document that holds a finding: its resource, or the window that an incident was seen in.
 * @throws TrailwardenError `not-found`
 */
export const holderOf = async (store: InventoryStore, finding: Finding): Promise<Document> => {
  const resource = await store.resource(finding.resource.arn as Arn);
  if (resource?.findings[finding.id] !== undefined) return resource;
  for await (const window of store.list('activity-window')) {
    if (window.findings[finding.id] !== undefined) return window;
  }
  throw new TrailwardenError('not-found', `finding ${finding.id}: the resource that holds it is not in the inventory`);
};
