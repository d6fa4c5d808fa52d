import type { Context } from './engine/context.ts';
import { evaluatePosture } from './engine/evaluate.ts';
import { type Finding, statusAt, type Transition } from './engine/finding.ts';
import { type RuleSet, ruleSet } from './engine/judge.ts';
import type { Rule } from './engine/rule.ts';
import { intake, isConsumed } from './intake.ts';
import type { Document, ResourceChange } from './inventory/document.ts';
import { fold } from './inventory/fold/fold.ts';
import { createMemoryInventory, type MemoryInventory } from './inventory/store/memory.ts';

import { type Change, sourceOf, withoutVersion } from './trail/change.ts';
import { type Consumes, readTrail, type TrailCounts, type TrailProblem } from './trail/source.ts';

export interface ReplayOptions {
  readonly rules: readonly Rule[];
  readonly context: Context;
  /** Told every problem, in the order of the files; what it throws ends the replay. */
  readonly onProblem: (problem: TrailProblem) => void;
  /** Told now and then while records are read. */
  readonly onProgress?: (counts: Readonly<TrailCounts>) => void;
  /** Told every record, also those that nothing else reads; without it, such records are skipped unread. */
  readonly onChange?: (change: Change) => void;
  /** Keeps what every change did to every resource, for whoever asks for the past. */
  readonly keepHistory?: boolean;
}

/** Evaluations that could not be decided, as the inventory stands at the end. */
export interface UnknownCounts {
  readonly evaluations: number;
  /** `resourcePolicy (not-seen)` → how many evaluations lacked it. */
  readonly missing: ReadonlyMap<string, number>;
}

export interface Replayed {
  readonly counts: Readonly<TrailCounts>;
  /** Calls that changed the inventory, each once. */
  readonly changes: number;
  /** Records that were there more than once. */
  readonly duplicates: number;
  /** The time of the last change; `null` where there was none. */
  readonly until: string | null;
  readonly inventory: MemoryInventory;
  /** As they stand at the end, by `firstSeen`, then id. */
  readonly findings: readonly Finding[];
  readonly transitions: readonly Transition[];
  readonly unknown: UnknownCounts;
}

/** What one call did, under the call's stamp. */
interface Call {
  readonly time: string;
  readonly id: string;
  /** `lambda AddPermission` */
  readonly name: string;
  readonly effects: readonly ResourceChange[];
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/**
 * Of two accounts of one call, the one that tells more: one that knows its time, then the longer one. Which copy was
 * read first means nothing.
 */
const better = (a: Call, b: Call): Call => {
  const [left, right] = [JSON.stringify(a.effects), JSON.stringify(b.effects)];
  if (left === right) return a;
  const order = compareText(b.time, a.time) || right.length - left.length || compareText(left, right);
  return order <= 0 ? a : b;
};

const consumes: Consumes = (eventSource, eventName, failed) => {
  const source = sourceOf(eventSource);
  return isConsumed(source, withoutVersion(source, eventName), failed);
};

const progressEvery = 500;

const readCalls = async (paths: readonly string[], { onProblem, onProgress, onChange }: ReplayOptions) => {
  const calls = new Map<string, Call>();
  const trail = readTrail(paths, onChange === undefined ? { consumes, once: true } : {});
  let duplicates = 0;
  let items = 0;
  for await (const item of trail) {
    items += 1;
    if (items % progressEvery === 0) onProgress?.(trail.counts);
    if (item.kind === 'problem') {
      onProblem(item);
      continue;
    }
    if (onChange !== undefined) {
      const { source, name, outcome } = item.change;
      onChange(item.change);
      if (!isConsumed(source, name, outcome.status === 'failed')) continue;
    }
    const effects = intake(item.change);
    if (effects.length === 0) continue;
    const { time, id } = item.change;
    const name = `${item.change.source} ${item.change.name}`;
    const call: Call = { time, id, name, effects };
    // Anonymised trails give many records one id; two copies of one record also agree on what was called.
    const key = `${id} ${name}`;
    const other = calls.get(key);
    if (other !== undefined) duplicates += 1;
    calls.set(key, other === undefined ? call : better(other, call));
  }
  const inOrder = [...calls.values()].sort(
    (a, b) => compareText(a.time, b.time) || compareText(a.id, b.id) || compareText(a.name, b.name),
  );
  return { counts: trail.counts, duplicates: duplicates + trail.counts.repeated, calls: inOrder };
};

const countUnknown = (documents: Iterable<Document>, rules: RuleSet, context: Context): UnknownCounts => {
  const missing = new Map<string, number>();
  let evaluations = 0;
  for (const document of documents) {
    if (document.presence !== 'present') continue;
    for (const rule of rules.get(document.kind)) {
      if (rule.looksAt !== 'posture') continue;
      const evaluation = evaluatePosture(rule, document, context);
      if (evaluation.status !== 'unknown') continue;
      evaluations += 1;
      for (const { facet, reason } of evaluation.missing) {
        const name = `${facet} (${reason})`;
        missing.set(name, (missing.get(name) ?? 0) + 1);
      }
    }
  }
  return { evaluations, missing };
};

const compareFindings = (a: Finding, b: Finding): number =>
  compareText(a.firstSeen ?? '', b.firstSeen ?? '') || compareText(a.id, b.id);

/**
 * Judges CloudTrail history as the deployed functions would have: the same projections, rules and life of findings,
 * over an inventory that is rebuilt from the trail itself. The order and repetition of records do not matter.
 */
export const replay = async (paths: readonly string[], options: ReplayOptions): Promise<Replayed> => {
  const { calls, counts, duplicates } = await readCalls(paths, options);
  const rules = ruleSet(options.rules);
  const inventory = createMemoryInventory();
  const transitions: Transition[] = [];
  for (const { effects } of calls) {
    const result = fold(inventory, effects, rules, options.context);
    // In stamp order nothing is ever rewound, so that history is only kept for whoever asks for it.
    inventory.commit(options.keepHistory === true ? result : { ...result, entries: [], replaced: [] });
    transitions.push(...result.transitions);
  }
  const until = calls.at(-1)?.time ?? null;
  const findings = [...inventory.documents.values()]
    .flatMap((document) => Object.values(document.findings))
    .map((finding): Finding => {
      const status = until === null ? finding.status : statusAt(finding, until);
      return status === finding.status ? finding : { ...finding, status, suppression: null };
    })
    .sort(compareFindings);
  return {
    counts,
    changes: calls.length,
    duplicates,
    until,
    inventory,
    findings,
    transitions,
    unknown: countUnknown(inventory.documents.values(), rules, options.context),
  };
};
