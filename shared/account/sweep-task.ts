import type { ResourceRef } from '../inventory/document.ts';
import type { Place } from './reading.ts';

/** How a sweep of some Regions begins; `startedAt` is ISO 8601 and goes with every piece of it. */
export interface BeginTask {
  readonly task: 'begin';
  readonly regions: readonly string[];
  readonly startedAt: string;
}

interface OfOneList {
  /** The name of the collector. */
  readonly collector: string;
  readonly place: Place;
  readonly startedAt: string;
  /** Nothing can have been missed before there was anything to compare with. */
  readonly isFirst: boolean;
  /** How often the account has kept this piece from being done. */
  readonly tries?: number;
}

export type ListTask = OfOneList & { readonly task: 'list'; readonly token?: string };
export type RetireTask = OfOneList & {
  readonly task: 'retire';
  /** The name of the first resource that is looked at; from the beginning without. */
  readonly from?: string;
};
export type ConfirmTask = OfOneList & { readonly task: 'confirm'; readonly refs: readonly ResourceRef[] };
export type DescribeTask = OfOneList & {
  readonly task: 'describe';
  /** Which round of reads is handed out; the first without. */
  readonly round?: number;
  readonly after?: string;
};
export type ReadTask = OfOneList & {
  readonly task: 'read';
  readonly refs: readonly ResourceRef[];
  /** Only what tells these; everything without. */
  readonly facets?: readonly string[];
};

export type Piece = ListTask | RetireTask | ConfirmTask | DescribeTask | ReadTask;

/**
 * One piece of a sweep, small enough for one message:
 *
 * `begin` → a `list` for each collector and place, which hands on to itself page by page → `retire`, which hands out a
 * `confirm` for every few that were in no page, and `describe`, which hands out a `read` for every few resources: page by
 * page again, first of what decides, then of the rest.
 */
export type SweepTask = BeginTask | Piece;
