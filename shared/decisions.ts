import type { Document, Op, ResourceChange } from './inventory/document.ts';
import { compareStamps, type Stamp } from './inventory/stamp.ts';
import { decisionSource } from './notify/delivery.ts';
import type { Actor } from './trail/actor.ts';

/** What a person decides about a finding. */
export type Decision =
  | { readonly kind: 'suppress'; readonly until: string; readonly reason: string }
  | { readonly kind: 'resolve'; readonly reason: string };

const names: { readonly [K in Decision['kind']]: string } = {
  suppress: 'SuppressFinding',
  resolve: 'ResolveFinding',
};

const secondOf = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** After every record of the same second, and after every decision that the resource knows of. */
const stampOf = (head: Document['head'], now: Date, id: string): Stamp => {
  const stamp = { time: secondOf(now), id: `~~${now.toISOString()}-${id}` };
  return head === null || compareStamps(head, stamp) < 0 ? stamp : { time: head.time, id: `${head.id}~` };
};

/** Who lets suppressions run out: nobody, but time. */
const clock: Actor = { type: 'service', service: decisionSource, crossAccount: false };

const changeBy = (holder: Document, eventName: string, actor: Actor, stamp: Stamp): ResourceChange => ({
  kind: holder.kind,
  arn: holder.arn,
  name: holder.name,
  account: holder.account,
  region: holder.region,
  ...stamp,
  eventSource: decisionSource,
  eventName,
  source: decisionSource,
  call: eventName,
  actor,
  ops: [],
});

/** That time has passed, as a change of a resource: suppressions that have run out by then leave their findings active. */
export const expiryChange = (holder: Document, now: Date): ResourceChange =>
  changeBy(holder, 'ExpireSuppressions', clock, stampOf(holder.head, now, 'expiry'));

/**
 * A decision as a change of the resource that holds the finding. It comes after everything that is known of the
 * resource, even where the clock of the one who decides is behind: they decide on what they see.
 */
export const decisionChange = (
  holder: Document,
  finding: string,
  decision: Decision,
  by: { readonly name: string; readonly now: Date; readonly id: string },
): ResourceChange => {
  const actor: Actor = { type: 'user', userName: by.name, session: by.name, crossAccount: false };
  const op: Op =
    decision.kind === 'suppress'
      ? { op: 'suppress', finding, until: decision.until, reason: decision.reason }
      : { op: 'resolve', finding, reason: decision.reason };
  return { ...changeBy(holder, names[decision.kind], actor, stampOf(holder.head, by.now, by.id)), ops: [op] };
};
