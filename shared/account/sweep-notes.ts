import { isDeepStrictEqual } from 'node:util';
import type { AccountId, Arn } from '../arn.ts';
import { type Facet, knownValue } from '../engine/facet.ts';
import {
  applyChange,
  type Document,
  emptyDocument,
  type Op,
  type ResourceChange,
  type ResourceRef,
} from '../inventory/document.ts';
import type { FoldResult } from '../inventory/fold/fold.ts';
import type { Kind } from '../inventory/kinds.ts';
import type { Json } from '../json.ts';
import { type Denied, observation, type Place } from './reading.ts';
import type { BeginTask, Piece } from './sweep-task.ts';

/** The inventory, as a sweep uses it. */
export interface SweptInventory {
  /** Applies steps, as a lane does. */
  readonly apply: (changes: readonly ResourceChange[]) => Promise<FoldResult>;
  readonly resources: (arns: readonly Arn[]) => Promise<ReadonlyMap<Arn, Document>>;
  /** Where records announce changes, beside global services: elsewhere nothing can be missed. */
  readonly home: Place;
  readonly now: () => Date;
}

/** What a piece found out. */
export interface Findings {
  readonly changes: readonly ResourceChange[];
  readonly denied: readonly Denied[];
}

interface Missed {
  readonly kind: Kind;
  readonly arn: Arn;
  readonly facets: readonly string[];
}

const appliedAtOnce = 25;
/** Of each kind so many missed resources are named and counted: one document has to hold them all. */
export const mostMissedOfKind = 100;
const sweepsRemembered = 10;

export const accountRef = ({ partition, account }: Place): ResourceRef => ({
  kind: 'account',
  arn: `arn:${partition}:iam::${account}:root` as Arn,
  name: account,
  account: account as AccountId,
  region: '',
});

const isKnownWhole = (facet: Facet<Json> | null): boolean => facet?.known === true && facet.partial === undefined;

/** What an observation tells that the inventory does not say already; `undefined` where it is nothing. */
const newsOf = (change: ResourceChange, held: Document | undefined): readonly string[] | undefined => {
  const before = held ?? emptyDocument(change);
  const after = applyChange(before, change);
  if (before.presence !== after.presence) return ['existence'];
  if (isDeepStrictEqual(before.facets, after.facets)) return undefined;
  // What was not known before was not missed, only not seen yet.
  return Object.entries(before.facets).flatMap(([facet, value]) =>
    isKnownWhole(value) && !isDeepStrictEqual(value, after.facets[facet]) ? [facet] : [],
  );
};

type Keyed = { readonly [key: string]: Json };

const keyed = (value: Json | undefined): Keyed =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Keyed) : {};

const inParts = (changes: readonly ResourceChange[]): readonly (readonly ResourceChange[])[] =>
  Array.from({ length: Math.ceil(changes.length / appliedAtOnce) }, (_, index) =>
    changes.slice(index * appliedAtOnce, (index + 1) * appliedAtOnce),
  );

const heldBy = (account: Document | undefined, facet: string): Keyed => keyed(knownValue(account?.facets[facet]));

/** Only what is news there: the document of the account is not written for every piece that says the same. */
const noteOnAccount = async (
  piece: Piece,
  missed: readonly Missed[],
  denied: readonly Denied[],
  { home, resources, apply, now }: SweptInventory,
): Promise<void> => {
  const about = missed[0]?.arn ?? denied[0]?.resource;
  if (about === undefined) return;
  const ref = accountRef(home);
  const account = (await resources([ref.arn])).get(ref.arn);
  const ops: Op[] = [];
  for (const { kind, arn, facets } of missed) {
    const ofKind = keyed(heldBy(account, 'missedByEvents')[kind]);
    if (!(arn in ofKind) && Object.keys(ofKind).length >= mostMissedOfKind) continue;
    for (const facet of facets)
      ops.push({ op: 'put', facet: 'missedByEvents', path: [kind, arn, facet], value: piece.startedAt });
  }
  const known = heldBy(account, 'missingPermissions');
  for (const action of new Set(denied.map((each) => each.action)))
    if (known[action] !== piece.startedAt)
      ops.push({ op: 'put', facet: 'missingPermissions', path: [action], value: piece.startedAt });
  if (ops.length > 0) await apply([observation(ref, ops, now(), `account#${piece.task}#${piece.collector}#${about}`)]);
};

/**
 * Keeps on the account what no record had announced and which permissions were missing, and applies what is news; in
 * this order, because what has been applied is news no more to who comes after a worker that died. What stands in the
 * inventory already is not written again: most of what a sweep reads is as it was.
 */
export const note = async (piece: Piece, { changes, denied }: Findings, inventory: SweptInventory): Promise<void> => {
  const { region } = piece.place;
  const isAnnounced = region === '' || region === inventory.home.region;
  const news: ResourceChange[] = [];
  const missed: Missed[] = [];
  for (const part of inParts(changes)) {
    const held = await inventory.resources(part.map(({ arn }) => arn));
    for (const change of part) {
      const { kind, arn } = change;
      const facets = newsOf(change, held.get(arn));
      if (facets === undefined) continue;
      news.push(change);
      if (facets.length > 0) missed.push({ kind, arn, facets });
    }
  }
  await noteOnAccount(piece, isAnnounced && !piece.isFirst ? missed : [], denied, inventory);
  for (const part of inParts(news)) await inventory.apply(part);
};

/** What two sweeps in a row have not seen again is over. */
const endedSteps = (account: Document | undefined, previous: string): readonly Op[] => {
  const ops: Op[] = [];
  for (const [kind, arns] of Object.entries(heldBy(account, 'missedByEvents')))
    for (const [arn, facets] of Object.entries(keyed(arns)))
      for (const [facet, sweep] of Object.entries(keyed(facets)))
        if (String(sweep) < previous) ops.push({ op: 'remove', facet: 'missedByEvents', path: [kind, arn, facet] });
  for (const [action, sweep] of Object.entries(heldBy(account, 'missingPermissions')))
    if (String(sweep) < previous) ops.push({ op: 'remove', facet: 'missingPermissions', path: [action] });
  return ops;
};

/** Keeps on the account that a sweep began; what the last one did not see again is taken off. */
export const noteBeginning = async (
  { startedAt }: BeginTask,
  { home, resources, apply, now }: SweptInventory,
): Promise<void> => {
  const ref = accountRef(home);
  const account = (await resources([ref.arn])).get(ref.arn);
  const sweeps = Object.keys(heldBy(account, 'sweeps')).sort();
  if (sweeps.includes(startedAt)) return;
  const [previous] = sweeps.slice(-1);
  const facets = ['sweeps', 'missedByEvents', 'missingPermissions'];
  const ops: Op[] = [
    ...facets.flatMap((facet): readonly Op[] =>
      isKnownWhole(account?.facets[facet] ?? null) ? [] : [{ op: 'set', facet, value: heldBy(account, facet) }],
    ),
    { op: 'put', facet: 'sweeps', path: [startedAt], value: true },
    ...sweeps.slice(0, 1 - sweepsRemembered).map((old): Op => ({ op: 'remove', facet: 'sweeps', path: [old] })),
    ...(previous === undefined ? [] : endedSteps(account, previous)),
  ];
  await apply([observation(ref, ops, now(), 'account#begin')]);
};
