import type { Facet } from '../engine/facet.ts';
import type { Finding, TransitionKind } from '../engine/finding.ts';
import { statusAt } from '../engine/finding.ts';
import { type Answer, explain } from '../explain.ts';
import type { Document, HistoryEntry } from '../inventory/document.ts';
import { changesOf } from '../inventory/past.ts';
import type { Json } from '../json.ts';
import { mapOf } from './build.ts';
import type { MapModel } from './model.ts';
import type { ObservedFlow } from './observed.ts';

/** A finding with everything it has to tell a person. */
export interface PageFinding extends Pick<Finding, 'id' | 'rule' | 'severity' | 'status' | 'verdict' | 'title'> {
  readonly resource: string;
  readonly resourceName: string;
  readonly resourceKind: string;
  readonly owner: string | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly count: number;
  readonly answers: readonly Answer[];
}

/** One change of one resource, for the timeline. */
export interface PageChange {
  readonly id: string;
  readonly time: string;
  readonly call: string;
  readonly who: string;
  readonly resource: string;
  readonly resourceName: string;
  readonly resourceKind: string;
  /** Facets with their values before and after, in short. */
  readonly facets: readonly { readonly name: string; readonly before: string; readonly after: string }[];
  readonly steps: readonly { readonly kind: TransitionKind; readonly finding: string }[];
}

/** Everything the page shows. */
export interface PageData {
  readonly version: 1;
  /** What was read: `the trail ./trail`, `the table trailwarden-…`. */
  readonly source: string;
  /** The time of the last change, ISO 8601. */
  readonly asOf: string | null;
  readonly map: MapModel;
  readonly findings: readonly PageFinding[];
  /** Newest first. */
  readonly changes: readonly PageChange[];
  /** Older changes that are not among them. */
  readonly changesLeftOut: number;
}

/** What the page is made from. */
export interface PageInput {
  readonly source: string;
  readonly asOf: string | null;
  readonly documents: readonly Document[];
  readonly observed: readonly ObservedFlow[];
  /** The tag that names an owner; `owner` unless the operator says otherwise. */
  readonly ownerTag?: string;
  /** Every change of a resource that is remembered. */
  readonly entries: (document: Document) => readonly HistoryEntry[];
}

const mostChanges = 3_000;
const longest = 400;

const inShort = (facet: Facet<Json> | null): string => {
  if (facet === null) return '(not known)';
  if (!facet.known) return `(not known: ${facet.reason})`;
  const text = typeof facet.value === 'string' ? facet.value : JSON.stringify(facet.value);
  return text.length <= longest ? text : `${text.slice(0, longest)}…`;
};

const whoOf = ({ change: { actor } }: HistoryEntry): string => {
  const name = actor.arn ?? actor.service ?? actor.userName ?? actor.type;
  return actor.sourceIp === undefined || actor.sourceIp === name ? name : `${name} from ${actor.sourceIp}`;
};

/** What could not be decided has no cause and no fix, and there can be thousands of it. */
const answersOf = (finding: Finding): readonly Answer[] =>
  finding.verdict === 'fail' ? explain(finding) : explain(finding).filter(({ question }) => question === 'what');

const pageFinding = (finding: Finding, asOf: string | null): PageFinding => ({
  id: finding.id,
  rule: finding.rule,
  severity: finding.severity,
  status: asOf === null ? finding.status : statusAt(finding, asOf),
  verdict: finding.verdict,
  title: finding.title,
  resource: finding.resource.arn,
  resourceName: finding.resource.name,
  resourceKind: finding.resource.kind,
  owner: finding.owner,
  firstSeen: finding.firstSeen,
  lastSeen: finding.lastSeen,
  count: finding.count,
  answers: answersOf(finding),
});

/** What could not be decided is no step that anybody waits for. */
const stepsOf = (document: Document, { transitions }: HistoryEntry): PageChange['steps'] =>
  transitions
    .filter(({ finding }) => (document.findings[finding]?.verdict ?? 'fail') === 'fail')
    .map(({ kind, finding }) => ({ kind, finding }));

/** What followed from a neighbour's change is told at the neighbour, unless it moved a finding. */
const isWorthTelling = (document: Document, entry: HistoryEntry): boolean =>
  entry.change.via === undefined || stepsOf(document, entry).length > 0;

const pageChanges = (document: Document, entries: readonly HistoryEntry[]): readonly PageChange[] =>
  changesOf(document, entries)
    .filter(({ entry }) => isWorthTelling(document, entry))
    .map(({ entry, facets, presence }) => ({
      id: entry.change.id,
      time: entry.change.time,
      call: `${entry.change.source} ${entry.change.call}`,
      who: whoOf(entry),
      resource: document.arn,
      resourceName: document.name,
      resourceKind: document.kind,
      facets: [
        ...(presence.before === presence.after
          ? []
          : [{ name: 'presence', before: presence.before, after: presence.after }]),
        ...facets.map(({ facet, before, after }) => ({ name: facet, before: inShort(before), after: inShort(after) })),
      ],
      steps: stepsOf(document, entry),
    }));

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Windows of patterns hold events that are changes elsewhere. */
const isResource = ({ kind }: Document): boolean => kind !== 'activity-window';

/** Gathers what the page shows; findings and changes newest first. */
export const pageData = ({ source, asOf, documents, observed, ownerTag, entries }: PageInput): PageData => {
  const changes = documents
    .filter(isResource)
    .flatMap((document) => pageChanges(document, entries(document)))
    .sort((a, b) => compareText(b.time, a.time) || compareText(b.id, a.id) || compareText(a.resource, b.resource));
  return {
    version: 1,
    source,
    asOf,
    map: mapOf(documents, observed, ownerTag),
    findings: documents
      .flatMap(({ findings }) => Object.values(findings))
      .map((finding) => pageFinding(finding, asOf))
      .sort((a, b) => compareText(b.lastSeen ?? '', a.lastSeen ?? '') || compareText(a.id, b.id)),
    changes: changes.slice(0, mostChanges),
    changesLeftOut: Math.max(0, changes.length - mostChanges),
  };
};
