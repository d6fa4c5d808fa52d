import type { Severity } from '../engine/severity.ts';
import type { Relation } from '../inventory/edge.ts';
import type { Exposure } from '../policy/exposure-order.ts';

/** Where a resource stands in the flow of information, from left to right. */
export const layers = ['source', 'trigger', 'function', 'role', 'data'] as const;
export type Layer = (typeof layers)[number];

/** One thing to say of a resource beside its name: `runtime`, `nodejs24.x`. */
export interface Fact {
  readonly name: string;
  readonly value: string;
}

export interface MapNode {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly account: string;
  readonly region: string;
  readonly layer: Layer;
  /** The application: what tags or stack say, else what the functions it belongs to say, else the name's beginning. */
  readonly application: string;
  readonly owner: string | null;
  readonly stack: string | null;
  /** Only known because something points at it. */
  readonly isReferenced: boolean;
  /** `null` where it has none to tell: a role, a schedule. `unknown` where it could not be read. */
  readonly exposure: Exposure | null;
  /** More may be open than is known: the absence of a wider exposure proves nothing. */
  readonly isExposurePartial: boolean;
  /** How strong the role behind it is, where that is known. */
  readonly power: string | null;
  readonly findings: number;
  readonly worst: Severity | null;
  /** The last change, ISO 8601. */
  readonly changed: string | null;
  readonly facts: readonly Fact[];
}

/** When and how often a flow was seen in the trail. */
export interface Seen {
  readonly first: string;
  readonly last: string;
  readonly count: number;
}

export interface MapEdge {
  readonly from: string;
  readonly to: string;
  readonly relation: Relation | 'uses' | 'assumes' | 'invokes';
  /** Configured somewhere, or only seen happening in the trail. */
  readonly origin: 'configured' | 'observed';
  readonly label: string;
  /** `null` where no record of the flow was read, which is no proof that there was none. */
  readonly seen: Seen | null;
}

export interface MapModel {
  readonly nodes: readonly MapNode[];
  readonly edges: readonly MapEdge[];
}
