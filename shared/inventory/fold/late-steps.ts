import type { Arn } from '../../arn.ts';
import {
  anotherTime,
  type Finding,
  type FindingStatus,
  type Transition,
  type TransitionKind,
  transitionOf,
} from '../../engine/finding.ts';
import type { Document, HistoryEntry } from '../document.ts';
import type { Stamp } from '../stamp.ts';
import type { Ledger } from './ledger.ts';

const statusAfter: { readonly [K in TransitionKind]: FindingStatus } = {
  opened: 'active',
  escalated: 'active',
  reopened: 'active',
  suppressed: 'suppressed',
  resolved: 'resolved',
};

const stepTo: { readonly [S in FindingStatus]: TransitionKind } = {
  active: 'reopened',
  suppressed: 'suppressed',
  resolved: 'resolved',
};

/** What was told of a finding that never held, as a record shows that came late. */
const withdrawn = (finding: Finding): Finding => ({
  ...finding,
  status: 'resolved',
  suppression: null,
  resolution: 'a record that came late shows that it never held',
});

/** The step that brings who has heard `heard` of a finding to how it stands; `undefined` where they know. */
const catchingUp = (
  heard: FindingStatus | undefined,
  before: Finding | undefined,
  after: Finding | undefined,
): Finding | undefined => {
  if (after === undefined) return heard === 'active' && before !== undefined ? withdrawn(before) : undefined;
  return (after.status === 'active') === (heard === 'active') ? undefined : after;
};

/**
 * The steps in the lives of findings that nobody has heard of, when a late record made resources start over: those of
 * which nothing was told before, and where a step that was told does not hold any more, one that says so. Whoever
 * follows the steps always ends with the findings as they stand.
 *
 * @param since the stamp of the late record: a step that is told because of it is another one than the same step told
 * before and taken back.
 */
export const lateSteps = (
  ledger: Ledger,
  documents: ReadonlyMap<Arn, Document>,
  transitions: readonly Transition[],
  rewound: readonly HistoryEntry[],
  since: Stamp,
): readonly Transition[] => {
  if (rewound.length === 0) return transitions;
  const restarted = new Set(rewound.map(({ change }) => change.arn));
  const told = new Set(rewound.flatMap((entry) => entry.transitions.map(({ id }) => id)));
  const news = transitions
    .filter(({ id }) => !told.has(id))
    .map((step) => {
      const arn = step.holder as Arn;
      const head = restarted.has(arn) ? ledger.document(arn)?.head : undefined;
      return head == null || step.time > head.time ? step : anotherTime(step, since.id);
    });
  const late: Transition[] = [];
  for (const arn of restarted) {
    const before = ledger.document(arn)?.findings ?? {};
    const document = documents.get(arn);
    const at = { time: document?.head?.time ?? since.time, id: `late ${since.id}` };
    const heard = new Map<string, FindingStatus>(Object.values(before).map(({ id, status }) => [id, status]));
    for (const { holder, finding, kind } of news) if (holder === arn) heard.set(finding.id, statusAfter[kind]);
    for (const id of new Set([...Object.keys(before), ...Object.keys(document?.findings ?? {})])) {
      const finding = catchingUp(heard.get(id), before[id], document?.findings[id]);
      if (finding !== undefined) late.push(transitionOf(stepTo[finding.status], arn, finding, at, null));
    }
  }
  return [...news, ...late];
};
