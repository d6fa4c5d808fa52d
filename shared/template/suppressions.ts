import type { Finding } from '../engine/finding.ts';
import { matchesGlob } from '../glob.ts';
import { isObject, type Json } from '../json.ts';
import type { ProblemLog } from './raw.ts';
import { gotOf } from './raw.ts';
import type { TemplateStack } from './resolve.ts';

/** A decision written into a template: which rule is accepted there, until when, and why. */
interface Acceptance {
  readonly rule: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly until: string;
}

const entriesOf = (metadata: Json | undefined): readonly Json[] => {
  const own = isObject(metadata) ? metadata['Trailwarden'] : undefined;
  const list = isObject(own) ? own['suppress'] : undefined;
  return list === undefined ? [] : Array.isArray(list) ? list : [list];
};

const acceptanceOf = (entry: Json, note: (message: string) => void): Acceptance | undefined => {
  const { rule, reason, until } = isObject(entry) ? entry : {};
  if (typeof rule !== 'string' || typeof reason !== 'string' || reason === '') {
    note(`the suppression is ${gotOf(entry)}, allowed is a mapping with rule, reason and until`);
    return undefined;
  }
  const time = typeof until === 'string' ? Date.parse(until) : Number.NaN;
  if (Number.isNaN(time)) {
    note(`until of the suppression of ${rule} is ${gotOf(until)}, allowed is an ISO 8601 date`);
    return undefined;
  }
  return { rule, reason, until: `${new Date(time).toISOString().slice(0, 19)}Z` };
};

/**
 * The decisions that the metadata of a template (for all of it) and of a resource hold, under
 * `Metadata.Trailwarden.suppress`. What is no decision is reported, never taken for one.
 */
export const acceptancesFor = (
  stack: TemplateStack,
  logicalIds: readonly string[],
  log: ProblemLog,
): readonly Acceptance[] => {
  const whole = entriesOf(stack.metadata).flatMap((entry, index) => {
    const path = ['Metadata', 'Trailwarden', 'suppress', index];
    return acceptanceOf(entry, (message) => log.add(path, message)) ?? [];
  });
  const own = stack.resources
    .filter(({ logicalId }) => logicalIds.includes(logicalId))
    .flatMap(({ logicalId, metadata }) =>
      entriesOf(metadata).flatMap((entry, index) => {
        const path = ['Resources', logicalId, 'Metadata', 'Trailwarden', 'suppress', index];
        return acceptanceOf(entry, (message) => log.add(path, message)) ?? [];
      }),
    );
  return [...own, ...whole];
};

/** The finding, quiet where a decision accepts it that has not run out. */
export const accepted = (finding: Finding, acceptances: readonly Acceptance[], now: string): Finding => {
  if (finding.status !== 'active') return finding;
  const decision = acceptances.find(({ rule, until }) => until > now && matchesGlob(finding.rule, rule));
  if (!decision) return finding;
  return { ...finding, status: 'suppressed', suppression: { until: decision.until, reason: decision.reason } };
};
